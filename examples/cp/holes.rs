//! The parts of a file that hold data.

use trapgate::fd::OwnedFd;
use trapgate::io::{SeekFrom, lseek};
use trapgate::{Errno, Result};

/// Goes through a file's data, from hole to hole.
pub(crate) struct Parts<'a> {
    pub(crate) file: &'a OwnedFd,
    /// Where the search goes on.
    pub(crate) at: u64,
    /// The length that the file had.
    pub(crate) end: u64,
}

impl Parts<'_> {
    /// The next part with data: where it begins and ends. Where the file system knows of no holes, the rest is one part.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, u64)>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let start = match lseek(self.file, SeekFrom::Data(self.at)) {
            Ok(start) => start,
            // A hole up to the end.
            Err(Errno::NXIO) => return Ok(None),
            Err(Errno::INVAL | Errno::OPNOTSUPP | Errno::SPIPE) => self.at,
            Err(error) => return Err(error),
        };
        let end = match lseek(self.file, SeekFrom::Hole(start)) {
            Ok(end) => end.min(self.end),
            Err(_) => self.end,
        };
        self.at = end;
        Ok((start < end).then_some((start, end)))
    }
}
