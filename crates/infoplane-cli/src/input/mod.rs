//! What the commands take: lists on the command line, files, and things with a name.

mod array;
mod file;
mod json;
mod list;
mod named;

use crate::failure::{About, Failure, fail};
pub(crate) use array::Array;
pub(crate) use list::parse as list;
pub(crate) use named::{channel, closed_form_capacity, joint, pmf};
use std::path::Path;

/// Numbers written out, as in `0.5,0.25,0.25`, or those of a file.
///
/// A file may be followed by a colon and the name of a column (CSV), a key (JSON) or an array (npz). Its
/// format is told by its content; `-` is standard input.
pub(crate) fn read(option: &str, text: &str) -> Result<Array, Failure> {
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
        return file::array(std::io::stdin(), part).about(name).map(|array| array.named(name));
    }
    if !Path::new(path).exists() {
        fail!("{option}: there is no file `{path}`, and it is no list of numbers: {}", not_a_list.0);
    }
    let file = std::fs::File::open(path).about(path)?;
    file::array(file, part).about(path).map(|array| array.named(path))
}
