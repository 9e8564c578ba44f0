//! What is wrong with a file is said with place and value, and never more.

use infoplane_files::loader::{Loaded, Loader, Options};
use infoplane_files::problem::{FileError, Place, Problem, Quantity};
use infoplane_files::samples::own_data;
use std::path::Path;

fn load(bytes: &[u8]) -> Result<Loaded<f32>, FileError> {
    let mut loader = Loader::new(Options::samples());
    bytes.chunks(5).try_for_each(|piece| loader.push(piece))?;
    loader.finish()
}

fn error(bytes: &[u8]) -> FileError {
    load(bytes).and_then(|file| own_data(vec![file])).expect_err("refused")
}

fn said(bytes: &[u8]) -> String {
    error(bytes).to_string()
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(path).expect("a fixture")
}

/// An npy file of version 1 with this header and these data.
fn npy(header: &str, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).expect("a short header").to_le_bytes();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat()
}

fn header(kind: &str, shape: &str) -> String {
    format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}")
}

#[test]
fn texts_are_refused_with_line_and_column() {
    for (text, expected) in [
        ("1,2,0\n3,x,1\n", "line 2, column 2: `x` is not a number"),
        ("a,b,c\n\n# no\n1,2,0\n3,,1\n", "line 5, column 2: nothing where a number should be"),
        ("1,2,0\n3,4\n", "line 2, column 3: 2 columns where the first has 3"),
        ("1,2,0\n3,4,5,1\n", "line 2, column 4: 4 columns where the first has 3"),
        ("1,2,0\r\n3,NaN,1\r\n", "line 2, column 2: `NaN` is not a finite number"),
        ("1,2,0\r3,-inf,1\r", "line 2, column 2: `-inf` is not a finite number"),
        ("1,2,0\n1e39,4,1\n", "line 2, column 1: `1e39` is not a finite number"),
        ("1,2,0\n\"3\n\n\",4,1\n5,six,0", "line 5, column 2: `six` is not a number"),
        ("1,2,0\n3,4,\n", "line 2, column 3: nothing where a number should be"),
        ("a,b,c\n1,2,0\n\n3,4,nan\n", "line 4, column 3: `nan` is not a finite number"),
        ("1,2,cat\n3,4,-Inf\n", "line 2, column 3: `-Inf` is not a finite number"),
        ("a,b,c\n", "there are no numbers in it"),
        ("# nothing\n", "there are no numbers in it"),
        ("", "there are no numbers in it"),
        ("1,0\n", "invalid number of samples: 1 (allowed: 2 to 1000000)"),
        ("1,a\n2,a\n", "invalid number of classes: 1 (allowed: 2 to 100)"),
        ("a\nb\n", "invalid number of features: 0 (allowed: 1 to 10000)"),
    ] {
        assert_eq!(said(text.as_bytes()), expected, "{text:?}");
    }
    assert_eq!(said(b"1,2,0\n3,4\xff,1\n"), "line 2, column 2: the byte 0xff is not UTF-8");
    let typed = error(b"1,2,0\n3,4\xff,1\n");
    assert_eq!((typed.place, typed.problem), (Place::Cell { line: 2, column: 2 }, Problem::NotUtf8(0xff)));
}

#[test]
fn a_table_that_ends_within_quotes_is_refused_where_they_open() {
    // Cells with their lines, what ends them included.
    let cells = [
        (1, "\"height\","),
        (1, "\"of\nkin\","),
        (2, "\"say \"\"\"\"\"\n"),
        (3, "\"1\","),
        (3, "5,"),
        (3, "\"a\r\n\r\n\"\r\n"),
        (6, "2,"),
        (6, "\"\n\n6\","),
        (8, "\"b\"\n"),
    ];
    let mut before = String::new();
    for (index, (line, cell)) in cells.into_iter().enumerate() {
        for end in 0..=cell.len() {
            let text = format!("{before}{}", &cell[..end]);
            // Quotes are only around these cells and, doubled, within them.
            let is_open = cell[..end].matches('"').count() % 2 == 1;
            let place = Place::Cell { line, column: index as u64 % 3 + 1 };
            let expected = is_open.then_some((place, Problem::UnclosedQuote));
            let refused = load(text.as_bytes()).err().map(|error| (error.place, error.problem));
            assert_eq!(
                refused.filter(|(_, problem)| is_open || *problem == Problem::UnclosedQuote),
                expected,
                "{text:?}"
            );
        }
        before += cell;
    }
    let data = own_data(vec![load(before.as_bytes()).expect("all of it")]).expect("samples");
    assert_eq!((data.names().classes.concat(), data.inputs()), ("ab".to_owned(), &[1.0, 5.0, 2.0, 6.0][..]));
    // A quote that swallows rows, one within a cell, and one in a comment.
    assert_eq!(
        said(b"1,2,a\n3,4,\"b\n5,6,a\n"),
        "line 2, column 3: the quote that opens here is never closed"
    );
    assert!(load(b"1,2,5\"\n3,4,6\"").is_ok());
    assert!(load(b"1,2,a\n3,4,b\n# \"c").is_ok());
}

#[test]
fn too_much_text_is_refused_at_once() {
    let wide = vec!["1"; 10_001].join(",");
    assert_eq!(said(wide.as_bytes()), "line 1, column 10001: 10001 columns, where 10000 are allowed");
    let long = [&b"1,2,0\n3,"[..], &vec![b'4'; 5000]].concat();
    assert_eq!(said(&long), "line 2, column 2: 4097 bytes in a cell, where 4096 are allowed");
    let long_from_line_2 = ["1,2,0\n3,\"", &"4\n".repeat(2500)].concat();
    assert_eq!(said(long_from_line_2.as_bytes()), said(&long));
    for end in ["", ",", "\n", "\r\n"] {
        let of = |n_digits| ["0,a\n1,", &"5".repeat(n_digits), end].concat();
        let (longest, longer) = (load(of(4096).as_bytes()), load(of(4097).as_bytes()));
        assert!(!matches!(longest, Err(FileError { problem: Problem::TooMany { .. }, .. })), "{longest:?}");
        assert_eq!(
            longer.expect_err("refused").problem,
            Problem::TooMany { what: Quantity::CellBytes, found: 4097, limit: 4096 },
            "{end:?}"
        );
    }
    let classes: String = (0..=100).map(|class| format!("1,class {class}\n")).collect();
    assert_eq!(said(classes.as_bytes()), "line 101, column 2: 101 different labels, where 100 are allowed");
    // A file without any end of line is not kept: the loader says so after a cell's length beyond the first megabyte.
    let mut loader = Loader::<f32>::new(Options::samples());
    let n_pieces = (0..10_000).take_while(|_| loader.push(&[b'x'; 1000]).is_ok()).count();
    assert!(n_pieces < 1100, "{n_pieces}");
}

#[test]
fn first_bytes_of_no_format_are_shown() {
    assert_eq!(
        said(b"\x89PNG\r\n\x1a\n and so on"),
        "the first bytes are 89 50 4e 47 0d 0a, which begin neither text nor npy, npz, IDX or gzip"
    );
    // IDX with a type that there is not, with no axes, and UTF-16.
    for bytes in
        [&b"\0\0\x0a\x01\0\0\0\x01\0"[..], b"\0\0\x08\0\0\0", b"\xff\xfe1\0,\0", b"\0", b"\x1f\x8c12345"]
    {
        assert!(matches!(error(bytes).problem, Problem::WrongMagic(_)), "{bytes:?}");
    }
}

#[test]
fn gzip_within_gzip_is_refused_as_soon_as_it_shows() {
    let compress = |content: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, content).expect("memory is writable");
        encoder.finish().expect("memory is writable")
    };
    let rows: String = (0..100_000).map(|row| format!("{row},{}\n", row % 2)).collect();
    let twice = compress(&compress(rows.as_bytes()));
    let mut loader = Loader::<f32>::new(Options::samples());
    let refused = loader.push(&twice).expect_err("refused by push, without waiting for the end");
    assert!(matches!(refused.problem, Problem::WrongMagic(_)), "{refused}");
}

#[test]
fn headers_that_promise_too_much_are_refused_before_anything_is_reserved() {
    // 2 GB of pixels, of which 16 bytes are there.
    let idx =
        [&[0, 0, 8, 3][..], &(2_000_000_u32).to_be_bytes(), &[0, 0, 4, 0, 0, 0, 0, 1], &[0; 16]].concat();
    assert_eq!(said(&idx), "2048000000 numbers, where 67108864 are allowed");
    let two_gigabytes = npy(&header("<f8", "(268435456, 1)"), &[0; 16]);
    assert_eq!(
        error(&two_gigabytes).problem,
        Problem::TooMany { what: Quantity::Numbers, found: 1 << 28, limit: 1 << 26 }
    );
    for shape in ["(18446744073709551615, 2)", "(4294967296, 4294967296)", "(2, 18446744073709551615)"] {
        assert!(
            matches!(error(&npy(&header("<f8", shape), &[])).problem, Problem::TooMany { .. }),
            "{shape}"
        );
    }
    assert_eq!(said(&npy(&header("<f8", "(2, 10001)"), &[])), "10001 columns, where 10000 are allowed");
    // Nothing is believed within the limits either.
    let promised = npy(&header("<f8", "(8388608, 8)"), &[0; 24]);
    assert_eq!(said(&promised), "it is cut off: 24 bytes of at least 536870912");
    let long_header = [b"\x93NUMPY\x02\x00", &u32::MAX.to_le_bytes()[..], b"{"].concat();
    assert_eq!(said(&long_header), "4294967295 bytes of header, where 65535 are allowed");
}

#[test]
fn headers_that_make_no_sense_are_shown() {
    for (bytes, expected) in [
        (npy("{'descr': ", &[]), "the header has `` where a dictionary of Python should be"),
        (npy("[1, x]", &[]), "the header has `x]` where a dictionary of Python should be"),
        (npy("[1]", &[]), "the header has `[1]` where a dictionary of Python should be"),
        (npy("{}", &[]), "the header has `{}` where 'descr' with the name of a type should be"),
        (
            npy("{'descr': 'f4', 'shape': (1,)}", &[]),
            "the header has `{'descr': 'f4', 'shape': (1,)}` where 'fortran_order' with True or False should be",
        ),
        (
            npy("{'descr': 'f4', 'fortran_order': True, 'shape': 3}", &[]),
            "the header has `{'descr': 'f4', 'fortran_order': True, 'shape': 3}` where 'shape' with a tuple of lengths should be",
        ),
        (fixture("text.npy"), "the type `<U3` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8"),
        (fixture("complex.npy"), "the type `<c16` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8"),
        (fixture("object.npy"), "the type `|O` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8"),
        (fixture("fields.npy"), "it has rows of named fields, which is not read"),
        (b"\x93NUMPY\x04\x00".to_vec(), "the header has `4` where a version from 1 to 3 should be"),
        (b"\x93NUMPY\x03\x00\x01\x00\x00\x00\xff".to_vec(), "the byte 0xff is not UTF-8"),
    ] {
        assert_eq!(said(&bytes), expected);
    }
}

#[test]
fn every_truncation_of_a_binary_file_is_noticed() {
    for name in [
        "f8.npy",
        "bool.npy",
        "stored.npz",
        "deflated.npz",
        "piped.npz",
        "piped-stored.npz",
        "images-idx3-ubyte",
        "images-idx3-ubyte.gz",
        "labels-idx1-ubyte.gz",
    ] {
        let bytes = fixture(name);
        for end in 0..bytes.len() {
            assert!(load(&bytes[..end]).is_err(), "{name} up to {end}");
        }
        assert!(load(&[&bytes[..], &[0]].concat()).is_err(), "{name} and a byte more");
    }
    assert_eq!(
        load(&fixture("f8.npy")[..140]).expect_err("cut off").to_string(),
        "it is cut off: 12 bytes of at least 48"
    );
}

#[test]
fn damage_is_noticed_by_checksums() {
    let mut stored = fixture("stored.npz");
    let at = stored.windows(4).position(|bytes| bytes == 5_f32.to_le_bytes()).expect("the last number");
    stored[at] ^= 1;
    let damaged = error(&stored);
    assert_eq!(damaged.array.as_deref(), Some("x"));
    assert!(matches!(damaged.problem, Problem::Checksum { .. }), "{damaged}");
    let mut gzip = fixture("images-idx3-ubyte.gz");
    let end = gzip.len();
    gzip[end - 8] ^= 1;
    assert!(matches!(error(&gzip).problem, Problem::Compression(_)));
}

#[test]
fn a_piped_file_that_is_no_array_is_refused_with_cause_and_cure() {
    let mut piped = fixture("piped-stored.npz");
    let at = piped.windows(5).position(|bytes| bytes == b"x.npy").expect("the name of the first array");
    piped[at..][..5].copy_from_slice(b"x.txt");
    assert_eq!(
        said(&piped),
        "it has a file that is no array, stored without its length because the archive was written to a pipe \
         (write it to a file, or with numpy.savez_compressed), which is not read"
    );
}

#[test]
fn archives_say_which_array_is_wrong_and_what_there_is() {
    let mut loader = Loader::<f32>::new(Options { array: Some("z".to_owned()), ..Options::samples() });
    loader.push(&fixture("stored.npz")).expect("a valid archive");
    assert_eq!(loader.finish().expect_err("no z").to_string(), "there is no `z` among x, y");
    let empty = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    assert_eq!(said(empty), "there are no numbers in it");
    let mut other_type = fixture("stored.npz");
    let at = other_type.windows(3).rposition(|bytes| bytes == b"<i8").expect("a type");
    other_type[at + 1] = b'U';
    assert_eq!(
        said(&other_type),
        "array `y`: the type `<U8` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8"
    );
}

#[test]
fn numbers_that_are_no_samples_are_refused() {
    let of = |kind: &str, shape: &str, data: &[u8]| npy(&header(kind, shape), data);
    let doubles = |values: &[f64]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    assert_eq!(
        said(&of("<f8", "(2, 3)", &doubles(&[1.0, 2.0, 0.0, 3.0, f64::NAN, 1.0]))),
        "row 2, value 2: `NaN` is not a finite number"
    );
    assert_eq!(
        said(&of("<f8", "(2, 2)", &doubles(&[1.0, 0.5, 1.0, 1.0]))),
        "row 1, value 2: `0.5` is not a whole number, so not a label"
    );
    assert_eq!(
        said(&of("<f8", "(2, 3)", &doubles(&[1.0, 2.0, 0.0, 3.0, 4.0, 0.5]))),
        "row 2, value 3: `0.5` is not a whole number, so not a label"
    );
    assert_eq!(
        said(&of("|u1", "(3,)", &[1, 2, 3])),
        "it is not clear which numbers are samples and which are labels (shapes [[3]])"
    );
    let many: Vec<u8> = (0..=100).flat_map(|label| [1, label]).collect();
    assert_eq!(
        said(&of("|u1", "(101, 2)", &many)),
        "row 101, value 2: 101 different labels, where 100 are allowed"
    );
    let files =
        [fixture("images-idx3-ubyte"), of("|u1", "(3,)", &[1, 2, 3])].map(|file| load(&file).expect("valid"));
    assert_eq!(own_data(files.to_vec()).expect_err("unpaired").to_string(), "4 samples, but 3 labels");
    assert!(own_data(Vec::new()).is_err());
}

#[test]
fn zip_bombs_do_not_grow_beyond_what_an_array_promises() {
    // 64 MB of zeros in 64 KB, behind a header of two numbers.
    let content = [&npy(&header("|u1", "(2,)"), &[])[..], &vec![0; 64 << 20]].concat();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, &content).expect("memory is writable");
    let bomb = encoder.finish().expect("memory is writable");
    assert!(bomb.len() < 100_000);
    assert_eq!(error(&bomb).problem, Problem::Trailing);
}
