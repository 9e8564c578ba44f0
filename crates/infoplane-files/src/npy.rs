//! npy: one array, as NumPy saves it.
//!
//! Source: NumPy Enhancement Proposal 1 and `numpy.lib.format`. After the magic bytes come the version, 1 to 3, and the
//! length of the header, in two bytes in version 1 and four in the others; then the header, a literal of Python in
//! Latin-1, in version 3 in UTF-8, that gives type, order and shape; then the numbers.

use crate::array::{Array, Body, Layout};
use crate::kind::Kind;
use crate::loader::Limits;
use crate::problem::{FileError, Problem, Quantity};
use crate::python::{Literal, literal};
use infoplane_core::math::real::Real;

/// How an npy file begins.
pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";

/// The longest header: NumPy itself believes none beyond 10,000 bytes without being told to.
const LONGEST_HEADER: u64 = 65_535;
/// As much of a header as an error repeats.
const SHOWN: usize = 60;

/// The array of an npy file while it arrives.
#[derive(Debug)]
pub(crate) struct NpyReader<T> {
    limits: Limits,
    state: State<T>,
}

#[derive(Debug)]
enum State<T> {
    /// Everything up to the end of the header.
    Header(Vec<u8>),
    Body(Body<T>),
}

impl<T: Real> NpyReader<T> {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, state: State::Header(Vec::new()) }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        while let State::Header(header) = &mut self.state {
            let wanted = length_to_body(header).map_err(Problem::of_file)?;
            let missing = wanted - header.len();
            if missing == 0 {
                let layout = layout(header).map_err(Problem::of_file)?;
                self.state = State::Body(Body::new(layout, &self.limits)?);
                break;
            }
            if bytes.is_empty() {
                return Ok(());
            }
            let (head, rest) = bytes.split_at(missing.min(bytes.len()));
            header.extend(head);
            bytes = rest;
        }
        match &mut self.state {
            State::Body(body) => body.push(bytes),
            State::Header(_) => Ok(()),
        }
    }

    /// Bytes that are still to come: at least so many before the end of the header, exactly so many after it.
    pub(crate) fn n_missing(&self) -> u64 {
        match &self.state {
            // A header that makes no sense is refused by the next push.
            State::Header(header) => {
                length_to_body(header).map_or(1, |length| (length - header.len()) as u64)
            }
            State::Body(body) => body.n_missing(),
        }
    }

    /// The array, if all of it has arrived.
    pub(crate) fn finish(self) -> Result<Array<T>, FileError> {
        match self.state {
            State::Body(body) => body.finish(),
            State::Header(header) => {
                let promised = length_to_body(&header).map_err(Problem::of_file)? as u64;
                Err(Problem::CutOff { promised, found: header.len() as u64 }.of_file())
            }
        }
    }
}

/// How many bytes come before the numbers, as far as these first ones tell.
fn length_to_body(bytes: &[u8]) -> Result<usize, Problem> {
    let magic = &bytes[..bytes.len().min(MAGIC.len())];
    if !MAGIC.starts_with(magic) {
        return Err(Problem::WrongMagic(magic.to_vec()));
    }
    let prefix = match bytes.get(MAGIC.len()) {
        None => return Ok(MAGIC.len() + 1),
        Some(1) => 10,
        Some(2 | 3) => 12,
        Some(version) => {
            return Err(Problem::Header { expected: "a version from 1 to 3", found: version.to_string() });
        }
    };
    let Some(length) = bytes.get(8..prefix) else { return Ok(prefix) };
    let length = length.iter().rev().fold(0, |length, byte| length << 8 | u64::from(*byte));
    Problem::limit(Quantity::HeaderBytes, length, LONGEST_HEADER)?;
    Ok(prefix + length as usize)
}

/// What a complete header says.
fn layout(bytes: &[u8]) -> Result<Layout, Problem> {
    let text = header_text(bytes)?;
    let entries = match literal(&text) {
        Ok(Literal::Dict(entries)) => entries,
        Ok(_) => return Err(unlike("a dictionary of Python", &text)),
        Err(at) => return Err(unlike("a dictionary of Python", &text[at..])),
    };
    let entry = |key: &str| {
        let is_it = |(name, _): &&(Literal, Literal)| *name == Literal::Text(key.to_owned());
        entries.iter().find(is_it).map(|(_, value)| value)
    };
    let (kind, is_big_endian) = match entry("descr") {
        Some(Literal::Text(name)) => kind(name).ok_or_else(|| Problem::UnknownType(beginning(name)))?,
        Some(Literal::Sequence(_)) => return Err(Problem::Unsupported("rows of named fields")),
        _ => return Err(unlike("'descr' with the name of a type", &text)),
    };
    let Some(Literal::Bool(is_fortran)) = entry("fortran_order") else {
        return Err(unlike("'fortran_order' with True or False", &text));
    };
    let shape = match entry("shape") {
        Some(Literal::Sequence(lengths)) => lengths.iter().map(length).collect::<Option<Vec<usize>>>(),
        _ => None,
    };
    let shape = shape.ok_or_else(|| unlike("'shape' with a tuple of lengths", &text))?;
    Ok(Layout { kind, is_big_endian, is_fortran: *is_fortran, shape })
}

/// The dictionary of a complete header: in UTF-8 in version 3, else in Latin-1, whose bytes are code points.
fn header_text(bytes: &[u8]) -> Result<String, Problem> {
    match bytes[MAGIC.len()] {
        3 => core::str::from_utf8(&bytes[12..])
            .map(str::to_owned)
            .map_err(|error| Problem::NotUtf8(bytes[12 + error.valid_up_to()])),
        version => Ok(bytes[if version == 1 { 10 } else { 12 }..].iter().copied().map(char::from).collect()),
    }
}

fn length(literal: &Literal) -> Option<usize> {
    match literal {
        Literal::Number(length) => usize::try_from(*length).ok(),
        _ => None,
    }
}

/// The type of a name like `<f8`, and whether its bytes are in big-endian order. Without a mark the order is that of
/// the machine, which in practice is little-endian.
fn kind(name: &str) -> Option<(Kind, bool)> {
    let (is_big_endian, plain) = match name.strip_prefix('>') {
        Some(plain) => (true, plain),
        None => (false, name.strip_prefix(['<', '|', '=']).unwrap_or(name)),
    };
    let kind = match plain {
        "b1" | "?" => Kind::Bool,
        "i1" => Kind::Signed(1),
        "i2" => Kind::Signed(2),
        "i4" => Kind::Signed(4),
        "i8" => Kind::Signed(8),
        "u1" => Kind::Unsigned(1),
        "u2" => Kind::Unsigned(2),
        "u4" => Kind::Unsigned(4),
        "u8" => Kind::Unsigned(8),
        "f2" => Kind::Float(2),
        "f4" => Kind::Float(4),
        "f8" => Kind::Float(8),
        _ => return None,
    };
    Some((kind, is_big_endian))
}

fn unlike(expected: &'static str, text: &str) -> Problem {
    Problem::Header { expected, found: beginning(text) }
}

fn beginning(text: &str) -> String {
    text.trim().chars().take(SHOWN).collect()
}
