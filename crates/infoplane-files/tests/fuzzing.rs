//! Whatever a file holds, however it arrives: no panic, the same answer, and memory in proportion to what has arrived.

use infoplane_files::csv::{Columns, LabelColumn};
use infoplane_files::loader::{Limits, Loaded, Loader, Options};
use infoplane_files::problem::FileError;
use infoplane_files::samples::own_data;
use peak_alloc::PeakAlloc;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::path::Path;
use std::sync::Mutex;

/// Counts what is allocated.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One measurement at a time.
static MEASURING: Mutex<()> = Mutex::new(());

/// Memory that any load may use: buffers of a cell, of decompression, of the first line.
const FIXED: usize = 1 << 20;
/// Bytes for each byte of content: a number of one byte becomes four, its vector doubles when it grows, and is
/// transposed into another; a cell of two bytes has a line number of eight.
const PER_BYTE: usize = 64;
/// No compression by deflate is denser.
const DEFLATE: usize = 1032;

/// Loads the pieces; goes on after an error, which must do no harm.
fn load(options: &Options, bytes: &[u8], size: usize) -> Result<Loaded<f32>, FileError> {
    let mut loader = Loader::new(options.clone());
    let mut first_error = None;
    for piece in bytes.chunks(size.max(1)) {
        if let Err(error) = loader.push(piece) {
            first_error.get_or_insert(error);
        }
    }
    let finished = loader.finish();
    first_error.map_or(finished, Err)
}

/// For comparisons in which NaN is NaN.
fn shown(result: &impl core::fmt::Debug) -> String {
    format!("{result:?}")
}

/// Loads in two ways and measures the memory of the first.
fn check(options: &Options, bytes: &[u8], size: usize) -> Result<(), TestCaseError> {
    let _alone = MEASURING.lock();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let found = load(options, bytes, size);
    let peak = MEMORY.peak_usage().saturating_sub(before);
    let is_compressed = bytes.starts_with(b"PK") || bytes.starts_with(b"\x1f\x8b");
    let content = bytes.len() * if is_compressed { DEFLATE } else { 1 };
    prop_assert!(peak <= FIXED + PER_BYTE * content, "{peak} bytes of memory for {}", bytes.len());
    let whole = load(options, bytes, bytes.len());
    if is_compressed {
        // Damaged streams are refused for what is noticed first, which depends on how much is decompressed at once.
        prop_assert_eq!(shown(&whole.ok()), shown(&found.clone().ok()));
    } else {
        prop_assert_eq!(shown(&whole), shown(&found));
    }
    if let Ok(file) = found
        && let Ok(data) = own_data(vec![file])
    {
        prop_assert!(data.inputs().iter().all(|value| value.is_finite()));
        prop_assert_eq!(data.inputs().len(), data.labels().len() * data.n_features());
        prop_assert!(data.labels().iter().all(|label| usize::from(*label) < data.n_classes()));
    }
    Ok(())
}

fn options() -> impl Strategy<Value = Options> {
    let columns = select(vec![
        Columns::All,
        Columns::Named("a".to_owned()),
        Columns::Categories(None),
        Columns::Categories(Some("a".to_owned())),
        Columns::Samples(LabelColumn::First),
        Columns::Samples(LabelColumn::Last),
        Columns::Samples(LabelColumn::Named("b".to_owned())),
    ]);
    let limits = select(vec![Limits::NONE, Limits::SAMPLES, Limits { n_columns: 3, n_numbers: 10 }]);
    let array = select(vec![None, Some("x".to_owned())]);
    (columns, limits, array).prop_map(|(columns, limits, array)| Options { columns, limits, array })
}

/// A valid file of any format.
fn valid() -> impl Strategy<Value = Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let names = [
        "f2.npy",
        "f8-big.npy",
        "i4.npy",
        "fortran.npy",
        "three-axes.npy",
        "fields.npy",
        "version-2.npy",
        "version-3.npy",
        "stored.npz",
        "deflated.npz",
        "piped.npz",
        "piped-stored.npz",
        "mnist-names.npz",
        "images-idx3-ubyte",
        "images-idx3-ubyte.gz",
        "doubles-idx2",
    ];
    let mut files: Vec<Vec<u8>> =
        names.iter().map(|name| std::fs::read(folder.join(name)).expect("a fixture")).collect();
    files.push(b"a,b,c\n1,2,3\n# x\n\"4\",5e-3,six\r\n7,8,9".to_vec());
    files.push(b"\xef\xbb\xbf1;2\n3;4\n".to_vec());
    select(files)
}

/// What happens to a file on its way.
#[derive(Clone, Debug)]
enum Mutation {
    Set(Index, u8),
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Cut(Index),
    /// Copies a part to another place.
    Splice(Index, Index, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 0..9))
            .prop_map(|(at, v)| Mutation::Insert(at, v)),
        (any::<Index>(), 1..9_usize).prop_map(|(at, n)| Mutation::Remove(at, n)),
        any::<Index>().prop_map(Mutation::Cut),
        (any::<Index>(), any::<Index>(), 1..40_usize).prop_map(|(from, to, n)| Mutation::Splice(from, to, n)),
    ]
}

fn mutate(file: &mut Vec<u8>, mutation: &Mutation) {
    if file.is_empty() {
        return;
    }
    let n = file.len();
    match mutation {
        Mutation::Set(at, byte) => file[at.index(n)] = *byte,
        Mutation::Flip(at, bit) => file[at.index(n)] ^= 1 << bit,
        Mutation::Insert(at, bytes) => {
            let at = at.index(n);
            file.splice(at..at, bytes.iter().copied());
        }
        Mutation::Remove(at, length) => {
            let at = at.index(n);
            file.drain(at..n.min(at + length));
        }
        Mutation::Cut(at) => file.truncate(at.index(n)),
        Mutation::Splice(from, to, length) => {
            let (from, to) = (from.index(n), to.index(n));
            let part = file[from..n.min(from + length)].to_vec();
            file.splice(to..to, part);
        }
    }
}

/// The beginnings by which formats are told, so that noise reaches every reader.
fn beginnings() -> impl Strategy<Value = &'static [u8]> {
    select(vec![
        &b""[..],
        b"1,2\n",
        b"\x93NUMPY\x01\x00",
        b"\x93NUMPY\x02\x00\x10\x00\x00\x00",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\0\0\x08\x01",
        b"\0\0\x0e\x02\0\0\0\x01",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        b"\x1f\x8b\x08\xff",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn noise_is_refused_or_read(
        beginning in beginnings(),
        noise in prop::collection::vec(any::<u8>(), 0..300),
        options in options(),
        size in 1..400_usize,
    ) {
        check(&options, &[beginning, &noise].concat(), size)?;
    }

    #[test]
    fn mutated_files_are_refused_or_read(
        mut file in valid(),
        mutations in prop::collection::vec(mutation(), 0..6),
        options in options(),
        size in 1..1200_usize,
    ) {
        mutations.iter().for_each(|mutation| mutate(&mut file, mutation));
        check(&options, &file, size)?;
    }

    #[test]
    fn texts_of_the_right_characters_are_refused_or_read(
        text in "[0-9a-c,;\\t\"#\\r\\n .eE+-]{0,200}",
        options in options(),
        size in 1..250_usize,
    ) {
        check(&options, text.as_bytes(), size)?;
    }

    #[test]
    fn headers_of_the_right_characters_are_refused_or_read(
        header in "\\{('(descr|shape|fortran_order)'|: ?|, ?|'[<>|=]?[bifuU?][0-8]'|\\([0-9L, ]{0,12}\\)|True|False|[\\[\\]{}()'\\\\]){0,12}\\}?",
        data in prop::collection::vec(any::<u8>(), 0..40),
        options in options(),
        size in 1..200_usize,
    ) {
        let length = (header.len() as u16).to_le_bytes();
        check(&options, &[b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), &data].concat(), size)?;
    }
}
