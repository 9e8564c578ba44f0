//! gzip around another file.

use crate::loader::Content;
use crate::problem::{FileError, Problem};
use flate2::write::MultiGzDecoder;
use infoplane_core::math::real::Real;
use std::io::{self, Write};

/// How a gzip file begins.
pub(crate) const MAGIC: &[u8] = b"\x1f\x8b";

/// A compressed file while it arrives: what comes out of the decoder goes on to the reader of its content.
#[derive(Debug)]
pub(crate) struct Gunzip<T: Real> {
    decoder: MultiGzDecoder<Inside<T>>,
}

#[derive(Debug)]
struct Inside<T> {
    content: Content<T>,
    /// What the content was refused for, while the decoder carries a message about it.
    error: Option<FileError>,
}

impl<T: Real> Gunzip<T> {
    pub(crate) fn new(content: Content<T>) -> Self {
        Self { decoder: MultiGzDecoder::new(Inside { content, error: None }) }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let done = self.decoder.write_all(bytes);
        self.explain(done)
    }

    /// What is inside, as far as it has arrived.
    pub(crate) fn content(&mut self) -> &mut Content<T> {
        &mut self.decoder.get_mut().content
    }

    /// What is inside, if all of it has arrived and its checksum is right.
    pub(crate) fn finish(mut self) -> Result<Content<T>, FileError> {
        let done = self.decoder.try_finish();
        self.explain(done)?;
        let inside = self.decoder.finish().map_err(|error| compression(&error))?;
        Ok(inside.content)
    }

    fn explain(&mut self, done: io::Result<()>) -> Result<(), FileError> {
        let refused = self.decoder.get_mut().error.take();
        match (done, refused) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(compression(&error)),
            (Ok(()), None) => Ok(()),
        }
    }
}

fn compression(error: &io::Error) -> FileError {
    Problem::Compression(error.to_string()).of_file()
}

impl<T: Real> Write for Inside<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.content.push(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => {
                self.error = Some(error);
                Err(io::Error::other("refused"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
