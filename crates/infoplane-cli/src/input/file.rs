//! Files, read piece by piece.

use super::array::{Array, Words};
use super::json;
use crate::failure::{Failure, fail};
use infoplane_files::csv::{Columns, Table};
use infoplane_files::loader::{Loaded, Loader, Options};
use infoplane_files::npz::Archive;
use infoplane_files::problem::{FileError, Problem};
use std::io::{Read, Result as IoResult, Seek};

/// Bytes that are read at once.
const PIECE: usize = 1 << 16;

/// What may stand in the cells of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// Numbers.
    Numbers,
    /// Numbers or, if not all of them are, words.
    Categories,
}

/// The numbers of a file in any of the formats, or of the column, key or array of that name in it.
pub(super) fn array(mut file: impl Read + Seek, part: Option<&str>, cells: Cells) -> Result<Array, Failure> {
    let mut start = Vec::new();
    file.by_ref().take(PIECE as u64).read_to_end(&mut start)?;
    match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None if start.len() < PIECE => fail!("it is empty"),
        Some(b'[' | b'{') => {
            file.read_to_end(&mut start)?;
            json::array(&start, part)
        }
        _ => loaded(&mut file, part, cells),
    }
}

/// What the loader makes of a file: numbers, or words where these may be and not all are numbers.
fn loaded(file: &mut (impl Read + Seek), part: Option<&str>, cells: Cells) -> Result<Array, Failure> {
    let name = part.map(str::to_owned);
    let columns = name.clone().map_or(Columns::All, Columns::Named);
    let error = match load(file, Options { columns, array: name.clone(), ..Options::numbers() })? {
        Ok(loaded) => return of_loaded(loaded, part),
        Err(error) => error,
    };
    match &error.problem {
        Problem::NotANumber(_) if cells == Cells::Categories => of_loaded(
            load(file, Options { columns: Columns::Categories(name), ..Options::numbers() })??,
            part,
        ),
        Problem::NotANumber(text) => fail!("{error}; {}", advice(text)),
        _ if error.array.is_some() && part.is_none() => fail!("{error}{}", choices(file)?),
        _ => Err(error.into()),
    }
}

/// Reads all of a file, from its beginning.
fn load(file: &mut (impl Read + Seek), options: Options) -> IoResult<Result<Loaded<f64>, FileError>> {
    file.rewind()?;
    let mut loader = Loader::new(options);
    let mut piece = Vec::with_capacity(PIECE);
    while file.by_ref().take(PIECE as u64).read_to_end(&mut piece)? > 0 {
        if let Err(error) = loader.push(&piece) {
            return Ok(Err(error));
        }
        piece.clear();
    }
    Ok(loader.finish())
}

/// What to do about a text that is no number.
fn advice(text: &str) -> String {
    let with_point = text.replacen(',', ".", 1);
    match with_point.parse::<f64>() {
        Ok(_) if text.contains(',') => format!("a decimal point is needed, as in {with_point}"),
        _ => "numbers are needed here".to_owned(),
    }
}

/// How to choose among the arrays of an archive, if there are several.
fn choices(file: &mut (impl Read + Seek)) -> Result<String, Failure> {
    // An array without a name is in no archive: all are passed over, and named.
    let nothing = Options { array: Some(String::new()), ..Options::numbers() };
    Ok(match load(file, nothing)? {
        Err(FileError { problem: Problem::Unknown { known, .. }, .. }) if known.len() > 1 => {
            format!("; another of {} can be chosen by a colon and its name", known.join(", "))
        }
        _ => String::new(),
    })
}

fn of_loaded(loaded: Loaded<f64>, part: Option<&str>) -> Result<Array, Failure> {
    match (loaded, part) {
        (Loaded::Table(table), _) => Ok(of_table(table)),
        (Loaded::Archive(archive), _) => of_archive(archive),
        (Loaded::Array(array), None) => Ok(Array::new(array.shape, array.values)),
        (Loaded::Array(_), Some(name)) => fail!("a file of one array has no parts, so no `{name}`"),
    }
}

fn of_table(table: Table<f64>) -> Array {
    let shape = vec![table.lines.len(), table.columns.len()];
    let first_column = table.columns.first().copied().unwrap_or(0);
    let array = match table.categories {
        None => Array::new(shape, table.values),
        Some(found) => {
            let values = found.of_cells.iter().map(|&word| word as f64).collect();
            let columns = table.names.unwrap_or_default();
            Array::new(shape, values).of_words(Words { columns, words: found.words })
        }
    };
    array.with_lines(table.lines, first_column)
}

/// The only array of an archive, or the only one that was asked for.
fn of_archive(archive: Archive<f64>) -> Result<Array, Failure> {
    match <[_; 1]>::try_from(archive.arrays) {
        Ok([(_, array)]) => Ok(Array::new(array.shape, array.values)),
        Err(_) => fail!("say which array of {} by a colon and its name", archive.names.join(", ")),
    }
}
