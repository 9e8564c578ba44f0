//! The data behind a figure: named columns, one row per datum, in the quantities' own terms.

use crate::charts::ticks::value_text;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number, at full precision.
    Number(f64),
    /// A name.
    Text(String),
}

impl Cell {
    /// What a person reads: four significant digits.
    pub fn shown(&self) -> String {
        match self {
            Self::Number(number) => value_text(*number),
            Self::Text(name) => name.clone(),
        }
    }
}

/// The data behind a figure, filled cell by cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name of each column, with its unit.
    pub headings: Vec<String>,
    /// A cell per column in each row; a shorter row leaves the last columns empty.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(headings: &[&str]) -> Self {
        Self { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows: Vec::new() }
    }

    /// Begins a row with a name.
    pub fn row_of(&mut self, name: &str) {
        self.rows.push(vec![Cell::Text(name.to_owned())]);
    }

    /// Begins a row with a number.
    pub fn row(&mut self, number: f64) {
        self.rows.push(vec![Cell::Number(number)]);
    }

    /// Goes on in the last row with a name.
    pub fn text(&mut self, name: &str) {
        self.push(Cell::Text(name.to_owned()));
    }

    /// Goes on in the last row with numbers.
    pub fn numbers(&mut self, numbers: &[f64]) {
        numbers.iter().for_each(|number| self.push(Cell::Number(*number)));
    }

    /// The same with numbers of single precision.
    pub fn singles(&mut self, numbers: &[f32]) {
        numbers.iter().for_each(|number| self.push(Cell::Number((*number).into())));
    }

    fn push(&mut self, cell: Cell) {
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }
}
