//! A directory with a file, in the program's working directory or in `/tmp`.

use core::ffi::CStr;
use core::fmt::Write as _;

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{CWD, Mode, OpenFlags, mkdirat, openat, unlinkat};
use trapgate::types::at::AtFlags;
use trapgate::{Errno, process};

use crate::outcome::{Of as _, Outcome, Problem};

/// A name that no other process uses.
struct Name([u8; 32], usize);

impl core::fmt::Write for Name {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for &byte in text.as_bytes() {
            *self.0.get_mut(self.1).ok_or(core::fmt::Error)? = byte;
            self.1 += 1;
        }
        Ok(())
    }
}

/// Makes a directory with an empty file, `file`, calls `body` with both, and removes them.
pub(crate) fn with(body: impl FnOnce(&OwnedFd, &OwnedFd) -> Outcome) -> Outcome {
    let mut name = Name([0; 32], 0);
    let _ = write!(name, "selftest.{}", process::getpid());
    let name = CStr::from_bytes_until_nul(&name.0).unwrap_or_default();
    let tmp = openat(
        CWD,
        c"/tmp",
        OpenFlags::PATH | OpenFlags::DIRECTORY,
        Mode::empty(),
    );
    let places = [Some(CWD), tmp.as_ref().ok().map(|tmp| tmp.as_fd())];
    let mut made = Err(Problem::Skip("no writable directory"));
    for place in places.into_iter().flatten() {
        match mkdirat(place, name, Mode::RWXU) {
            Ok(()) => {
                made = Ok(place);
                break;
            }
            Err(error @ (Errno::NOSYS | Errno::PERM)) => {
                made = Err(Problem::Call("mkdirat", error))
            }
            Err(_) => {}
        }
    }
    let place = made?;
    let done = inside(place, name, body);
    let removed = unlinkat(place, name, AtFlags::REMOVEDIR).of("unlinkat");
    done.and(removed)
}

fn inside(
    place: BorrowedFd<'_>,
    name: &CStr,
    body: impl FnOnce(&OwnedFd, &OwnedFd) -> Outcome,
) -> Outcome {
    let dir = openat(place, name, OpenFlags::DIRECTORY, Mode::empty()).of("openat")?;
    let new = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL;
    let file = openat(&dir, c"file", new, Mode::RUSR | Mode::WUSR).of("openat")?;
    let done = body(&dir, &file);
    let removed = unlinkat(&dir, c"file", AtFlags::empty()).of("unlinkat");
    done.and(removed)
}
