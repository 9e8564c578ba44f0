//! What can be wrong with a file, and where.

use core::fmt;
use infoplane_core::learner::dataset::own::OwnDataError;

/// What is wrong with a file, and where. Printed as one sentence without a full stop.
#[derive(Clone, Debug, PartialEq)]
pub struct FileError {
    /// The array in which it is, where there are several: its name in an archive, or `samples` or `labels` if these are
    /// two files; else `None`.
    pub array: Option<String>,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub problem: Problem,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole file.
    File,
    /// A line of a text, from 1.
    Line(u64),
    /// A cell of a text: line and column, both from 1.
    Cell {
        /// The line.
        line: u64,
        /// The column.
        column: u64,
    },
    /// A number of an array: its row along the first axis, and its place in that row, both from 1.
    Value {
        /// The row.
        row: u64,
        /// The place in the row.
        value: u64,
    },
}

/// Something of which there can be too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Columns of a table, or numbers in a row of an array.
    Columns,
    /// Numbers.
    Numbers,
    /// Different labels.
    Classes,
    /// Bytes of one cell.
    CellBytes,
    /// Bytes of a header.
    HeaderBytes,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The first bytes are those of no known format.
    #[error("the first bytes are{}, which begin neither text nor npy, npz, IDX or gzip", hexadecimal(.0))]
    WrongMagic(Vec<u8>),
    /// The file ends before what it promises; bytes in all, of the part that is cut off.
    #[error("it is cut off: {found} bytes of at least {promised}")]
    CutOff {
        /// Bytes promised, as far as known.
        promised: u64,
        /// Bytes found.
        found: u64,
    },
    /// The file goes on where it should end.
    #[error("it goes on after its end")]
    Trailing,
    /// There is more than can be taken.
    #[error("{found} {what}, where {limit} are allowed")]
    TooMany {
        /// Of what.
        what: Quantity,
        /// How much there is, or is promised; at least so much where counting ended early.
        found: u64,
        /// How much may be.
        limit: u64,
    },
    /// A header that cannot be understood: what should be there, and what is.
    #[error("the header has `{found}` where {expected} should be")]
    Header {
        /// What should be there.
        expected: &'static str,
        /// What is there, its beginning if it is long.
        found: String,
    },
    /// The numbers are of a type that is not read.
    #[error("the type `{0}` is not one of b1, i1 to i8, u1 to u8, f2, f4 and f8")]
    UnknownType(String),
    /// A feature of the format that is not read.
    #[error("it has {0}, which is not read")]
    Unsupported(&'static str),
    /// Compressed bytes that are none.
    #[error("it cannot be decompressed: {0}")]
    Compression(String),
    /// The bytes are not those that were packed.
    #[error("the checksum is {found:08x}, not {expected:08x}: the file is damaged")]
    Checksum {
        /// The checksum that was packed with them.
        expected: u32,
        /// That of the bytes.
        found: u32,
    },
    /// A text that is not UTF-8, and its first byte that cannot be.
    #[error("the byte {0:#04x} is not UTF-8")]
    NotUtf8(u8),
    /// A cell without a number.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// An empty cell.
    #[error("nothing where a number should be")]
    Missing,
    /// A number that is infinite or NaN, or too large for f32.
    #[error("`{0}` is not a finite number")]
    NotFinite(String),
    /// A label that is neither text nor a whole number.
    #[error("`{0}` is not a whole number, so not a label")]
    NotALabel(String),
    /// A line of another length than the first.
    #[error("{found} columns where the first has {expected}")]
    Ragged {
        /// Columns of the line.
        found: u64,
        /// Columns of the first line.
        expected: u64,
    },
    /// A quoted cell that goes on to the end of the text.
    #[error("the quote that opens here is never closed")]
    UnclosedQuote,
    /// Nothing to read.
    #[error("there are no numbers in it")]
    Empty,
    /// A column is asked for by name where the first line has no names.
    #[error("there is no column `{0}`, since the first line has no names")]
    NoNames(String),
    /// There is nothing of that name.
    #[error("there is no `{name}` among {}", known.join(", "))]
    Unknown {
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// It does not say which numbers are the samples and which the labels: the shapes of what there is.
    #[error("it is not clear which numbers are samples and which are labels (shapes {0:?})")]
    NoLabels(Vec<Vec<usize>>),
    /// Samples and labels are not equally many.
    #[error("{n_samples} samples, but {n_labels} labels")]
    Unpaired {
        /// Samples.
        n_samples: usize,
        /// Labels.
        n_labels: usize,
    },
    /// The samples cannot be learned from.
    #[error("{0}")]
    Data(OwnDataError),
}

impl Problem {
    /// This problem, in the file as a whole.
    pub(crate) fn of_file(self) -> FileError {
        self.at(Place::File)
    }

    /// This problem, at a place.
    pub(crate) fn at(self, place: Place) -> FileError {
        FileError { array: None, place, problem: self }
    }

    /// An error if there is more of something than may be.
    pub(crate) fn limit(what: Quantity, found: u64, limit: u64) -> Result<(), Problem> {
        if found > limit { Err(Problem::TooMany { what, found, limit }) } else { Ok(()) }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(array) = &self.array {
            write!(f, "array `{array}`: ")?;
        }
        match self.place {
            Place::File => {}
            Place::Line(line) => write!(f, "line {line}: ")?,
            Place::Cell { line, column } => write!(f, "line {line}, column {column}: ")?,
            Place::Value { row, value } => write!(f, "row {row}, value {value}: ")?,
        }
        self.problem.fmt(f)
    }
}

/// Each byte in two digits, with a space before it.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!(" {byte:02x}")).collect()
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Columns => "columns",
            Self::Numbers => "numbers",
            Self::Classes => "different labels",
            Self::CellBytes => "bytes in a cell",
            Self::HeaderBytes => "bytes of header",
        })
    }
}

impl core::error::Error for FileError {}
