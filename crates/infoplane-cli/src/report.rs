//! What is printed: tables for people, JSON for programs, the same numbers in both.

use infoplane_core::measures::units::Unit;
use serde_json::{Map, Value};

/// Decimal digits of a number in a table for people; JSON has all of them.
const TABLE_DIGITS: usize = 12;

/// Characters in the longest line of a table, unless one column alone takes more: what fits into a usual window.
const WIDEST: usize = 100;

/// What is between two columns.
const GAP: &str = "  ";

/// A field of a table.
pub(crate) enum Cell {
    /// A number; infinite ones are written `inf` and `-inf`, in JSON as strings.
    Number(f64),
    /// How many, or which.
    Count(u64),
    /// A name or a codeword.
    Text(String),
    /// Some names; in JSON a list.
    Names(Vec<&'static str>),
    /// Nothing is known, or there is no such thing.
    Missing,
}

/// Rows under a name.
pub(crate) struct Table {
    name: &'static str,
    columns: Vec<String>,
    /// How many columns, from the first, say which row it is.
    n_names: usize,
    /// Whether it has values of information that do not say their unit.
    is_information: bool,
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
    /// How many, or which.
    pub(crate) const fn count(n: usize) -> Self {
        Self::Count(n as u64)
    }

    fn text(&self) -> String {
        match self {
            Self::Number(number) => rounded(*number),
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::Names(names) => names.join(" "),
            Self::Missing => "-".to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Number(number) if number.is_finite() => Value::from(number + 0.0),
            Self::Number(number) => Value::from(number.to_string()),
            Self::Count(count) => Value::from(*count),
            Self::Text(text) => Value::from(text.as_str()),
            Self::Names(names) => Value::from(names.as_slice()),
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

/// A name as an identifier: `in KL(p || q)` is `in_kl_p_q`, `Le Cam's` is `le_cams`, and `order -0.5` is `order_minus_0_5`.
fn key(name: &str) -> String {
    let spelled = name.replace('\'', "").replace(" -", " minus ");
    let words = spelled.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_ascii_lowercase()
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(name: &'static str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(ToString::to_string).collect();
        Self { name, columns, n_names: 1, is_information: false, rows: Vec::new() }
    }

    /// Adds a row, a cell for each column.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.rows.push(row.into_iter().collect());
    }

    /// The same table, above which people read in which unit its information is.
    pub(crate) fn of_information(self) -> Self {
        Self { is_information: true, ..self }
    }

    /// The same table, of which the first so many columns say which row it is.
    pub(crate) fn named_by(self, n_names: usize) -> Self {
        Self { n_names, ..self }
    }

    /// Bands of columns that fit into [`WIDEST`], one below the other, each beginning with what says which row it is.
    ///
    /// Columns in which nothing is said are left out.
    fn text(&self) -> String {
        let cells: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        let width = |column: usize| {
            let header = self.columns[column].chars().count();
            cells.iter().map(|row| row[column].chars().count()).fold(header, usize::max)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let is_right = |column: usize| self.rows.iter().any(|row| row[column].is_number());
        let line = |texts: &[String], band: &[usize]| {
            let padded = band.iter().map(|&column| {
                let (text, width) = (&texts[column], widths[column]);
                if is_right(column) { format!("{text:>width$}") } else { format!("{text:<width$}") }
            });
            padded.collect::<Vec<_>>().join(GAP).trim_end().to_owned() + "\n"
        };
        let lines = |band: &Vec<usize>| -> String {
            core::iter::once(&self.columns).chain(&cells).map(|texts| line(texts, band)).collect()
        };
        self.bands(&widths).iter().map(lines).collect::<Vec<_>>().join("\n")
    }

    /// The columns of each band, given how wide they are.
    fn bands(&self, widths: &[usize]) -> Vec<Vec<usize>> {
        let width = |band: &[usize]| band.iter().map(|&column| widths[column] + GAP.len()).sum::<usize>();
        let names: Vec<usize> = (0..self.n_names.min(widths.len())).collect();
        let mut bands = vec![names.clone()];
        for column in (names.len()..widths.len()).filter(|&column| self.says_something(column)) {
            let band = bands.last_mut().expect("there is one from the start");
            if band.len() > names.len() && width(band) + widths[column] > WIDEST {
                bands.push([&names[..], &[column]].concat());
            } else {
                band.push(column);
            }
        }
        bands
    }

    fn says_something(&self, column: usize) -> bool {
        let is_empty = |cell: &Cell| match cell {
            Cell::Missing => true,
            Cell::Text(text) => text.is_empty(),
            Cell::Names(names) => names.is_empty(),
            Cell::Number(_) | Cell::Count(_) => false,
        };
        !self.rows.iter().all(|row| is_empty(&row[column]))
    }

    fn json(&self) -> Value {
        let object = |row: &Vec<Cell>| {
            let fields = self.columns.iter().zip(row).map(|(column, cell)| (key(column), cell.json()));
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
        let text = |table: &Table| {
            let unit =
                if table.is_information { format!("in {}\n", self.unit.name()) } else { String::new() };
            unit + &table.text()
        };
        with_rows.map(text).collect::<Vec<_>>().join("\n")
    }

    /// An object: the unit, and each table as a list of objects.
    pub(crate) fn json(&self) -> String {
        let unit = [("unit".to_owned(), Value::from(self.unit.name()))];
        let tables = self.tables.iter().map(|table| (key(table.name), table.json()));
        format!("{:#}\n", Value::Object(unit.into_iter().chain(tables).collect()))
    }
}
