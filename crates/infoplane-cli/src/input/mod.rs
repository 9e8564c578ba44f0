//! What the commands take: lists on the command line, files, and things with a name.

mod array;
mod file;
mod json;
mod list;
mod named;

use crate::failure::{About, Failure, fail};
pub(crate) use array::Array;
use file::Cells;
pub(crate) use list::parse as list;
pub(crate) use named::{channel, channel_help, closed_form_capacity, joint, joint_help, pmf, pmf_help};
use std::io::{Cursor, Read};
use std::path::Path;

/// Numbers written out, as in `0.5,0.25,0.25`, or those of a file.
///
/// A file may be followed by a colon and the name of a column (CSV), a key (JSON) or an array (npz). Its
/// format is told by its content; `-` is standard input.
pub(crate) fn read(option: &str, text: &str) -> Result<Array, Failure> {
    read_beside(option, text, Cells::Numbers, &[])
}

/// The same; where the cells of a text are not all numbers, they are words, numbered by first appearance.
pub(crate) fn read_categories(option: &str, text: &str) -> Result<Array, Failure> {
    read_beside(option, text, Cells::Categories, &[])
}

/// The same where there are names besides, which is said when it is none of them and nothing else either.
fn read_beside(option: &str, text: &str, cells: Cells, names: &[&str]) -> Result<Array, Failure> {
    let not_a_list = match list::parse(text) {
        Ok(array) => return Ok(array.named(option)),
        Err(reason) => reason,
    };
    let (path, part) = match text.rsplit_once(':') {
        Some((path, part)) if !Path::new(text).exists() => (path, Some(part)),
        _ => (text, None),
    };
    if path == "-" {
        let name = "standard input";
        let mut content = Vec::new();
        std::io::stdin().read_to_end(&mut content).about(name)?;
        return file::array(Cursor::new(content), part, cells).about(name).map(|array| array.named(name));
    }
    if !Path::new(path).exists() {
        let is_a_list = text.contains([',', ';']);
        let names = if names.is_empty() || is_a_list {
            String::new()
        } else {
            format!("; by name there are {}", names.join(", "))
        };
        fail!("{option}: there is no file `{path}`, and it is no list of numbers: {}{names}", not_a_list.0);
    }
    let file = std::fs::File::open(path).about(path)?;
    file::array(file, part, cells).about(path).map(|array| array.named(path))
}
