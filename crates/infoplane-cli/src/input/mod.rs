//! What the commands take: lists on the command line, files, and things with a name.

mod array;
mod csv;
mod json;
mod list;
mod named;
mod npy;

use crate::failure::{About, Failure, fail};
pub(crate) use array::Array;
pub(crate) use list::parse as list;
pub(crate) use named::{channel, joint, pmf};
use std::io::Read;
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
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).about("standard input")?;
        return of_bytes(&bytes, part).about("standard input").map(|array| array.named("standard input"));
    }
    if !Path::new(path).exists() {
        fail!("{option}: there is no file `{path}`, and it is no list of numbers: {}", not_a_list.0);
    }
    let bytes = std::fs::read(path).about(path)?;
    of_bytes(&bytes, part).about(path).map(|array| array.named(path))
}

/// Numbers in any of the formats.
fn of_bytes(bytes: &[u8], part: Option<&str>) -> Result<Array, Failure> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        _ if bytes.starts_with(npy::MAGIC) => match part {
            Some(name) => fail!("an npy file has no parts, so no `{name}`"),
            None => npy::array(bytes),
        },
        _ if bytes.starts_with(npy::ZIP_MAGIC) => npy::archived(bytes, part),
        Some(b'[' | b'{') => json::array(bytes, part),
        Some(_) => csv::array(bytes, part),
        None => fail!("it is empty"),
    }
}
