//! Arrays as NumPy saves them: npy files, and archives of them, npz.
//!
//! A header in the syntax of Python says type, order and shape; then come the numbers.
//! Nothing is believed of a header before the bytes that it promises are there.

use super::array::Array;
use crate::failure::{Failure, fail};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// How an npy file begins.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// How an npz file begins.
pub(super) const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// The array of that name in an npz file, or its only one.
pub(super) fn archived(bytes: &[u8], name: Option<&str>) -> Result<Array, Failure> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let files = archive.file_names().collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> =
        files.iter().filter_map(|file| file.strip_suffix(".npy")).map(str::to_owned).collect();
    let name = match (name, &names[..]) {
        (Some(name), _) if names.iter().any(|known| known == name) => name,
        (Some(name), _) => fail!("there is no array `{name}` among {}", names.join(", ")),
        (None, [only]) => only,
        (None, []) => fail!("there are no arrays in it"),
        (None, _) => fail!("say which array of {} by a colon and its name", names.join(", ")),
    };
    let mut contents = Vec::new();
    archive.by_name(&format!("{name}.npy"))?.read_to_end(&mut contents)?;
    array(&contents)
}

/// The array of an npy file.
pub(super) fn array(bytes: &[u8]) -> Result<Array, Failure> {
    let (header, data) = split(bytes).ok_or_else(|| Failure("the npy header is cut off".to_owned()))?;
    let header = std::str::from_utf8(header)?;
    let kind = field(header, "descr").and_then(|text| text.strip_prefix('\''));
    let Some((kind, _)) = kind.and_then(|text| text.split_once('\'')) else {
        fail!("the npy header names no plain type, so the array is not one of numbers");
    };
    let is_fortran = field(header, "fortran_order").is_some_and(|text| text.starts_with("True"));
    let Some(shape) = field(header, "shape").and_then(shape) else {
        fail!("the npy header has no shape");
    };
    let values = numbers(kind, &shape, data)?;
    Ok(Array::new(shape.clone(), if is_fortran { row_major(&shape, &values) } else { values }))
}

/// Header and data. The length of the header has two bytes in version 1 of the format, then four.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (version, rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(2)?;
    let (length, rest) = rest.split_at_checked(if version[0] == 1 { 2 } else { 4 })?;
    let length = length.iter().rev().fold(0, |length, &byte| length << 8 | usize::from(byte));
    rest.split_at_checked(length)
}

/// What follows a key of the header.
fn field<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = header.split_once(&format!("'{key}':"))?;
    Some(rest.trim_start())
}

/// The numbers of a tuple, as `(3, 4)` or `(3,)`.
fn shape(text: &str) -> Option<Vec<usize>> {
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    let lengths = inside.split(',').map(str::trim).filter(|length| !length.is_empty());
    lengths.map(|length| length.parse().ok()).collect()
}

/// All numbers of the data, in their order in the file.
fn numbers(kind: &str, shape: &[usize], data: &[u8]) -> Result<Vec<f64>, Failure> {
    let (order, kind) = kind.split_at_checked(1).unwrap_or_default();
    let number: fn([u8; 8]) -> f64 = match kind {
        "f8" => f64::from_le_bytes,
        "f4" => |[a, b, c, d, ..]| f64::from(f32::from_le_bytes([a, b, c, d])),
        "i1" => |[a, ..]| f64::from(i8::from_le_bytes([a])),
        "i2" => |[a, b, ..]| f64::from(i16::from_le_bytes([a, b])),
        "i4" => |[a, b, c, d, ..]| f64::from(i32::from_le_bytes([a, b, c, d])),
        "i8" => |bytes| i64::from_le_bytes(bytes) as f64,
        "u1" | "u2" | "u4" | "u8" | "b1" => |bytes| u64::from_le_bytes(bytes) as f64,
        _ => fail!("the npy type `{order}{kind}` is not one of b1, i1 to i8, u1 to u8, f4 and f8"),
    };
    let size = usize::from(kind.as_bytes()[1] - b'0');
    let n_bytes = shape.iter().try_fold(size, |product, &length| product.checked_mul(length));
    if n_bytes != Some(data.len()) {
        fail!("the npy header promises an array of shape {shape:?}, but {} bytes of data follow", data.len());
    }
    let value = |chunk: &[u8]| {
        let mut bytes = [0; 8];
        bytes[..size].copy_from_slice(chunk);
        if order == ">" {
            bytes[..size].reverse();
        }
        number(bytes)
    };
    Ok(data.chunks_exact(size).map(value).collect())
}

/// The same array with the last index changing fastest instead of the first.
fn row_major(shape: &[usize], values: &[f64]) -> Vec<f64> {
    let at = |cell: usize| {
        let (mut rest, mut position, mut stride) = (cell, 0, values.len());
        for &length in shape.iter().rev() {
            stride /= length;
            position += rest % length * stride;
            rest /= length;
        }
        values[position]
    };
    (0..values.len()).map(at).collect()
}
