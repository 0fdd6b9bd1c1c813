//! One file.

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

/// What stops a copy.
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

/// What a copy took.
pub(crate) struct Done {
    /// The last way that was tried.
    pub(crate) way: Way,
    /// How many bytes the copy has, holes included.
    pub(crate) bytes: u64,
}

/// Copies a file. `None` where it is there already and stays.
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
    // Files of /proc say that they have no length, and have one.
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

/// A copy under way.
struct Copying<'a> {
    from: &'a OwnedFd,
    to: &'a OwnedFd,
    way: Way,
    progress: Progress,
}

/// The most that one `copy_file_range` is asked for, so that progress can be seen.
const RANGE: u64 = 16 << 20;

type Copied = core::result::Result<u64, Failure>;

impl Copying<'_> {
    /// Copies what has a length and places to go to, and returns how long the copy is.
    fn regular(&mut self, len: u64) -> Copied {
        if self.way == Way::Reflink {
            match ioctl_ficlone(self.to, self.from) {
                Ok(()) => return Ok(len),
                // Not this file system, or not between these two. What else is wrong the next way will say, too.
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
                // Somebody has made the source shorter.
                return Ok(end);
            }
        }
        // A hole at the end.
        if end < len {
            ftruncate(self.to, len).map_err(Failure::Write)?;
        }
        Ok(len)
    }

    /// Copies what stands between two offsets, and returns how far it came.
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

    /// By the kernel. 0 where it cannot, and the next way is to go on from here.
    fn range(&mut self, at: u64, stop: u64) -> Copied {
        let (mut from, mut to) = (at, at);
        let len = (stop - at).min(RANGE) as usize;
        match copy_file_range(self.from, Some(&mut from), self.to, Some(&mut to), len) {
            Ok(count) if count != 0 => return Ok(count as u64),
            // The end, or a file system that takes no part in this: reading will tell.
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

    /// Through memory. 0 at the end of the file.
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

    /// Copies what comes until nothing does.
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
