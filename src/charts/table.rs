//! The data behind a figure: named columns, one row per datum, in the quantities' own terms.

use crate::charts::ticks::value_text;
use std::borrow::Cow;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number, at full precision.
    Number(f64),
    /// A name.
    Text(Cow<'static, str>),
}

/// The data behind a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name of each column, with its unit.
    pub headings: Vec<String>,
    /// A cell per column in each row; a shorter row leaves the last columns empty.
    pub rows: Vec<Vec<Cell>>,
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<f32> for Cell {
    fn from(number: f32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<&'static str> for Cell {
    fn from(name: &'static str) -> Self {
        Self::Text(name.into())
    }
}

impl From<String> for Cell {
    fn from(name: String) -> Self {
        Self::Text(name.into())
    }
}

impl Cell {
    /// What a person reads: four significant digits.
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => value_text(*number),
            Self::Text(name) => name.to_string(),
        }
    }
}

impl Table {
    /// A table without rows.
    pub fn new<'a>(headings: impl IntoIterator<Item = &'a str>) -> Self {
        Self { headings: headings.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }
}
