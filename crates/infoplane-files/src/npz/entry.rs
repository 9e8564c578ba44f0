//! One file of an archive.

use super::number;
use crate::array::Array;
use crate::loader::Limits;
use crate::npy::NpyReader;
use crate::problem::{FileError, Problem};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use infoplane_core::math::real::Real;

/// Bytes that are decompressed at once.
const OUTPUT: usize = 1 << 14;
/// The signature that may stand before what follows a file whose header came too early to know it.
const DESCRIPTOR: u64 = 0x0807_4b50;
/// Stands for a length that does not fit into four bytes.
const LARGE: u64 = 0xffff_ffff;
/// What is not read: where such a file ends is nowhere told.
const WITHOUT_LENGTH: &str = "a file that is no array, stored without its length because the archive was written to a \
                              pipe (write it to a file, or with numpy.savez_compressed)";

/// What stands before a file.
#[derive(Debug)]
pub(super) struct LocalHeader {
    pub(super) name: String,
    is_deflated: bool,
    /// Bytes in the archive; `None` if they are written after the file.
    length: Option<u64>,
    checksum: u32,
    /// Bytes of each length that is written after the file.
    length_size: usize,
}

impl LocalHeader {
    /// Understands a header that is complete.
    pub(super) fn new(part: &[u8]) -> Result<Self, Problem> {
        let (flags, method) = (number(part, 6, 2), number(part, 8, 2));
        if flags & 1 == 1 {
            return Err(Problem::Unsupported("encrypted files"));
        }
        let is_deflated = match method {
            0 => false,
            8 => true,
            _ => return Err(Problem::Unsupported("files compressed otherwise than by deflate")),
        };
        let is_late = flags >> 3 & 1 == 1;
        let (name, extra) = part[30..].split_at(number(part, 26, 2) as usize);
        // Compressed content tells its own end, and so does an array.
        if is_late && !is_deflated && !name.ends_with(b".npy") {
            return Err(Problem::Unsupported(WITHOUT_LENGTH));
        }
        let large = large_length(extra, number(part, 22, 4) == LARGE);
        let length = || match number(part, 18, 4) {
            LARGE => large.ok_or(Problem::Unsupported("a length that is missing")),
            length => Ok(length),
        };
        Ok(Self {
            name: String::from_utf8_lossy(name).into_owned(),
            is_deflated,
            length: if is_late { None } else { Some(length()?) },
            checksum: number(part, 14, 4) as u32,
            length_size: if large.is_some() { 8 } else { 4 },
        })
    }
}

/// The length in the archive that an extra field of the kind "zip64" gives, after that of the content if there is one.
fn large_length(mut extra: &[u8], has_content_length: bool) -> Option<u64> {
    while extra.len() >= 4 {
        let (kind, length) = (number(extra, 0, 2), number(extra, 2, 2) as usize);
        let field = extra[4..].get(..length)?;
        if kind == 1 {
            let at = if has_content_length { 8 } else { 0 };
            return (field.len() >= at + 8).then(|| number(field, at, 8));
        }
        extra = &extra[4 + length..];
    }
    None
}

/// A file of an archive while it arrives.
#[derive(Debug)]
pub(super) struct Entry<T> {
    header: LocalHeader,
    n_read: u64,
    inflate: Option<Inflate>,
    checksum: Crc,
    is_wanted: bool,
    /// `None` for a file that is not wanted, unless only the array itself tells where it ends.
    array: Option<NpyReader<T>>,
    /// What follows the file, as far as it goes.
    descriptor: Vec<u8>,
}

#[derive(Debug)]
struct Inflate {
    decompress: Decompress,
    output: Vec<u8>,
    is_finished: bool,
}

impl<T: Real> Entry<T> {
    /// Expects the content of that header, and an array within the limits if one must be read.
    pub(super) fn new(header: LocalHeader, limits: Limits, is_wanted: bool) -> Self {
        let inflate = header.is_deflated.then(|| Inflate {
            decompress: Decompress::new(false),
            output: vec![0; OUTPUT],
            is_finished: false,
        });
        let tells_its_end = header.length.is_none() && !header.is_deflated;
        let array = (is_wanted || tells_its_end).then(|| NpyReader::new(limits));
        Self { header, n_read: 0, inflate, checksum: Crc::new(), is_wanted, array, descriptor: Vec::new() }
    }

    /// Whether all of it has arrived.
    pub(super) fn is_complete(&self) -> bool {
        match self.header.length {
            Some(length) => self.n_read == length,
            None => self.content_has_ended() && self.descriptor.len() == self.descriptor_length(),
        }
    }

    /// Takes of the next bytes those that belong to it.
    pub(super) fn push(&mut self, bytes: &mut &[u8]) -> Result<(), FileError> {
        let has_ended = self.content_has_ended();
        let most = match (&self.array, self.header.length) {
            (_, Some(length)) => length - self.n_read,
            (Some(array), None) if !self.header.is_deflated && !has_ended => array.n_missing(),
            _ => u64::MAX,
        };
        let own = &bytes[..usize::try_from(most).unwrap_or(usize::MAX).min(bytes.len())];
        let done = match self.header.length {
            None if has_ended => Ok(self.push_descriptor(own)),
            Some(_) if has_ended && self.header.is_deflated => Err(Problem::Trailing.of_file()),
            _ => self.push_content(own),
        };
        let n_used = done.map_err(|error| FileError { array: Some(self.array_name()), ..error })?;
        self.n_read += n_used as u64;
        *bytes = &bytes[n_used..];
        Ok(())
    }

    /// The array, if it is wanted, when all has arrived.
    pub(super) fn finish(self) -> Result<Option<(String, Array<T>)>, FileError> {
        let name = self.array_name();
        let of_array = |error: FileError| FileError { array: Some(name.clone()), ..error };
        if !self.content_has_ended() {
            return Err(of_array(
                Problem::CutOff { promised: self.n_read + 1, found: self.n_read }.of_file(),
            ));
        }
        let expected = match self.header.length {
            Some(_) => self.header.checksum,
            None => {
                number(&self.descriptor, self.descriptor_length() - 4 - 2 * self.header.length_size, 4) as u32
            }
        };
        let found = self.checksum.sum();
        if found != expected {
            return Err(of_array(Problem::Checksum { expected, found }.of_file()));
        }
        let array =
            self.array.filter(|_| self.is_wanted).map(NpyReader::finish).transpose().map_err(of_array)?;
        Ok(array.map(|array| (name, array)))
    }

    fn array_name(&self) -> String {
        self.header.name.trim_end_matches(".npy").to_owned()
    }

    /// Of a stored file with a length, that length says it.
    fn content_has_ended(&self) -> bool {
        match (&self.inflate, self.header.length, &self.array) {
            (Some(inflate), ..) => inflate.is_finished,
            (None, None, Some(array)) => array.n_missing() == 0,
            _ => true,
        }
    }

    /// Bytes after the file: perhaps a signature, the checksum, two lengths.
    fn descriptor_length(&self) -> usize {
        let has_signature = self.descriptor.len() < 4 || number(&self.descriptor, 0, 4) == DESCRIPTOR;
        4 * usize::from(has_signature) + 4 + 2 * self.header.length_size
    }

    fn push_descriptor(&mut self, bytes: &[u8]) -> usize {
        let n_before = self.descriptor.len();
        for byte in bytes {
            if self.descriptor.len() >= 4 && self.descriptor.len() == self.descriptor_length() {
                break;
            }
            self.descriptor.push(*byte);
        }
        self.descriptor.len() - n_before
    }

    /// Takes bytes of the content; how many, since compressed content knows its own end.
    fn push_content(&mut self, bytes: &[u8]) -> Result<usize, FileError> {
        let Self { inflate, checksum, array, .. } = self;
        let mut take = |content: &[u8]| {
            checksum.update(content);
            array.as_mut().map_or(Ok(()), |array| array.push(content))
        };
        match inflate {
            None => take(bytes).map(|()| bytes.len()),
            Some(inflate) => inflate.push(bytes, take),
        }
    }
}

impl Inflate {
    /// Decompresses bytes and passes on what comes out; how many were used.
    fn push(
        &mut self,
        bytes: &[u8],
        mut take: impl FnMut(&[u8]) -> Result<(), FileError>,
    ) -> Result<usize, FileError> {
        let mut n_used = 0;
        while !self.is_finished {
            let (n_in, n_out) = (self.decompress.total_in(), self.decompress.total_out());
            let status = self
                .decompress
                .decompress(&bytes[n_used..], &mut self.output, FlushDecompress::None)
                .map_err(|error| Problem::Compression(error.to_string()).of_file())?;
            let n_in = (self.decompress.total_in() - n_in) as usize;
            let n_out = (self.decompress.total_out() - n_out) as usize;
            n_used += n_in;
            take(&self.output[..n_out])?;
            self.is_finished = status == Status::StreamEnd;
            // Output that is not full means that there is nothing more to come from these bytes.
            if n_used == bytes.len() && n_out < self.output.len() {
                break;
            }
            if n_in == 0 && n_out == 0 && !self.is_finished {
                return Err(Problem::Compression("no progress".to_owned()).of_file());
            }
        }
        Ok(n_used)
    }
}
