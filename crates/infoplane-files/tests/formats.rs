//! Files as NumPy and gzip make them (see fixtures/README.md), and texts.

use infoplane_files::array::Array;
use infoplane_files::csv::{Columns, LabelColumn};
use infoplane_files::loader::{Limits, Loaded, Loader, Options};
use infoplane_files::problem::FileError;
use infoplane_files::samples::own_data;
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Loads a file in pieces of that size.
fn load_pieces(options: Options, bytes: &[u8], size: usize) -> Result<Loaded<f32>, FileError> {
    let mut loader = Loader::new(options);
    bytes.chunks(size).try_for_each(|piece| loader.push(piece))?;
    loader.finish()
}

/// Loads a file whole and in pieces, which must not matter.
fn load(options: &Options, bytes: &[u8]) -> Loaded<f32> {
    let whole = load_pieces(options.clone(), bytes, bytes.len()).expect("a valid file");
    for size in [1, 2, 3, 7, 64, 1000] {
        assert_eq!(load_pieces(options.clone(), bytes, size).as_ref(), Ok(&whole), "{size}");
    }
    whole
}

fn array(name: &str) -> Array<f32> {
    match load(&Options::samples(), &fixture(name)) {
        Loaded::Array(array) => array,
        other => panic!("{name}: {other:?}"),
    }
}

fn archive(name: &str, wanted: Option<&str>) -> Vec<(String, Array<f32>)> {
    let options = Options { array: wanted.map(str::to_owned), ..Options::samples() };
    match load(&options, &fixture(name)) {
        Loaded::Archive(archive) => archive.arrays,
        other => panic!("{name}: {other:?}"),
    }
}

fn counting() -> Array<f32> {
    Array { shape: vec![2, 3], values: vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0] }
}

fn labels() -> Array<f32> {
    Array { shape: vec![2], values: vec![1.0, 0.0] }
}

#[test]
fn every_type_order_and_version_of_npy_is_read() {
    for name in [
        "f2",
        "f4",
        "f8",
        "i1",
        "i2",
        "i4",
        "i8",
        "u1",
        "u2",
        "u4",
        "u8",
        "f2-big",
        "f4-big",
        "f8-big",
        "i2-big",
        "i4-big",
        "i8-big",
        "u2-big",
        "u4-big",
        "u8-big",
        "fortran",
        "version-1",
        "version-2",
        "version-3",
    ] {
        assert_eq!(array(&format!("{name}.npy")), counting(), "{name}");
    }
    assert_eq!(array("bool.npy").values, [0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    assert_eq!(array("negative.npy").values, [-1.0, -2.0, -128.0, 127.0]);
    assert_eq!(array("zero-axes.npy"), Array { shape: vec![], values: vec![2.5] });
    let axes = array("three-axes.npy");
    assert_eq!(axes.shape, [4, 2, 3]);
    // Entry (c, a, b) is 12 a + 4 b + c.
    assert_eq!(axes.values[..6], [0.0, 4.0, 8.0, 12.0, 16.0, 20.0]);
    assert_eq!(axes.values[23], 23.0);
}

#[test]
fn archives_are_read_however_they_are_compressed() {
    let both = vec![("x".to_owned(), counting()), ("y".to_owned(), labels())];
    for name in ["stored.npz", "deflated.npz", "piped.npz", "piped-stored.npz"] {
        assert_eq!(archive(name, None), both, "{name}");
        assert_eq!(archive(name, Some("y")), both[1..], "{name}");
    }
}

#[test]
fn an_archive_of_more_than_one_piece_of_output_is_read() {
    let arrays = archive("noise.npz", Some("x"));
    let x = &arrays[0].1;
    assert_eq!(x.shape, [250, 10]);
    // The sum and the last number as NumPy has them.
    let sum: f64 = x.values.iter().map(|v| f64::from(*v)).sum();
    assert!((sum - NOISE_SUM).abs() < 1e-4, "{sum}");
    assert_eq!(x.values[2499], NOISE_LAST as f32);
}

const NOISE_SUM: f64 = 1_241.693_292_709_789_1;
const NOISE_LAST: f64 = 0.244_031_261_904_239_4;

#[test]
fn idx_is_read_plain_and_compressed() {
    for name in ["images-idx3-ubyte", "images-idx3-ubyte.gz"] {
        let images = array(name);
        assert_eq!((images.shape, images.values), (vec![4, 2, 2], (0..16).map(|v| v as f32).collect()));
    }
    assert_eq!(array("labels-idx1-ubyte.gz"), Array { shape: vec![4], values: vec![7.0, 2.0, 1.0, 2.0] });
    assert_eq!(array("doubles-idx2"), counting());
}

#[test]
fn several_gzip_members_are_one_file() {
    let whole = fixture("images-idx3-ubyte");
    let mut members = Vec::new();
    for part in whole.chunks(11) {
        let mut encoder = flate2::write::GzEncoder::new(&mut members, flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, part).expect("memory is writable");
        encoder.finish().expect("memory is writable");
    }
    assert_eq!(load(&Options::samples(), &members), load(&Options::samples(), &whole));
}

#[test]
fn images_and_labels_become_samples() {
    let files = ["labels-idx1-ubyte.gz", "images-idx3-ubyte.gz"];
    let files = files.map(|name| load(&Options::samples(), &fixture(name)));
    for files in [files.to_vec(), files.iter().rev().cloned().collect()] {
        let data = own_data(files).expect("samples");
        assert_eq!((data.n_features(), data.names().classes.join(" ").as_str()), (4, "1 2 7"));
        assert_eq!(data.labels(), [2, 1, 0, 1]);
        assert_eq!(data.inputs()[4..8], [4.0, 5.0, 6.0, 7.0]);
    }
    for name in ["stored.npz", "deflated.npz", "mnist-names.npz"] {
        let data = own_data(vec![load(&Options::samples(), &fixture(name))]).expect("samples");
        assert_eq!((data.labels(), data.inputs()), (&[1, 0][..], &counting().values[..]), "{name}");
    }
    let one = own_data(vec![load(&Options::samples(), &fixture("f8.npy"))]).expect("samples");
    assert_eq!((one.labels(), one.inputs()), (&[0, 1][..], &[0.0, 1.0, 3.0, 4.0][..]));
}

fn table(options: &Options, text: &str) -> infoplane_files::csv::Table<f32> {
    match load(options, text.as_bytes()) {
        Loaded::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn with_labels(column: LabelColumn) -> Options {
    Options { columns: Columns::Samples(column), ..Options::samples() }
}

#[test]
fn texts_are_read_with_any_separator_end_of_line_and_comment() {
    let plain = table(&Options::numbers(), "1,2.5\n-3,4e2\n");
    assert_eq!((&plain.values[..], &plain.lines[..]), (&[1.0, 2.5, -3.0, 400.0][..], &[1, 2][..]));
    for text in [
        "1;2.5\n-3;4e2",
        "1\t2.5\r\n-3\t4e2\r\n",
        " 1 , 2.5 \n\" -3\",\"4e2\"\n",
        "\u{feff}1,2.5\n-3,4e2\n",
        "1,2.5\r-3,4e2\r",
    ] {
        assert_eq!(table(&Options::numbers(), text), plain, "{text:?}");
    }
    let commented = table(&Options::numbers(), "# about\n\n1,2.5\n# more\n\n-3,4e2\n");
    assert_eq!((commented.values, commented.lines), (plain.values, vec![3, 6]));
}

#[test]
fn columns_and_labels_are_found_by_name_or_place() {
    let text = "species,a,b\ncat,1,2\ndog,3,4\ncat,5,6\n";
    let named = with_labels(LabelColumn::Named("species".to_owned()));
    for options in [named, with_labels(LabelColumn::First)] {
        let data = own_data(vec![load(&options, text.as_bytes())]).expect("samples");
        assert_eq!((data.labels(), data.names().features.concat().as_str()), (&[0, 1, 0][..], "ab"));
        assert_eq!(data.inputs(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    }
    let only = table(&Options { columns: Columns::Named("b".to_owned()), ..Options::numbers() }, text);
    assert_eq!((only.values, only.columns), (vec![2.0, 4.0, 6.0], vec![2]));
    // Labels that are numbers are ordered as such: 2 before 10.
    let numbers = own_data(vec![load(&Options::samples(), b"0.5,10\n0.25,2\n1,10\n")]).expect("samples");
    assert_eq!((numbers.labels(), numbers.names().classes.join(" ").as_str()), (&[1, 0, 1][..], "2 10"));
    assert_eq!(numbers.names().features, ["x1"]);
}

#[test]
fn names_that_are_numbers_are_names_if_the_label_says_so() {
    // As pandas writes the columns of an array, with labels in numbers and in words.
    let last = "0,1,2,label\n0.5,4,1,7\n0.25,8,2,5\n0.5,4,1,7\n";
    let first = "label,0,1,2\n7,0.5,4,1\n5,0.25,8,2\n7,0.5,4,1\n";
    let words = "0,1,2,kind\n0.5,4,1,cat\n0.25,8,2,ant\n0.5,4,1,cat\n";
    let named = || with_labels(LabelColumn::Named("label".to_owned()));
    for (options, text, classes) in [
        (Options::samples(), last, ["5", "7"]),
        (named(), last, ["5", "7"]),
        (with_labels(LabelColumn::First), first, ["5", "7"]),
        (named(), first, ["5", "7"]),
        (Options::samples(), words, ["ant", "cat"]),
    ] {
        let table = table(&options, text);
        assert_eq!(table.lines, [2, 3, 4], "{text}");
        let data = own_data(vec![Loaded::Table(table)]).expect("samples");
        assert_eq!(data.names().classes, classes, "{text}");
        assert_eq!(data.names().features, ["0", "1", "2"], "{text}");
        assert_eq!(data.labels(), [1, 0, 1], "{text}");
        assert_eq!(data.inputs(), [0.5, 4.0, 1.0, 0.25, 8.0, 2.0, 0.5, 4.0, 1.0], "{text}");
    }
}

#[test]
fn a_first_sample_stays_one_if_its_label_is_like_others() {
    for (text, classes) in [
        ("0,1,cat\n0.5,4,dog\n0.25,8,cat\n", vec!["cat", "dog"]),
        ("3,1,cat\n0.5,4,dog\n0.25,8,dog\n", vec!["cat", "dog"]),
        ("0,1,2\n0.5,4,3\n0.25,8,3\n", vec!["2", "3"]),
    ] {
        let table = table(&Options::samples(), text);
        assert_eq!((table.lines.len(), &table.names), (3, &None), "{text}");
        assert_eq!(own_data(vec![Loaded::Table(table)]).expect("samples").names().classes, classes);
    }
}

#[test]
fn separators_in_quoted_names_separate_nothing() {
    let text = "\"height; cm\",\"a\ttab\",\"of\nkin\"\n1,2,3\n4,5,6\n";
    let table = table(&Options::numbers(), text);
    assert_eq!(table.names.expect("names"), ["height; cm", "a\ttab", "of\nkin"]);
    assert_eq!((table.values, table.lines), (vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![3, 4]));
}

#[test]
fn ten_thousand_columns_and_names_are_read() {
    let names: Vec<String> = (0..9_999).map(|i| format!("pixel-{i}")).collect();
    let row = vec!["0.5"; 9_999].join(",");
    let text = format!("{},digit\n{row},3\n{row},4\n", names.join(","));
    let data = own_data(vec![load_pieces(Options::samples(), text.as_bytes(), 1 << 16).expect("valid")]);
    assert_eq!(data.expect("samples").n_features(), 9_999);
}

#[test]
fn samples_come_back_from_their_packed_form() {
    for name in ["deflated.npz", "noise.npz"] {
        let data = own_data(vec![load(&Options::samples(), &fixture(name))]).expect("samples");
        let back = infoplane_core::learner::dataset::own::OwnData::unpack(&data.pack());
        assert_eq!(back, Ok(data), "{name}");
    }
}

#[test]
fn memory_may_be_the_only_limit() {
    let limits = Limits::NONE;
    let options = Options { columns: Columns::All, array: None, limits };
    let wide = vec!["1"; 20_000].join(",");
    assert_eq!(table(&options, &wide).values.len(), 20_000);
}

#[test]
fn words_are_numbered_by_first_appearance() {
    let words = |columns: Option<&str>, text: &str| {
        let columns = Columns::Categories(columns.map(str::to_owned));
        let found = table(&Options { columns, ..Options::numbers() }, text);
        let categories = found.categories.expect("words");
        (found.names, found.lines, categories.words, categories.of_cells)
    };
    let of = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    // The first line names the column, unless its word comes again.
    let named = words(None, "kind\ncat\ndog\ncat\n");
    assert_eq!(named, (Some(of(&["kind"])), vec![2, 3, 4], of(&["cat", "dog"]), vec![0, 1, 0]));
    assert_eq!(words(None, "cat\ndog\ncat\n"), (None, vec![1, 2, 3], of(&["cat", "dog"]), vec![0, 1, 0]));
    let text = "size,kind\n1.5,cat\n1.50,dog\n2,cat\n";
    assert_eq!(words(Some("kind"), text).2, ["cat", "dog"]);
    let all = words(None, text);
    assert_eq!((all.2, all.3), (of(&["1.5", "cat", "dog", "2"]), vec![0, 1, 0, 2, 3, 1]));
}
