//! npz: several arrays, as NumPy saves them in a zip archive, read from front to end.
//!
//! Source: PKWARE's APPNOTE.TXT 6.3. A zip archive is usually read from the list at its end; to read it while it
//! arrives, this reader goes by the headers before each file and reads the list at the end only to see that nothing is
//! cut off. Archives written to a pipe have headers without lengths: there the compressed data, or the arrays themselves,
//! tell where they end.

mod entry;

use crate::array::Array;
use crate::loader::Limits;
use crate::problem::{FileError, Problem};
use entry::{Entry, LocalHeader};
use infoplane_core::math::real::Real;

/// The arrays of an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive<T> {
    /// Those that were asked for, by name.
    pub arrays: Vec<(String, Array<T>)>,
    /// The names of all.
    pub names: Vec<String>,
}

/// Whether a file that begins so is a zip archive, perhaps an empty one.
pub(crate) fn is_magic(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// The signatures of the parts of an archive, as little-endian numbers, and the bytes of each part that are always
/// there, the signature included.
const LOCAL_HEADER: (u32, usize) = (0x0403_4b50, 30);
const LIST_ENTRY: (u32, usize) = (0x0201_4b50, 46);
const LARGE_END: (u32, usize) = (0x0606_4b50, 56);
const LARGE_END_LOCATOR: (u32, usize) = (0x0706_4b50, 20);
const END: (u32, usize) = (0x0605_4b50, 22);

/// An archive while it arrives.
#[derive(Debug)]
pub(crate) struct NpzReader<T> {
    wanted: Option<String>,
    limits: Limits,
    archive: Archive<T>,
    n_read: u64,
    /// The part that is being read, as far as it goes.
    part: Vec<u8>,
    entry: Option<Entry<T>>,
    is_finished: bool,
}

impl<T: Real> NpzReader<T> {
    pub(crate) fn new(wanted: Option<String>, limits: Limits) -> Self {
        let archive = Archive { arrays: Vec::new(), names: Vec::new() };
        Self { wanted, limits, archive, n_read: 0, part: Vec::new(), entry: None, is_finished: false }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        self.n_read += bytes.len() as u64;
        while !bytes.is_empty() {
            match &mut self.entry {
                _ if self.is_finished => return Err(Problem::Trailing.of_file()),
                Some(entry) => {
                    entry.push(&mut bytes)?;
                    self.end_entry()?;
                }
                None => self.push_part(&mut bytes)?,
            }
        }
        Ok(())
    }

    /// The arrays that are complete; they are not kept.
    pub(crate) fn take_arrays(&mut self) -> Vec<(String, Array<T>)> {
        core::mem::take(&mut self.archive.arrays)
    }

    /// The arrays, if the archive is complete.
    pub(crate) fn finish(self) -> Result<Archive<T>, FileError> {
        if !self.is_finished {
            let at_least = self.n_read + 1;
            return Err(Problem::CutOff { promised: at_least, found: self.n_read }.of_file());
        }
        match self.wanted {
            Some(name) if !self.archive.names.contains(&name) => {
                Err(Problem::Unknown { name, known: self.archive.names }.of_file())
            }
            _ if self.archive.names.is_empty() => Err(Problem::Empty.of_file()),
            _ => Ok(self.archive),
        }
    }

    /// Takes bytes of a part that is no content: first its signature, then as many as that and its lengths tell.
    fn push_part(&mut self, bytes: &mut &[u8]) -> Result<(), FileError> {
        let missing = part_length(&self.part).map_err(Problem::of_file)? - self.part.len();
        let (head, rest) = bytes.split_at(missing.min(bytes.len()));
        self.part.extend(head);
        *bytes = rest;
        if part_length(&self.part).map_err(Problem::of_file)? == self.part.len() {
            return self.end_part();
        }
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), FileError> {
        let part = core::mem::take(&mut self.part);
        let signature = number(&part, 0, 4) as u32;
        self.is_finished = signature == END.0;
        if signature == LOCAL_HEADER.0 {
            let header = LocalHeader::new(&part).map_err(Problem::of_file)?;
            self.begin_entry(header)?;
        }
        Ok(())
    }

    fn begin_entry(&mut self, header: LocalHeader) -> Result<(), FileError> {
        let array = header.name.strip_suffix(".npy").map(str::to_owned);
        let is_wanted = array.is_some() && (self.wanted.is_none() || self.wanted == array);
        self.archive.names.extend(array);
        let n_numbers = self.archive.arrays.iter().map(|(_, array)| array.values.len() as u64).sum::<u64>();
        let limits = Limits { n_numbers: self.limits.n_numbers.saturating_sub(n_numbers), ..self.limits };
        self.entry = Some(Entry::new(header, limits, is_wanted));
        self.end_entry()
    }

    /// Keeps the array of an entry that is complete.
    fn end_entry(&mut self) -> Result<(), FileError> {
        if self.entry.as_ref().is_some_and(Entry::is_complete)
            && let Some(array) = self.entry.take().map(Entry::finish).transpose()?.flatten()
        {
            self.archive.arrays.push(array);
        }
        Ok(())
    }
}

/// How long a part is, as far as its first bytes tell.
fn part_length(part: &[u8]) -> Result<usize, Problem> {
    if part.len() < 4 {
        return Ok(4);
    }
    let signature = number(part, 0, 4) as u32;
    let parts = [LOCAL_HEADER, LIST_ENTRY, LARGE_END, LARGE_END_LOCATOR, END];
    let Some((_, fixed)) = parts.into_iter().find(|(known, _)| *known == signature) else {
        return Err(Problem::Header {
            expected: "the signature of a part of a zip archive",
            found: format!("{signature:08x}"),
        });
    };
    if part.len() < fixed {
        return Ok(fixed);
    }
    let lengths: &[usize] = match signature {
        s if s == LOCAL_HEADER.0 => &[26, 28],
        s if s == LIST_ENTRY.0 => &[28, 30, 32],
        s if s == END.0 => &[20],
        _ => &[],
    };
    Ok(fixed + lengths.iter().map(|at| number(part, *at, 2) as usize).sum::<usize>())
}

/// The little-endian number of `size` bytes that begins at `at`.
fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    bytes[at..][..size].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
