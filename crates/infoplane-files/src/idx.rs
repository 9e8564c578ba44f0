//! IDX: one array, as the files of MNIST hold it.
//!
//! Source: Y. LeCun, C. Cortes, C. Burges, The MNIST Database of Handwritten Digits. Two zero bytes, the type, the number
//! of axes; then the length of each axis in four bytes and the numbers, all big-endian.

use crate::array::{Array, Body, Layout};
use crate::kind::Kind;
use crate::loader::Limits;
use crate::problem::{FileError, Problem};
use infoplane_core::math::real::Real;

/// The array of an IDX file while it arrives.
#[derive(Debug)]
pub(crate) struct IdxReader<T> {
    limits: Limits,
    header: Vec<u8>,
    body: Option<Body<T>>,
}

impl<T: Real> IdxReader<T> {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, header: Vec::new(), body: None }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        while self.body.is_none() {
            let missing = header_length(&self.header) - self.header.len();
            if missing == 0 {
                let layout = layout(&self.header).map_err(Problem::of_file)?;
                self.body = Some(Body::new(layout, &self.limits)?);
                break;
            }
            if bytes.is_empty() {
                return Ok(());
            }
            let (head, rest) = bytes.split_at(missing.min(bytes.len()));
            self.header.extend(head);
            bytes = rest;
        }
        self.body.as_mut().map_or(Ok(()), |body| body.push(bytes))
    }

    /// The array, if all of it has arrived.
    pub(crate) fn finish(self) -> Result<Array<T>, FileError> {
        let promised = header_length(&self.header) as u64;
        let cut_off = Problem::CutOff { promised, found: self.header.len() as u64 };
        self.body.ok_or(cut_off.of_file())?.finish()
    }
}

/// Whether a file that begins so is IDX.
pub(crate) fn is_magic(bytes: &[u8]) -> bool {
    matches!(bytes, [0, 0, kind_byte, axes, ..] if kind(*kind_byte).is_some() && *axes > 0)
}

/// How long the header is, as far as its first bytes tell.
fn header_length(header: &[u8]) -> usize {
    4 + 4 * header.get(3).map_or(0, |axes| usize::from(*axes))
}

fn layout(header: &[u8]) -> Result<Layout, Problem> {
    let kind = kind(header[2]).filter(|_| is_magic(header));
    let kind = kind.ok_or_else(|| Problem::WrongMagic(header[..4].to_vec()))?;
    let lengths = header[4..].as_chunks::<4>().0.iter();
    let shape = lengths.map(|length| u32::from_be_bytes(*length) as usize).collect();
    Ok(Layout { kind, is_big_endian: true, is_fortran: false, shape })
}

fn kind(byte: u8) -> Option<Kind> {
    match byte {
        0x08 => Some(Kind::Unsigned(1)),
        0x09 => Some(Kind::Signed(1)),
        0x0b => Some(Kind::Signed(2)),
        0x0c => Some(Kind::Signed(4)),
        0x0d => Some(Kind::Float(4)),
        0x0e => Some(Kind::Float(8)),
        _ => None,
    }
}
