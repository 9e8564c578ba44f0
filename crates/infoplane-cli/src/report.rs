//! What is printed: tables for people, JSON for programs, the same numbers in both.

use infoplane_core::measures::units::Unit;
use serde_json::{Map, Value};

/// Decimal digits of a number in a table for people; JSON has all of them.
const TABLE_DIGITS: usize = 12;

/// A field of a table.
pub(crate) enum Cell {
    /// A number; infinite ones are written `inf` and `-inf`, in JSON as strings.
    Number(f64),
    /// How many, or which.
    Count(usize),
    /// A name or a codeword.
    Text(String),
    /// Nothing is known, or there is no such thing.
    Missing,
}

/// Rows under a name.
pub(crate) struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// Everything that a command answers.
pub(crate) struct Report {
    unit: Unit,
    tables: Vec<Table>,
}

/// A table of single numbers, each with its unit.
pub(crate) struct Quantities {
    unit: Unit,
    table: Table,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Number(number) => rounded(*number),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::Missing => "-".to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Number(number) if number.is_finite() => Value::from(number + 0.0),
            Self::Number(number) => Value::from(number.to_string()),
            Self::Count(count) => Value::from(*count),
            Self::Text(text) => Value::from(text.as_str()),
            Self::Missing => Value::Null,
        }
    }

    const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Count(_))
    }
}

/// A number with [`TABLE_DIGITS`] digits, and no zeros at the end.
fn rounded(number: f64) -> String {
    let digits = TABLE_DIGITS - 1;
    // Adding 0 turns −0, which rounding leaves now and then, into 0.
    let near: f64 = format!("{number:.digits$e}").parse().map_or(number, |near: f64| near + 0.0);
    match near.abs() {
        0.0 => "0".to_owned(),
        size if size.is_finite() && !(1e-4..1e15).contains(&size) => format!("{near:e}"),
        _ => near.to_string(),
    }
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(name: &'static str, columns: &[&str]) -> Self {
        Self { name, columns: columns.iter().map(ToString::to_string).collect(), rows: Vec::new() }
    }

    /// Adds a row, a cell for each column.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.rows.push(row.into_iter().collect());
    }

    fn text(&self) -> String {
        let cells: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        let width = |column: usize| {
            let header = self.columns[column].len();
            cells.iter().map(|row| row[column].chars().count()).fold(header, usize::max)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let is_right = |column: usize| self.rows.iter().any(|row| row[column].is_number());
        let line = |texts: Vec<&str>| {
            let padded: Vec<String> = (texts.iter().zip(&widths).enumerate())
                .map(
                    |(column, (text, &width))| {
                        if is_right(column) { format!("{text:>width$}") } else { format!("{text:<width$}") }
                    },
                )
                .collect();
            padded.join("  ").trim_end().to_owned() + "\n"
        };
        let header = line(self.columns.iter().map(String::as_str).collect());
        let rows = cells.iter().map(|row| line(row.iter().map(String::as_str).collect()));
        header + &rows.collect::<String>()
    }

    fn json(&self) -> Value {
        let object = |row: &Vec<Cell>| {
            let fields =
                self.columns.iter().zip(row).map(|(column, cell)| (column.replace(' ', "_"), cell.json()));
            Value::Object(fields.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }
}

impl Quantities {
    /// No quantities yet; those of information will be in this unit.
    pub(crate) fn new(unit: Unit) -> Self {
        Self { unit, table: Table::new("quantities", &["quantity", "value", "unit"]) }
    }

    /// The unit of information.
    pub(crate) const fn unit(&self) -> Unit {
        self.unit
    }

    /// Adds a quantity of information, given in nats.
    pub(crate) fn information(&mut self, name: impl Into<String>, nats: f64) {
        let cells = [Cell::Number(self.unit.from_nats(nats)), Cell::from(self.unit.symbol())];
        self.push(name, cells);
    }

    /// Adds a quantity without a unit of information; `None` where it is not defined.
    pub(crate) fn plain(&mut self, name: impl Into<String>, value: impl Into<Option<f64>>) {
        self.push(name, [Cell::from(value.into()), Cell::from("")]);
    }

    /// Adds a quantity in a unit of its own.
    pub(crate) fn in_unit(&mut self, name: impl Into<String>, value: f64, unit: &str) {
        self.push(name, [Cell::Number(value), Cell::from(unit)]);
    }

    fn push(&mut self, name: impl Into<String>, cells: [Cell; 2]) {
        self.table.push([Cell::Text(name.into())].into_iter().chain(cells));
    }
}

impl From<Quantities> for Table {
    fn from(quantities: Quantities) -> Self {
        quantities.table
    }
}

impl Report {
    /// A report of tables whose values of information are in that unit.
    pub(crate) fn new(unit: Unit, tables: impl IntoIterator<Item = Table>) -> Self {
        Self { unit, tables: tables.into_iter().collect() }
    }

    /// The tables one below the other, without those that have no rows.
    pub(crate) fn text(&self) -> String {
        let with_rows = self.tables.iter().filter(|table| !table.rows.is_empty());
        with_rows.map(Table::text).collect::<Vec<_>>().join("\n")
    }

    /// An object: the unit, and each table as a list of objects.
    pub(crate) fn json(&self) -> String {
        let unit = [("unit".to_owned(), Value::from(self.unit.name()))];
        let tables = self.tables.iter().map(|table| (table.name.to_owned(), table.json()));
        format!("{:#}\n", Value::Object(unit.into_iter().chain(tables).collect()))
    }
}
