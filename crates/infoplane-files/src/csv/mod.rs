//! Tables as text: numbers in columns, separated by commas, semicolons or tabs.
//!
//! The first line names the columns if none of its cells is a number, or if only its label is none while all others are
//! (pandas calls columns 0, 1, 2, ...); or if its numbers count 0, 1, 2, ... and its label is found in no other line, even
//! where labels are words. Lines that begin with `#` are comments, cells are
//! trimmed and may be quoted (RFC 4180), the text is UTF-8.

mod categories;
mod cell;
mod labels;
mod line;
mod names;
mod role;
mod separator;

use crate::loader::Limits;
use crate::problem::{FileError, Place, Problem, Quantity};
pub use categories::Categories;
use cell::number;
use csv_core::ReadFieldResult;
use infoplane_core::math::real::Real;
pub use labels::Labels;
use line::LineCounter;
use role::{Role, roles};
use separator::{first_line, separator};

/// Which columns are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Columns {
    /// All, as numbers.
    All,
    /// The one of that name.
    Named(String),
    /// All, one of them as labels.
    Samples(LabelColumn),
    /// The one of that name, or all, as words.
    Categories(Option<String>),
}

/// Where the labels are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelColumn {
    /// In the first column.
    First,
    /// In the last column.
    Last,
    /// In the column of that name.
    Named(String),
}

/// The numbers of a text, and where they stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    /// The columns that were read as numbers or words: their places in the file, from 0.
    pub columns: Vec<usize>,
    /// What the first line calls these columns, if it has names.
    pub names: Option<Vec<String>>,
    /// The numbers, row by row.
    pub values: Vec<T>,
    /// The line of each row.
    pub lines: Vec<u64>,
    /// The labels of each row, if they were asked for.
    pub labels: Option<Labels>,
    /// The words of the columns in place of their numbers, if they were asked for; boxed, as few tables have them.
    pub categories: Option<Box<Categories>>,
}

/// The longest cell, in bytes: longer ones are no numbers, and without a limit a file without line ends would be
/// kept as a whole.
const LONGEST_CELL: usize = 4096;
/// As many bytes are searched for the end of the first line, from which the separator is told.
const LONGEST_START: usize = 1 << 20;

/// A text while it arrives.
#[derive(Debug)]
pub(crate) struct CsvReader<T> {
    wanted: Columns,
    limits: Limits,
    /// The start of the file, until its first line is complete.
    start: Option<Vec<u8>>,
    core: csv_core::Reader,
    counter: LineCounter,
    /// The cell that is being read, as far as it goes.
    cell: Vec<u8>,
    cell_length: usize,
    /// Its column, and the line in which its row begins.
    column: usize,
    line: u64,
    /// The cells of the first row; `None` when it has been understood.
    first_row: Option<Vec<String>>,
    /// A first row that was read as a sample; the labels or words of later rows may show that it has names.
    first_sample: Option<Vec<String>>,
    roles: Vec<Role>,
    table: Table<T>,
}

impl<T: Real> CsvReader<T> {
    pub(crate) fn new(wanted: Columns, limits: Limits) -> Self {
        let labels = matches!(wanted, Columns::Samples(_)).then(Labels::default);
        let categories = matches!(wanted, Columns::Categories(_)).then(Box::default);
        Self {
            wanted,
            limits,
            start: Some(Vec::new()),
            core: csv_core::Reader::new(),
            counter: LineCounter::default(),
            cell: vec![0; LONGEST_CELL + 1],
            cell_length: 0,
            column: 0,
            line: 1,
            first_row: Some(Vec::new()),
            first_sample: None,
            roles: Vec::new(),
            table: Table {
                columns: Vec::new(),
                names: None,
                values: Vec::new(),
                lines: Vec::new(),
                labels,
                categories,
            },
        }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let Some(start) = &mut self.start else { return self.read(bytes) };
        start.extend(bytes);
        if bytes.contains(&b'\n') && first_line(start).is_some() || start.len() > LONGEST_START {
            return self.begin();
        }
        Ok(())
    }

    /// The table, when all of the text has been pushed.
    pub(crate) fn finish(mut self) -> Result<Table<T>, FileError> {
        self.begin()?;
        // One more line end ends the last cell, if the text did not; only within quotes it becomes a part of the cell.
        self.read(b"\n")?;
        if self.cell_length > 0 {
            return Err(self.error_in_open_cell(Problem::UnclosedQuote));
        }
        self.understand_first_sample();
        if self.table.lines.is_empty() {
            return Err(Problem::Empty.of_file());
        }
        if let Some(labels) = &mut self.table.labels {
            labels.sort();
        }
        Ok(self.table)
    }

    /// Reads what has been kept, now that the separator can be told.
    fn begin(&mut self) -> Result<(), FileError> {
        let Some(start) = self.start.take() else { return Ok(()) };
        let separator = separator(first_line(&start).unwrap_or(&start));
        self.core = csv_core::ReaderBuilder::new().comment(Some(b'#')).delimiter(separator).build();
        self.read(&start)
    }

    fn read(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        while !bytes.is_empty() {
            self.read_cell(&mut bytes)?;
        }
        Ok(())
    }

    /// Reads to the end of a cell or of the bytes.
    fn read_cell(&mut self, bytes: &mut &[u8]) -> Result<(), FileError> {
        let (result, n_read, n_kept) = self.core.read_field(bytes, &mut self.cell[self.cell_length..]);
        self.counter.read(&bytes[..n_read]);
        *bytes = &bytes[n_read..];
        self.cell_length += n_kept;
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::End => Ok(()),
            ReadFieldResult::OutputFull => Err(self.too_long()),
            ReadFieldResult::Field { record_end } => self.end_cell(record_end),
        }
    }

    fn too_long(&self) -> FileError {
        self.error_in_open_cell(Problem::TooMany {
            what: Quantity::CellBytes,
            found: self.cell_length as u64,
            limit: LONGEST_CELL as u64,
        })
    }

    /// A problem with the cell that is being read, where that begins.
    fn error_in_open_cell(&self, problem: Problem) -> FileError {
        let line = self.counter.start_of_open(&self.cell[..self.cell_length]);
        problem.at(Place::Cell { line, column: self.column as u64 + 1 })
    }

    fn end_cell(&mut self, ends_row: bool) -> Result<(), FileError> {
        let cell = core::mem::take(&mut self.cell);
        let bytes = &cell[..core::mem::take(&mut self.cell_length)];
        let line = self.counter.start_of(bytes);
        if self.column == 0 {
            self.line = line;
        }
        let place = Place::Cell { line, column: self.column as u64 + 1 };
        let done = match core::str::from_utf8(bytes) {
            Ok(text) => self.take_cell(text.trim()),
            Err(error) => Err(Problem::NotUtf8(bytes[error.valid_up_to()])),
        };
        done.map_err(|problem| problem.at(place))?;
        self.cell = cell;
        self.column += 1;
        if ends_row { self.end_row() } else { Ok(()) }
    }

    fn take_cell(&mut self, text: &str) -> Result<(), Problem> {
        if let Some(first_row) = &mut self.first_row {
            first_row.push(text.to_owned());
            return Problem::limit(Quantity::Columns, first_row.len() as u64, self.limits.n_columns);
        }
        // What is beyond the last column is counted, and refused at the end of the row.
        match self.roles.get(self.column) {
            Some(Role::Number) => {
                self.table.values.push(number(text, self.table.labels.is_some())?);
                Problem::limit(Quantity::Numbers, self.table.values.len() as u64, self.limits.n_numbers)
            }
            Some(Role::Category) => self.table.categories.as_mut().map_or(Ok(()), |words| {
                words.push(text)?;
                Problem::limit(Quantity::Numbers, words.of_cells.len() as u64, self.limits.n_numbers)
            }),
            Some(Role::Label) => self.table.labels.as_mut().map_or(Ok(()), |labels| labels.push(text)),
            Some(Role::Nothing) | None => Ok(()),
        }
    }

    fn end_row(&mut self) -> Result<(), FileError> {
        let n_columns = core::mem::take(&mut self.column);
        if let Some(row) = self.first_row.take() {
            return self.understand(row);
        }
        if n_columns != self.roles.len() {
            let (found, expected) = (n_columns as u64, self.roles.len() as u64);
            // The first cell that lacks, or is too many.
            let place = Place::Cell { line: self.line, column: found.min(expected) + 1 };
            return Err(Problem::Ragged { found, expected }.at(place));
        }
        self.table.lines.push(self.line);
        Ok(())
    }

    /// Tells names from numbers in the first row, and finds the columns that are wanted.
    fn understand(&mut self, row: Vec<String>) -> Result<(), FileError> {
        let line = self.line;
        let has_names = names::are_names(&row, &self.wanted);
        self.roles = roles(&self.wanted, &row, has_names).map_err(|problem| problem.at(Place::Line(line)))?;
        self.table.columns = (0..row.len())
            .filter(|column| matches!(self.roles[*column], Role::Number | Role::Category))
            .collect();
        if has_names {
            self.name_columns(&row);
            return Ok(());
        }
        for (column, cell) in row.iter().enumerate() {
            self.column = column;
            let place = Place::Cell { line, column: column as u64 + 1 };
            self.take_cell(cell).map_err(|problem| problem.at(place))?;
        }
        self.column = row.len();
        self.first_sample = (self.table.labels.is_some() || self.table.categories.is_some()).then_some(row);
        self.end_row()
    }

    /// Takes the first sample back if it has names.
    fn understand_first_sample(&mut self) {
        let Some(row) = self.first_sample.take() else { return };
        let n_columns = self.table.columns.len();
        match (&mut self.table.labels, &mut self.table.categories) {
            (Some(labels), _) if names::are_names_after_all(&row, labels) => labels.take_back_first(),
            (_, Some(words)) if words.first_row_has_names(n_columns) => words.take_back_first(n_columns),
            _ => return,
        }
        self.table.lines.remove(0);
        self.table.values.drain(..n_columns.min(self.table.values.len()));
        self.name_columns(&row);
    }

    fn name_columns(&mut self, row: &[String]) {
        self.table.names = Some(self.table.columns.iter().map(|column| row[*column].clone()).collect());
    }
}
