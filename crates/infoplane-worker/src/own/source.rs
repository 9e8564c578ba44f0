//! Files that are read in pieces, and the arrays in them.

use super::failure::{Failure, Spot, Trouble};
use super::name::Role;
use infoplane_files::array::Array;
use infoplane_files::csv::Table;
use infoplane_files::loader::{Limits, Loaded, Loader, Options};

/// As much of a file is read at once.
const PIECE: u64 = 1 << 20;

/// The most numbers in one array: 256 MiB of f32. More would not fit into the memory of a worker on a phone.
const MOST_NUMBERS: u64 = 1 << 26;

/// Files, as a reader chose them.
pub trait Files {
    /// Path and bytes of each.
    fn list(&self) -> Vec<(String, u64)>;

    /// So many bytes of a file, from one on.
    ///
    /// # Errors
    /// What the browser says if it cannot read the file.
    fn read(&self, file: usize, from: u64, n_bytes: u64) -> Result<Vec<u8>, String>;
}

/// An array of a file, as rows of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbers {
    pub(super) file: String,
    pub(super) name: String,
    pub(super) values: Vec<f32>,
    pub(super) n_columns: usize,
    /// Of a text: the line of each row, and the column of each number in it, from 0.
    text: Option<(Vec<u64>, Vec<usize>)>,
}

impl Numbers {
    pub(super) fn n_rows(&self) -> usize {
        self.values.len().checked_div(self.n_columns).unwrap_or(0)
    }

    /// Something is wrong with a number.
    pub(super) fn trouble_at(&self, row: usize, column: usize, trouble: Trouble) -> Failure {
        let spot = match &self.text {
            Some((lines, columns)) => Spot::Cell(lines[row], columns[column] as u64 + 1),
            None => Spot::Value(row as u64 + 1, column as u64 + 1),
        };
        trouble.at(&self.file, &self.name, spot)
    }

    /// Something is wrong with all of it.
    pub(super) fn trouble(&self, trouble: Trouble) -> Failure {
        trouble.at(&self.file, &self.name, Spot::Whole)
    }

    fn of_array(file: &str, name: String, array: Array<f32>) -> Self {
        let n_columns = array.rows().1;
        Self { file: file.to_owned(), name, values: array.values, n_columns, text: None }
    }
}

/// Goes through a file, piece by piece; `take` gets every array as soon as it is complete, `read` how many bytes that
/// took. `only` limits an archive to the array of that name. Gives the names of all arrays.
pub(super) fn go_through(
    files: &impl Files,
    index: usize,
    only: Option<&str>,
    take: &mut dyn FnMut(Numbers) -> Result<(), Failure>,
    read: &mut dyn FnMut(u64),
) -> Result<Vec<String>, Failure> {
    let (file, n_bytes) = files.list().swap_remove(index);
    let wrong = |error| Failure::of_file(&file, error);
    let limits = Limits { n_columns: u64::MAX, n_numbers: MOST_NUMBERS };
    let mut loader = Loader::new(Options { limits, array: only.map(str::to_owned), ..Options::numbers() });
    let mut at = 0;
    while at < n_bytes {
        let piece = files.read(index, at, PIECE.min(n_bytes - at));
        let piece = piece.map_err(|words| Trouble::Unreadable(words).of(&file))?;
        at += piece.len() as u64;
        loader.push(&piece).map_err(wrong)?;
        for (name, array) in loader.take_arrays() {
            take(Numbers::of_array(&file, name, array))?;
        }
        read(piece.len() as u64);
    }
    match loader.finish() {
        Ok(Loaded::Archive(archive)) => Ok(archive.names),
        Ok(Loaded::Array(array)) => one(Numbers::of_array(&file, short_name(&file), array), take),
        Ok(Loaded::Table(table)) => arrays_of_table(&file, table, take),
        // Whether labels are missing is not for one file to say.
        Err(error) => match error.problem {
            infoplane_files::problem::Problem::Unknown { known, .. } if only.is_some() => Ok(known),
            _ => Err(wrong(error)),
        },
    }
}

fn one(
    numbers: Numbers,
    take: &mut dyn FnMut(Numbers) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let names = vec![numbers.name.clone()];
    take(numbers)?;
    Ok(names)
}

/// The arrays of a text: one whose file has the name of an array is that array; otherwise its first line has to name
/// the columns, `10/fc1/0` for the first unit of `10/fc1`.
fn arrays_of_table(
    file: &str,
    table: Table<f32>,
    take: &mut dyn FnMut(Numbers) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let all = |name, columns: Vec<usize>| {
        let of_rows = table.values.chunks_exact(table.columns.len());
        let values = of_rows.flat_map(|row| columns.iter().map(|column| row[*column])).collect();
        let n_columns = columns.len();
        let text = Some((table.lines.clone(), columns));
        Numbers { file: file.to_owned(), name, values, n_columns, text }
    };
    let Some(names) = table.names.as_ref().filter(|_| Role::of_file(file).is_none()) else {
        return one(all(short_name(file), (0..table.columns.len()).collect()), take);
    };
    let mut arrays: Vec<(String, Vec<usize>)> = Vec::new();
    for (column, name) in names.iter().enumerate() {
        let array = array_of_column(name);
        match arrays.iter_mut().find(|(known, _)| known == array) {
            Some((_, columns)) => columns.push(column),
            None => arrays.push((array.to_owned(), vec![column])),
        }
    }
    let names = arrays.iter().map(|(name, _)| name.clone()).collect();
    for (name, columns) in arrays {
        take(all(name, columns))?;
    }
    Ok(names)
}

/// `10/fc1` of `10/fc1/0`, `inputs` of `inputs/0`, `labels` of itself.
fn array_of_column(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some((array, _)) if Role::of(array).is_some() => array,
        _ => name,
    }
}

/// The name of a file without folders and ending.
fn short_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}
