//! Files, read piece by piece.

use super::array::Array;
use super::json;
use crate::failure::{Failure, fail};
use infoplane_files::csv::{Columns, Table};
use infoplane_files::loader::{Loaded, Loader, Options};
use infoplane_files::npz::Archive;
use std::io::Read;

/// Bytes that are read at once.
const PIECE: usize = 1 << 16;

/// The numbers of a file in any of the formats, or of the column, key or array of that name in it.
pub(super) fn array(mut file: impl Read, part: Option<&str>) -> Result<Array, Failure> {
    let mut piece = Vec::new();
    file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
    let first = piece.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None if piece.len() < PIECE => fail!("it is empty"),
        Some(b'[' | b'{') => {
            file.read_to_end(&mut piece)?;
            json::array(&piece, part)
        }
        _ => loaded(piece, file, part),
    }
}

/// What the loader makes of the first piece and the rest of a file.
fn loaded(mut piece: Vec<u8>, mut rest: impl Read, part: Option<&str>) -> Result<Array, Failure> {
    let mut loader = Loader::<f64>::new(Options {
        columns: part.map_or(Columns::All, |name| Columns::Named(name.to_owned())),
        array: part.map(str::to_owned),
        ..Options::numbers()
    });
    while !piece.is_empty() {
        loader.push(&piece)?;
        piece.clear();
        rest.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
    }
    match (loader.finish()?, part) {
        (Loaded::Table(table), _) => Ok(of_table(table)),
        (Loaded::Archive(archive), _) => of_archive(archive),
        (Loaded::Array(array), None) => Ok(Array::new(array.shape, array.values)),
        (Loaded::Array(_), Some(name)) => fail!("a file of one array has no parts, so no `{name}`"),
    }
}

fn of_table(table: Table<f64>) -> Array {
    let shape = vec![table.lines.len(), table.columns.len()];
    Array::new(shape, table.values).with_lines(table.lines, table.columns.first().copied().unwrap_or(0))
}

/// The only array of an archive, or the only one that was asked for.
fn of_archive(archive: Archive<f64>) -> Result<Array, Failure> {
    match <[_; 1]>::try_from(archive.arrays) {
        Ok([(_, array)]) => Ok(Array::new(array.shape, array.values)),
        Err(_) => fail!("say which array of {} by a colon and its name", archive.names.join(", ")),
    }
}
