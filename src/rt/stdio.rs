//! The standard streams.

use crate::errno::{Errno, Result};
use crate::fd::BorrowedFd;
use crate::fs::{CWD, FileType, Mode, OpenFlags, fstat, openat};
use crate::io::fcntl_getfd;
use crate::types::dev::Dev;

/// Standard input: descriptor 0, whatever it refers to.
///
/// If the program was started without it, a call returns [`BADF`](Errno::BADF) until a file that
/// the program opens gets the number. [`open_closed_stdio`] prevents that.
///
/// In C: `STDIN_FILENO`.
#[doc(alias = "STDIN_FILENO")]
// SAFETY: 0, 1 and 2 are the standard streams, which safe functions may lend no matter who opened
// them. No code may rely on being the only user of these numbers. If one is closed, a call returns
// an error.
pub const STDIN: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(0) };

/// Standard output: descriptor 1, whatever it refers to.
///
/// If the program was started without it, a call returns [`BADF`](Errno::BADF) until a file that
/// the program opens gets the number. [`open_closed_stdio`] prevents that.
///
/// In C: `STDOUT_FILENO`.
#[doc(alias = "STDOUT_FILENO")]
// SAFETY: as for `STDIN`.
pub const STDOUT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(1) };

/// Standard error: descriptor 2, whatever it refers to.
///
/// If the program was started without it, a call returns [`BADF`](Errno::BADF) until a file that
/// the program opens gets the number. [`open_closed_stdio`] prevents that.
///
/// In C: `STDERR_FILENO`.
#[doc(alias = "STDERR_FILENO")]
// SAFETY: as for `STDIN`.
pub const STDERR: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(2) };

/// The device number of `/dev/null`.
const NULL: Dev = Dev { major: 1, minor: 3 };

/// Opens `/dev/null` for each of the descriptors 0, 1 and 2 that is closed.
///
/// A program may be started without standard streams, for example by `program >&-` in a shell. The
/// kernel gives a new descriptor the lowest free number. So the next file that such a program opens
/// becomes its standard output, and everything that it prints is written into that file. A program
/// that opens files and prints should call this first in `main`, before any code opens a file and
/// before another thread starts. Set-user-ID programs need it most, because their callers decide
/// which descriptors are open. [`entry!`](crate::entry) does not call it, because it makes no
/// system call before `main`.
///
/// Reading from the null device returns the end of the file, and what is written to it is
/// discarded. The descriptors stay open in programs that this one executes.
///
/// The system calls are `fcntl` for each of the three numbers, and for each one that is closed
/// `openat` and, to check that the file is the null device, `fstat` (on i686 `statx`). If it is not
/// the null device, `close` follows.
///
/// # Errors
///
/// If this returns an error, standard streams that were closed may still be closed, and the program
/// should open no file if it continues.
///
/// - [`NOENT`](Errno::NOENT): `/dev/null` does not exist, as in a root directory without `/dev`.
/// - [`NODEV`](Errno::NODEV): `/dev/null` is not the null device.
/// - Any other error of [`fcntl_getfd`], [`openat`] and [`fstat`].
///
/// If all three are open, `/dev/null` is not needed.
///
/// ```ignore
/// fn main(start: trapgate::rt::Start) -> trapgate::Result<()> {
///     trapgate::rt::open_closed_stdio()?;
///     let file = fs::openat(fs::CWD, path, OpenFlags::WRONLY, Mode::empty())?; // never 0, 1 or 2
///     trapgate::println!("{path:?} is open");
///     Ok(())
/// }
/// ```
#[inline]
pub fn open_closed_stdio() -> Result<()> {
    for stream in [STDIN, STDOUT, STDERR] {
        match fcntl_getfd(stream) {
            Ok(_) => continue,
            Err(Errno::BADF) => {}
            Err(error) => return Err(error),
        }
        // With NOCTTY, a terminal at this name does not become the controlling terminal.
        let flags = OpenFlags::RDWR | OpenFlags::NOCTTY;
        let null = openat(CWD, c"/dev/null", flags, Mode::empty())?;
        let facts = fstat(&null)?;
        if facts.mode.file_type() != FileType::CHR || facts.rdev != NULL {
            return Err(Errno::NODEV);
        }
        // The lowest free number is this one, unless another thread has taken it.
        if null.as_raw_fd() == stream.as_raw_fd() {
            let _ = null.into_raw_fd();
        }
    }
    Ok(())
}
