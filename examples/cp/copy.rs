//! Copies one file.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::fs::{AtFlags, CWD, FileType, Mode, OpenFlags, StatxFlags, openat, statx};
use trapgate::fs::{ftruncate, ioctl_ficlone};
use trapgate::io::{copy_file_range, pread, pwrite, read, write};

use crate::holes::Parts;
use crate::options::{Options, Way};
use crate::progress::Progress;
use crate::target::{Target, is_regular};

/// The reason why a copy failed.
pub(crate) enum Failure {
    Read(Errno),
    Write(Errno),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, error) = match self {
            Self::Read(error) => ("", error),
            Self::Write(Errno::EXIST) => return f.write_str("the copy is the file itself"),
            Self::Write(error) => ("copy: ", error),
        };
        write!(f, "{what}{}", error.message().unwrap_or("unknown error"))
    }
}

/// The result of a copy.
pub(crate) struct Done {
    /// The last way that was tried.
    pub(crate) way: Way,
    /// The length of the copy in bytes, holes included.
    pub(crate) bytes: u64,
}

/// Copies a file. Returns `None` if the copy exists already and is kept.
pub(crate) fn copy(
    source: &CStr,
    target: &Target<'_>,
    options: &Options,
) -> core::result::Result<Option<Done>, Failure> {
    let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
    let from = openat(CWD, source, flags, Mode::empty()).map_err(Failure::Read)?;
    let facts = statx(&from, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS);
    let facts = facts.map_err(Failure::Read)?;
    if facts.mode.file_type() == FileType::DIR {
        return Err(Failure::Read(Errno::ISDIR));
    }
    let to = target
        .open(source, &facts, options.keep)
        .map_err(Failure::Write)?;
    let Some(to) = to else { return Ok(None) };

    let into = statx(&to, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS);
    let into = into.map_err(Failure::Write)?;

    let mut copying = Copying {
        from: &from,
        to: &to,
        way: options.by,
        progress: Progress::new(facts.size),
    };
    // Files of /proc have contents although their length is 0.
    let bytes = if is_regular(&facts) && is_regular(&into) && facts.size != 0 {
        copying.regular(facts.size)?
    } else {
        copying.stream()?
    };
    Ok(Some(Done {
        way: copying.way,
        bytes,
    }))
}

/// A copy in progress.
struct Copying<'a> {
    from: &'a OwnedFd,
    to: &'a OwnedFd,
    way: Way,
    progress: Progress,
}

/// The most bytes that one `copy_file_range` copies, so that progress can be shown.
const RANGE: u64 = 16 << 20;

type Copied = core::result::Result<u64, Failure>;

impl Copying<'_> {
    /// Copies a file that has a length and can be read at any offset. Returns the length of the
    /// copy.
    fn regular(&mut self, len: u64) -> Copied {
        if self.way == Way::Reflink {
            match ioctl_ficlone(self.to, self.from) {
                Ok(()) => return Ok(len),
                // The file system cannot share data, or not between these two files. Any other
                // error occurs again on the next way.
                Err(_) => self.way = Way::Range,
            }
        }
        let mut parts = Parts {
            file: self.from,
            at: 0,
            end: len,
        };
        let mut end = 0;
        while let Some((start, stop)) = parts.next().map_err(Failure::Read)? {
            end = self.part(start, stop)?;
            if end < stop {
                // Another process has shortened the source.
                return Ok(end);
            }
        }
        // The source ends with a hole.
        if end < len {
            ftruncate(self.to, len).map_err(Failure::Write)?;
        }
        Ok(len)
    }

    /// Copies the bytes between two offsets, and returns the offset that it reached.
    fn part(&mut self, start: u64, stop: u64) -> Copied {
        let mut at = start;
        while at < stop {
            let count = match self.way {
                Way::Reflink | Way::Range => self.range(at, stop)?,
                Way::Write => match self.buffer(at, stop)? {
                    0 => break,
                    count => count,
                },
            };
            at += count;
            self.progress.at(at);
        }
        Ok(at)
    }

    /// Copies in the kernel. Returns 0 if the kernel cannot, and the copy must continue from here
    /// by the next way.
    fn range(&mut self, at: u64, stop: u64) -> Copied {
        let (mut from, mut to) = (at, at);
        let len = (stop - at).min(RANGE) as usize;
        match copy_file_range(self.from, Some(&mut from), self.to, Some(&mut to), len) {
            Ok(count) if count != 0 => return Ok(count as u64),
            // The end of the file, or a file system that does not support this. Reading
            // distinguishes the two.
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(0),
            Err(error @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG | Errno::IO)) => {
                return Err(Failure::Write(error));
            }
            Err(_) => {}
        }
        self.way = Way::Write;
        Ok(0)
    }

    /// Copies through memory. Returns 0 at the end of the file.
    fn buffer(&mut self, at: u64, stop: u64) -> Copied {
        let mut buffer = [const { MaybeUninit::uninit() }; 1 << 16];
        let len = (stop - at).min(buffer.len() as u64) as usize;
        let room = buffer.get_mut(..len).unwrap_or_default();
        let bytes = loop {
            match pread(self.from, &mut *room, at) {
                Ok(bytes) => break bytes,
                Err(Errno::INTR) => {}
                Err(error) => return Err(Failure::Read(error)),
            }
        };
        let mut rest = &*bytes;
        while !rest.is_empty() {
            let place = at + (bytes.len() - rest.len()) as u64;
            match pwrite(self.to, rest, place) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => return Err(Failure::Write(error)),
            }
        }
        Ok(bytes.len() as u64)
    }

    /// Copies until a read returns no more bytes.
    fn stream(&mut self) -> Copied {
        self.way = Way::Write;
        let mut buffer = [const { MaybeUninit::uninit() }; 1 << 16];
        let mut done = 0;
        loop {
            let bytes = match read(self.from, &mut buffer) {
                Ok([]) => return Ok(done),
                Ok(bytes) => bytes,
                Err(Errno::INTR) => continue,
                Err(error) => return Err(Failure::Read(error)),
            };
            let mut rest = &*bytes;
            while !rest.is_empty() {
                match write(self.to, rest) {
                    Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(Failure::Write(error)),
                }
            }
            done += bytes.len() as u64;
            self.progress.at(done);
        }
    }
}
