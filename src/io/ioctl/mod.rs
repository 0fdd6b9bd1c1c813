//! `ioctl(2)`: any request, and one function for each request that the kernel implements for every
//! file.

mod file;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
pub use crate::types::ioctl::{Call, Get, Ioctl, Request, Set, Update};
pub use file::{
    ioctl_fioasync, ioctl_fioclex, ioctl_fionbio, ioctl_fionclex, ioctl_fionread, ioctl_fioqsize,
};

/// `ioctl(2)`: makes any request of any driver.
///
/// Returns [`Ioctl::Output`]: [`Get`] returns the value that the driver wrote, [`Call`], [`Set`]
/// and [`Update`] return the driver's result.
///
/// ```
/// use trapgate::io::{self, Get, Request};
///
/// let (read, write) = trapgate::io::pipe2(trapgate::io::PipeFlags::CLOEXEC)?;
/// io::write(&write, b"trapgate")?;
/// // SAFETY: a pipe, like every file that implements the request, writes an `int`.
/// let waiting: i32 = unsafe { io::ioctl(&read, Get::new(Request::FIONREAD)) }?;
/// assert_eq!(waiting, 8);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`FAULT`](crate::Errno::FAULT): the driver cannot access the memory at the argument.
/// - [`INVAL`](crate::Errno::INVAL): the driver rejects the argument. Some drivers also return this
///   for an unknown request.
/// - [`NOTTY`](crate::Errno::NOTTY): this kind of file does not implement the request.
/// - Any other error that the driver returns.
///
/// # Safety
///
/// The same number can be a different request to another driver.
///
/// - The caller must ensure that the file behind `fd` implements the number as `request` describes
///   it, or rejects the number.
/// - The caller must ensure that the effect of the request is sound: it must not change memory that
///   other code relies on, and must not close or replace a descriptor that other code owns.
///
/// # Why the functions for single requests are safe
///
/// The driver of a file decides what a number means, and the caller may pass any file.
/// `ioctl_tcgets` and similar functions are safe because no driver that implements their number
/// corrupts memory. This rests on the following facts:
///
/// - A driver rejects numbers that are not its own, as the kernel requires. A driver that examines
///   only the lowest eight bits does not: it interprets `TIOCGWINSZ` as one of its own requests,
///   and writes what that request writes. This is a bug in the kernel, which a program in any
///   language can trigger. Graphics drivers had it (`/dev/dri`, before Linux 5.14), and so did
///   compressed sound (`/dev/snd/comprC0D0` and similar). On an older kernel, send such a device
///   its own requests only.
/// - The kernel's own lists assign each number once. The old numbers of terminals (`0x54..`), block
///   devices (`0x12..`) and files (2) do not contain the size of a struct. Of those that have a
///   safe function, only `TCSETS`, `TCSETSW` and `TCSETSF` belong to another driver too, which
///   ignores the argument.
/// - The kernel handles requests that apply to every file (`FIONBIO`, `FICLONE`, `FS_IOC_FIEMAP`
///   and so on) itself and does not pass them to a driver.
/// - The functions fill the memory for a result with zeros before the call. If a driver reports
///   success and has written nothing, the result is zero.
/// - A file system in user space (FUSE) reads and writes as many bytes as the number states, or
///   none if the number contains no size. The type of the [`Request`] ensures that the memory is at
///   least that large. Such a file system may return any number, so a function that treats the
///   result as a descriptor is unsafe. A character device in user space (CUSE) may write anywhere,
///   but a process that may create one may write to this process anyway.
///
/// If these facts do not hold for a request, its function is unsafe, and its page lists the
/// caller's duties.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[inline]
pub unsafe fn ioctl<R: Ioctl>(fd: impl AsFd, mut request: R) -> Result<R::Output> {
    let (number, argument) = (request.request(), request.argument());
    // SAFETY: the caller ensures that the driver implements the request as `R` describes it, and
    // `R` ensures that the argument is then valid.
    let word: Result<usize> = unsafe { sys!(IOCTL, fd.as_fd(), number, argument) };
    // SAFETY: the driver returned `word` for the argument of this very value.
    word.map(|word| unsafe { request.output(word) })
}
