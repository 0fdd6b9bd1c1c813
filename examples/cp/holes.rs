//! The parts of a file that contain data.

use trapgate::fd::OwnedFd;
use trapgate::io::{SeekFrom, lseek};
use trapgate::{Errno, Result};

/// Finds a file's parts with data, from hole to hole.
pub(crate) struct Parts<'a> {
    pub(crate) file: &'a OwnedFd,
    /// The offset at which the search continues.
    pub(crate) at: u64,
    /// The length that the file had at the beginning.
    pub(crate) end: u64,
}

impl Parts<'_> {
    /// Returns where the next part with data begins and ends. If the file system does not report
    /// holes, the rest of the file is one part.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, u64)>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let start = match lseek(self.file, SeekFrom::Data(self.at)) {
            Ok(start) => start,
            // The rest of the file is a hole.
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
