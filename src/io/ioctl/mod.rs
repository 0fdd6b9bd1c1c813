//! `ioctl(2)`: the call for any request, and one function for each request that is the kernel's own.
//!
//! # Why a function is safe
//!
//! A number means what the driver of the file takes it for, and any file can be in the caller's hand. A function here is safe
//! where no driver that takes its number does harm to memory, which rests on this:
//!
//! - The kernel's own lists give each number away once. Where the number has the size of the struct in it, two drivers that
//!   share it by mistake move as many bytes. The old numbers of terminals (`0x54..`), block devices (`0x12..`) and files
//!   (1, 2) have no size; none of those that have a safe function is another driver's.
//! - What the kernel does for every file (`FIONBIO`, `FICLONE`, `FS_IOC_FIEMAP` and so on) never comes to a driver.
//! - The room for an answer holds zeros before the call: a driver that answers "done" and has written nothing leaves zeros.
//! - The kernel writes through the address that it has got and nowhere else. A character device that a program serves
//!   (CUSE) may write anywhere; who starts one may write into this process anyway.
//!
//! Where that does not hold the function is unsafe, and says what the caller must know.

mod tty;

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::fd::AsFd;
pub use crate::types::ioctl::{Call, Get, Ioctl, Request, Set, Update};
pub use tty::{Winsize, ioctl_tiocgwinsz};

/// `ioctl(2)`: any request, of any driver.
///
/// ```
/// use trapgate::io::{self, Get, Request};
///
/// let (read, write) = trapgate::event::pipe2(trapgate::event::PipeFlags::CLOEXEC)?;
/// io::write(&write, b"trapgate")?;
/// // SAFETY: to a pipe, as to every file that knows the number, it means: write an `int` there.
/// let waiting: i32 = unsafe { io::ioctl(&read, Get::new(Request::FIONREAD)) }?;
/// assert_eq!(waiting, 8);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`FAULT`](crate::Errno::FAULT): the argument is no address that the driver can use.
/// - [`INVAL`](crate::Errno::INVAL): the driver refuses the argument; some refuse an unknown request so.
/// - [`NOTTY`](crate::Errno::NOTTY): this kind of file has no such request.
/// - What else the driver says.
///
/// # Safety
///
/// The same number is another request to another driver.
///
/// - The file behind `fd` takes the number for what `request` takes it for, or refuses it.
/// - What the driver then does harms neither memory nor descriptors of others.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[inline]
pub unsafe fn ioctl<R: Ioctl>(fd: impl AsFd, mut request: R) -> Result<R::Output> {
    let (number, argument) = (request.request(), request.argument());
    // SAFETY: the driver takes the argument for what it is, says the caller, and then it is right, says `R`.
    let word: Result<usize> = unsafe { sys!(IOCTL, fd.as_fd(), number, argument) };
    // SAFETY: the driver has answered this word, upon this argument.
    word.map(|word| unsafe { request.output(word) })
}

/// What a request writes, with zeros where it writes nothing.
///
/// # Safety
///
/// - Whatever driver has the number writes no more than a `T`, any bytes of which are one.
#[inline]
unsafe fn get<T: Default>(fd: impl AsFd, request: Request) -> Result<T> {
    let mut value = T::default();
    // SAFETY: the duty is the caller's.
    let done = unsafe { ioctl(fd, Update::new(request, &mut value)) };
    done.map(|_| value)
}
