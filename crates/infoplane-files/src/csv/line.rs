//! Counting lines.

/// Counts the lines of a text while it is read: they end with a line feed, a carriage return, or both.
#[derive(Debug, Default)]
pub(super) struct LineCounter {
    n_ended: u64,
    last: Option<u8>,
}

impl LineCounter {
    /// Counts the next bytes.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.n_ended += u64::from(ends_line(self.last, *byte));
            self.last = Some(*byte);
        }
    }

    /// The line in which a cell begins whose content has just been read, with what ended it.
    pub(super) fn start_of(&self, cell: &[u8]) -> u64 {
        let by_end = u64::from(matches!(self.last, Some(b'\n' | b'\r')));
        self.start_of_open(cell).saturating_sub(by_end)
    }

    /// The line in which a cell begins whose content has been read so far.
    pub(super) fn start_of_open(&self, cell: &[u8]) -> u64 {
        let before = core::iter::once(None).chain(cell.iter().copied().map(Some));
        let within = before.zip(cell).filter(|(last, byte)| ends_line(*last, **byte)).count() as u64;
        (self.n_ended + 1).saturating_sub(within)
    }
}

fn ends_line(last: Option<u8>, byte: u8) -> bool {
    byte == b'\r' || byte == b'\n' && last != Some(b'\r')
}
