//! What is wrong with a reader's own activations, and where.

use infoplane_files::problem::{FileError, Place, Problem};
use serde::{Deserialize, Serialize};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The file; empty if no single one is to blame.
    pub file: String,
    /// The array in it.
    pub array: Option<String>,
    /// The place in that.
    pub spot: Spot,
    /// What is wrong.
    pub trouble: Trouble,
}

/// A place in a file or an array, all counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// All of it.
    Whole,
    /// A line of a text.
    Line(u64),
    /// A cell of a text: line and column.
    Cell(u64, u64),
    /// A number of an array: row and place in the row.
    Value(u64, u64),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trouble {
    /// The browser could not read the file; in its words.
    Unreadable(String),
    /// The file itself is damaged or not understood, in the words of its reader.
    File(String),
    /// The file ends too early: bytes promised, bytes found.
    CutOff(u64, u64),
    /// A text where a number should be.
    NotANumber(String),
    /// A number that is infinite or none.
    NotFinite(String),
    /// More numbers in one array than can be taken: how many, and the limit.
    TooMany(u64, u64),
    /// An array that is named neither `labels`, nor `inputs`, nor after an epoch and a layer.
    Name(String),
    /// Two arrays of this name.
    Twice(String),
    /// No labels among arrays of these names.
    NoLabels(Vec<String>),
    /// No activations among arrays of these names.
    NoLayers(Vec<String>),
    /// A layer that is missing at an epoch where others are.
    Missing(String),
    /// A label that is not a whole number.
    NotALabel(String),
    /// Labels in rows of so many numbers.
    WideLabels(usize),
    /// More different labels than there can be: the limit.
    ManyClasses(usize),
    /// So many rows, where there are so many labels.
    Unpaired(usize, usize),
    /// Nothing in it.
    Empty,
    /// A noise variance that is none.
    Noise(f64),
}

impl Trouble {
    /// The trouble at a place of an array.
    pub(super) fn at(self, file: &str, array: &str, spot: Spot) -> Failure {
        Failure { file: file.to_owned(), array: Some(array.to_owned()), spot, trouble: self }
    }

    /// The trouble with a whole file.
    pub(super) fn of(self, file: &str) -> Failure {
        Failure { file: file.to_owned(), array: None, spot: Spot::Whole, trouble: self }
    }
}

impl Failure {
    /// What the reader of a file found wrong with it.
    pub(super) fn of_file(file: &str, error: FileError) -> Self {
        let spot = match error.place {
            Place::File => Spot::Whole,
            Place::Line(line) => Spot::Line(line),
            Place::Cell { line, column } => Spot::Cell(line, column),
            Place::Value { row, value } => Spot::Value(row, value),
        };
        let trouble = match error.problem {
            Problem::CutOff { promised, found } => Trouble::CutOff(promised, found),
            Problem::NotANumber(text) => Trouble::NotANumber(text),
            Problem::NotFinite(text) => Trouble::NotFinite(text),
            Problem::TooMany { found, limit, .. } => Trouble::TooMany(found, limit),
            Problem::Empty | Problem::Missing => Trouble::Empty,
            problem => Trouble::File(FileError { array: None, place: Place::File, problem }.to_string()),
        };
        Self { file: file.to_owned(), array: error.array, spot, trouble }
    }
}
