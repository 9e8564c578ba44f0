//! What is wrong with files, and where.

use super::{Memory, npy, said};
use infoplane_worker::own::failure::{Failure, Spot, Trouble};
use infoplane_worker::own::said::Said;

fn failure(files: &[(&str, &[u8])]) -> Failure {
    match said(&Memory::of(files), 4096).pop() {
        Some(Said::Failed(failure)) => failure,
        other => panic!("not refused: {other:?}"),
    }
}

fn at(file: &str, array: Option<&str>, spot: Spot, trouble: Trouble) -> Failure {
    Failure { file: file.to_owned(), array: array.map(str::to_owned), spot, trouble }
}

const LABELS: &[u8] = b"0\n1\n1\n";

#[test]
fn a_number_that_is_none_is_found_by_its_row_and_place() {
    let layer = npy("3, 2", &[1.0, 2.0, 3.0, f64::NAN, 5.0, 6.0]);
    let found = failure(&[("0/a.npy", &layer), ("labels.csv", LABELS)]);
    let expected = Trouble::NotFinite("NaN".to_owned());
    assert_eq!(found, at("0/a.npy", Some("a"), Spot::Value(2, 2), expected));
}

#[test]
fn the_row_is_that_of_the_file_even_if_only_some_are_used() {
    let n = 300;
    let values: Vec<f64> = (0..n).map(|row| if row < 290 { 1.0 } else { f64::INFINITY }).collect();
    let labels: Vec<f64> = (0..n).map(|row| f64::from(row % 2)).collect();
    let (layer, labels) = (npy("300, 1", &values), npy("300,", &labels));
    let files = Memory::of(&[("0/a.npy", &layer), ("labels.npy", &labels)]);
    let Some(Said::Failed(Failure { spot: Spot::Value(row, 1), .. })) = said(&files, 200).pop() else {
        panic!("the infinite row has a place")
    };
    assert!((291..=300).contains(&row), "{row}");
}

#[test]
fn a_cell_that_is_no_number_is_found_by_line_and_column() {
    let found = failure(&[("0/a.csv", b"1,2\n3,x\n5,6\n"), ("labels.csv", LABELS)]);
    assert_eq!(found, at("0/a.csv", None, Spot::Cell(2, 2), Trouble::NotANumber("x".to_owned())));
    let found = failure(&[("0/a.csv", b"1,2\n3,4\n5,6\n"), ("labels.csv", b"0\n1\n0.5\n")]);
    let expected = Trouble::NotALabel("0.5".to_owned());
    assert_eq!(found, at("labels.csv", Some("labels"), Spot::Cell(3, 1), expected));
}

#[test]
fn names_that_do_not_fit_are_named() {
    let layer = npy("3, 1", &[1.0, 2.0, 3.0]);
    let layer = &layer[..];
    let labels = ("labels.csv", LABELS);
    for (files, trouble) in [
        (vec![("0/a.npy", layer)], Trouble::NoLabels(vec!["0/a.npy".to_owned()])),
        (vec![labels], Trouble::NoLayers(vec!["labels".to_owned()])),
        (vec![("0/a.npy", layer), ("0_a.npy", layer), labels], Trouble::Twice("0_a.npy".to_owned())),
        (
            vec![("0/a.npy", layer), ("0/b.npy", layer), ("1/a.npy", layer), labels],
            Trouble::Missing("1/b".to_owned()),
        ),
        (vec![("weights.npy", layer), labels], Trouble::Name("weights".to_owned())),
    ] {
        assert_eq!(failure(&files).trouble, trouble);
    }
}

#[test]
fn rows_and_labels_are_equally_many() {
    let layer = npy("2, 1", &[1.0, 2.0]);
    let found = failure(&[("0/a.npy", &layer), ("labels.csv", LABELS)]);
    assert_eq!(found, at("0/a.npy", Some("a"), Spot::Whole, Trouble::Unpaired(2, 3)));
    let one_hot = npy("3, 2", &[1.0, 0.0, 0.0, 1.0, 0.0, 1.0]);
    let found = failure(&[("0/a.npy", &layer), ("labels.npy", &one_hot)]);
    assert_eq!(found.trouble, Trouble::WideLabels(2));
}

#[test]
fn damaged_files_are_refused_wherever_they_are_cut() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/own/fixtures/keras.npz");
    let whole = std::fs::read(path).expect("a fixture");
    for length in (0..whole.len()).step_by(101) {
        let found = failure(&[("run.npz", &whole[..length])]);
        assert_eq!(found.file, "run.npz", "cut at {length}: {found:?}");
    }
    let mut damaged = whole.clone();
    damaged[9_000] ^= 1;
    let found = failure(&[("run.npz", &damaged)]);
    assert!(
        found.array.is_some() && matches!(&found.trouble, Trouble::File(words) if words.contains("checksum")),
        "{found:?}"
    );
}

#[test]
fn a_promise_of_too_much_is_refused_before_memory_is_taken() {
    let mut huge = npy("3, 1", &[1.0]);
    let at = huge.windows(4).position(|bytes| bytes == b"3, 1").expect("the shape");
    huge.splice(at..at + 4, *b"999999999, 9");
    let length = u16::from_le_bytes([huge[8], huge[9]]) + 8;
    huge[8..10].copy_from_slice(&length.to_le_bytes());
    let found = failure(&[("0/a.npy", &huge), ("labels.csv", LABELS)]);
    assert_eq!(found.trouble, Trouble::TooMany(8_999_999_991, 1 << 26));
}
