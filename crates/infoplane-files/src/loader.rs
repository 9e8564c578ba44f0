//! A file of any of the formats while it arrives.

use crate::array::Array;
use crate::csv::{Columns, CsvReader, LabelColumn, Table};
use crate::gzip::{self, Gunzip};
use crate::idx::{self, IdxReader};
use crate::npy::{self, NpyReader};
use crate::npz::{self, Archive, NpzReader};
use crate::problem::{FileError, Problem};
use infoplane_core::learner::dataset::own;
use infoplane_core::math::real::Real;

/// How much is taken. Memory is bounded without limits too: by a multiple of the bytes that have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Columns of a table, or numbers in a row of an array.
    pub n_columns: u64,
    /// Numbers in all.
    pub n_numbers: u64,
}

impl Limits {
    /// No limits but memory.
    pub const NONE: Self = Self { n_columns: u64::MAX, n_numbers: u64::MAX };
    /// As much as the learner takes.
    pub const SAMPLES: Self = Self { n_columns: own::MAX_FEATURES as u64, n_numbers: own::MAX_VALUES as u64 };
}

/// What is read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Of a table.
    pub columns: Columns,
    /// Of an archive, the array of that name; `None` for all.
    pub array: Option<String>,
    /// How much is taken.
    pub limits: Limits,
}

impl Options {
    /// Samples for the learner: of tables the last column as labels, of archives all arrays.
    pub fn samples() -> Self {
        Self { columns: Columns::Samples(LabelColumn::Last), array: None, limits: Limits::SAMPLES }
    }

    /// Nothing but numbers, without limits.
    pub fn numbers() -> Self {
        Self { columns: Columns::All, array: None, limits: Limits::NONE }
    }
}

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded<T> {
    /// A text.
    Table(Table<T>),
    /// An npy or IDX file.
    Array(Array<T>),
    /// An npz file.
    Archive(Archive<T>),
}

/// A file while it arrives.
#[derive(Debug)]
pub struct Loader<T: Real> {
    state: State<T>,
}

#[derive(Debug)]
enum State<T: Real> {
    Plain(Content<T>),
    Gzip(Box<Gunzip<T>>),
}

impl<T: Real> Loader<T> {
    /// Expects a file.
    pub fn new(options: Options) -> Self {
        Self { state: State::Plain(Content::Unknown { options, start: Vec::new(), is_inner: false }) }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// A [`FileError`] as soon as something is wrong; the loader is of no use from then on.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        match &mut self.state {
            State::Gzip(file) => file.push(bytes),
            State::Plain(content) => {
                content.push(bytes)?;
                self.unwrap_gzip()
            }
        }
    }

    /// The arrays of an archive that are complete by now, by name; they are not kept for [`Loader::finish`]. So an
    /// archive can be gone through with one array in memory at a time. Of other files there are none.
    ///
    /// ```
    /// use infoplane_files::loader::{Loaded, Loader, Options};
    /// let mut loader = Loader::<f32>::new(Options::numbers());
    /// loader.push(include_bytes!("../tests/fixtures/stored.npz"))?;
    /// let names: Vec<String> = loader.take_arrays().into_iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["x", "y"]);
    /// assert!(matches!(loader.finish()?, Loaded::Archive(rest) if rest.arrays.is_empty() && rest.names == names));
    /// # Ok::<(), infoplane_files::problem::FileError>(())
    /// ```
    pub fn take_arrays(&mut self) -> Vec<(String, Array<T>)> {
        let content = match &mut self.state {
            State::Plain(content) => content,
            State::Gzip(file) => file.content(),
        };
        match content {
            Content::Npz(reader) => reader.take_arrays(),
            _ => Vec::new(),
        }
    }

    /// What the file held, when all of it has been pushed.
    ///
    /// # Errors
    /// A [`FileError`] if the file is not complete.
    pub fn finish(self) -> Result<Loaded<T>, FileError> {
        match self.state {
            State::Plain(content) => content.finish(),
            State::Gzip(file) => file.finish()?.finish(),
        }
    }

    /// Goes on with what is inside, if the file turned out to be compressed.
    fn unwrap_gzip(&mut self) -> Result<(), FileError> {
        let State::Plain(Content::Unknown { options, start, is_inner: false }) = &mut self.state else {
            return Ok(());
        };
        if !start.starts_with(gzip::MAGIC) {
            return Ok(());
        }
        let start = core::mem::take(start);
        let inner = Content::Unknown { options: options.clone(), start: Vec::new(), is_inner: true };
        let mut file = Box::new(Gunzip::new(inner));
        let done = file.push(&start);
        self.state = State::Gzip(file);
        done
    }
}

/// A file that is not compressed, while it arrives.
#[derive(Debug)]
pub(crate) enum Content<T> {
    /// Too short to tell its format.
    Unknown {
        options: Options,
        start: Vec<u8>,
        is_inner: bool,
    },
    Csv(Box<CsvReader<T>>),
    Npy(NpyReader<T>),
    Npz(Box<NpzReader<T>>),
    Idx(IdxReader<T>),
}

/// So many bytes tell the format.
const TELLING: usize = 6;

impl<T: Real> Content<T> {
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        match self {
            Self::Unknown { options, start, is_inner } => {
                start.extend(bytes);
                let is_gzip = start.starts_with(gzip::MAGIC) && !*is_inner;
                if is_gzip || start.len() < TELLING {
                    return Ok(());
                }
                let start = core::mem::take(start);
                *self = Self::of_format(options.clone(), &start)?;
                self.push(&start)
            }
            Self::Csv(reader) => reader.push(bytes),
            Self::Npy(reader) => reader.push(bytes),
            Self::Npz(reader) => reader.push(bytes),
            Self::Idx(reader) => reader.push(bytes),
        }
    }

    pub(crate) fn finish(self) -> Result<Loaded<T>, FileError> {
        match self {
            Self::Unknown { start, .. } if start.is_empty() => Err(Problem::Empty.of_file()),
            Self::Unknown { options, start, .. } => {
                let mut content = Self::of_format(options, &start)?;
                content.push(&start)?;
                content.finish()
            }
            Self::Csv(reader) => reader.finish().map(Loaded::Table),
            Self::Npy(reader) => reader.finish().map(Loaded::Array),
            Self::Npz(reader) => reader.finish().map(Loaded::Archive),
            Self::Idx(reader) => reader.finish().map(Loaded::Array),
        }
    }

    /// The reader of a file that begins so.
    fn of_format(options: Options, start: &[u8]) -> Result<Self, FileError> {
        match start {
            _ if start.starts_with(npy::MAGIC) => Ok(Self::Npy(NpyReader::new(options.limits))),
            _ if npz::is_magic(start) => {
                Ok(Self::Npz(Box::new(NpzReader::new(options.array, options.limits))))
            }
            _ if idx::is_magic(start) => Ok(Self::Idx(IdxReader::new(options.limits))),
            _ if may_begin_text(start) => {
                Ok(Self::Csv(Box::new(CsvReader::new(options.columns, options.limits))))
            }
            _ => Err(Problem::WrongMagic(start[..start.len().min(TELLING)].to_vec()).of_file()),
        }
    }
}

/// Whether the first byte can begin a text in UTF-8: neither a control character nor the rest of a longer character.
fn may_begin_text(start: &[u8]) -> bool {
    matches!(start.first(), Some(b'\t'..=b'\r' | b' '..=b'~' | 0xc2..=0xf4))
}
