//! Bad input: one sentence, exit code 2, no panic.

use super::program::*;
use crate::TABLE;

#[test]
fn a_bad_number_in_a_file_is_named_with_its_place() {
    let word = file("word.csv", b"p\n0.5\nhalf\n");
    assert_eq!(
        failure(&["measure", "--p", &word]),
        format!("{word}: line 3, column 1: `half` is not a number; numbers are needed here")
    );
    let negative = file("negative.csv", b"0.5,0.5\n-0.5,0.5\n");
    let said = failure(&["joint", "--joint", &negative]);
    assert_eq!(said, format!("{negative}, line 2, column 1: -0.5 is not a probability or weight"));
    let ragged = file("ragged.csv", b"0.5,0.25\n0.25\n");
    assert_eq!(
        failure(&["joint", "--joint", &ragged]),
        format!("{ragged}: line 2, column 2: 1 columns where the first has 2")
    );
    let text = file("text.json", b"[0.5,\n \"half\"]");
    let said = format!("{text}: entry 2 is \"half\", which is no number");
    assert_eq!(failure(&["measure", "--p", &text]), said);
    // Beside what is asked for it does no harm.
    let beside =
        file("beside.json", b"{\"p\": [0.5, 0.5], \"name\": \"coin\", \"fair\": true, \"by\": null}");
    let unfair = file("unfair.json", b"{\"p\": [0.5, 0.4], \"name\": \"coin\"}");
    assert!(failure(&["measure", "--p", &format!("{unfair}:p")]).contains("0.9"));
    assert_eq!(
        super::program::json(&["measure", "--p", &format!("{beside}:p")])["quantities"][0]["value"],
        1.0
    );
}

#[test]
fn unknown_names_come_with_those_there_are() {
    let said = failure(&["measure", "--p", "unifrm:3"]);
    assert!(said.contains("`unifrm:3` is not a number; by name there are uniform, one-hot, zipf"), "{said}");
    let said = failure(&["joint", "--joint", "nand"]);
    assert!(said.contains("; by name there are independent, copy, noisy-copy, xor"), "{said}");
    let said = failure(&["channel", "--channel", "bsc:0.1"]);
    assert!(said.contains("; by name there are binary-symmetric, binary-erasure"), "{said}");
    assert_eq!(
        failure(&["rate", "bernoulli", "--p", "0.3", "--distortions=-0.1"]),
        "--distortions: invalid D: -0.1"
    );
}

#[test]
fn bad_lists_say_which_number() {
    assert_eq!(failure(&["measure", "--p", "-0.5,1.5"]), "--p, value 1: -0.5 is not a probability or weight");
    assert_eq!(failure(&["measure", "--p", "NaN,1"]), "--p, value 1: NaN is not a probability or weight");
    let said = failure(&["measure", "--p", "0.5,0.25"]);
    assert_eq!(said, "--p: the probabilities sum to 0.75, not to 1; --normalize would divide by the sum");
    let said = failure(&["measure", "--p", "0.5,half"]);
    assert_eq!(
        said,
        "--p: there is no file `0.5,half`, and it is no list of numbers: `half` is not a number"
    );
    let said = failure(&["channel", "--channel", "1,0;0.5,0.25"]);
    assert_eq!(said, "--channel: row 2 sums to 0.75, not to 1; --normalize would divide by the sum");
    assert_eq!(
        failure(&["estimate", "counts", "--counts", "2,1.5"]),
        "--counts, value 2: 1.5 is not a whole number from 0"
    );
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    for arguments in [
        &["measure", "--p", "0.5,0.5", "--q", "1"][..],
        &["measure", "--p", "uniform:99999999999"],
        &["measure", "--p", "uniform:0"],
        &["measure", "--p", "1", "--order", "-1"],
        &["joint", "--joint", "0.5,0.5"],
        &["joint", "--joint", "0.5,0.5", "--shape", "2,2"],
        &["joint", "--joint", "1", "--shape", "1,1,1,1,1,1,1,1,1,1,1,1,1"],
        &["code", "--p", "1", "--radix", "1"],
        &["code", "--p", "1", "--message", "7"],
        &["channel", "--channel", "1,0;0,1", "--gap", "NaN"],
        &["bottleneck", "--joint", "copy", "--betas", "-1"],
        &["bottleneck", "--joint", "xor", "--betas", "1"],
        &["estimate", "neighbors", "--x", "1,2", "--k", "2"],
        &["estimate", "neighbors", "--x", "1,1,1", "--k", "1"],
        &["estimate", "neighbors", "--x", "1,2,3", "--y", "1,2", "--k", "1"],
        &["estimate", "classes", "--x", "1,2", "--labels", "0,1"],
        &["estimate", "layer", "--activations", "1,2", "--labels", "0,999"],
        &["estimate", "layer", "--activations", "1,2", "--labels", "0"],
        &["estimate", "layer", "--activations", "1e300,2", "--labels", "0,1"],
        &["estimate", "scores", "--scores", "1,2,3"],
    ] {
        assert!(!failure(arguments).is_empty());
    }
}

#[test]
fn broken_files_of_any_format_are_failures_and_no_panics() {
    let header = |kind: &str, shape: &str| {
        format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}")
    };
    let whole = npy_of("(2, 2)", "True", &TABLE);
    let mut contents: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"\n \n".to_vec(),
        b"[".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        b"[[1],[0,0]]".to_vec(),
        b"[1,[0]]".to_vec(),
        b"{\"a\":[1],\"b\":[1]}".to_vec(),
        "[".repeat(100_000).into_bytes(),
        b"a,b\n".to_vec(),
        b"\xff\xfe\n".to_vec(),
        b"1,\n".to_vec(),
        npy(&header("<f8", "(18446744073709551615, 2)"), &[]),
        npy(&header("<f8", "(4294967296, 4294967296)"), &[]),
        npy(&header("<f8", "(0, 2)"), &[]),
        npy(&header("<c16", "(1,)"), &[0; 16]),
        npy(&header("|O", "(1,)"), &[0; 8]),
        npy(&header("é8", "(1,)"), &[0; 8]),
        npy(&header("", "(1,)"), &[0; 8]),
        npy("{", &[]),
        npy("\u{7f}", &[1]),
    ];
    contents.extend((1..whole.len()).map(|end| whole[..end].to_vec()));
    contents.extend((1..ARCHIVE.len()).step_by(7).map(|end| ARCHIVE[..end].to_vec()));
    for (index, content) in contents.iter().enumerate() {
        let path = file(&format!("broken-{index}"), content);
        assert!(failure(&["joint", "--joint", &path]).contains(&path));
    }
}

#[test]
fn targets_of_another_shape_and_names_without_their_number_are_refused() {
    let loss = ["loss", "--loss", "keras-categorical-crossentropy"];
    let shapes = ["--predictions", "0.7,0.2,0.1;0.1,0.3,0.6", "--targets", "1,0;0,0;0,1"];
    assert_eq!(
        failure(&[&loss[..], &shapes].concat()),
        "--targets: 2 numbers in a row where the predictions have 3"
    );
    assert_eq!(failure(&["measure", "--p", "english:27"]), "--p: `english:27` has no more than 26 outcomes");
    assert_eq!(failure(&["measure", "--p", "zipf"]), "--p: `zipf` needs a number of outcomes, as in zipf:8");
}

#[test]
fn a_first_line_that_is_meant_as_numbers_is_not_taken_for_names() {
    for text in ["0.5.0\n0.25\n0.75\n", "n/a\n0.5\n0.5\n", "1,5;2,5\n3;4\n"] {
        let path = file("first-line.csv", text.as_bytes());
        assert!(failure(&["joint", "--joint", &path, "--normalize"]).contains("line 1, column 1"), "{text}");
    }
}
