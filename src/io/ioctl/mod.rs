//! `ioctl(2)`: the call for any request, and one function for each request that is the kernel's own.

mod file;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
pub use crate::types::ioctl::{Call, Get, Ioctl, Request, Set, Update};
pub use file::{
    ioctl_fioasync, ioctl_fioclex, ioctl_fionbio, ioctl_fionclex, ioctl_fionread, ioctl_fioqsize,
};

/// `ioctl(2)`: any request, of any driver.
///
/// ```
/// use trapgate::io::{self, Get, Request};
///
/// let (read, write) = trapgate::io::pipe2(trapgate::io::PipeFlags::CLOEXEC)?;
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
/// # The functions for single requests
///
/// A number means what the driver of the file takes it for, and any file can be in the caller's hand. `ioctl_tcgets`
/// and its like are safe all the same where no driver that has the number does harm to memory, which rests on this:
///
/// - A driver refuses a number that is not its own, as the kernel asks of each. One that looks at the lowest eight bits
///   alone does not: it takes `TIOCGWINSZ` for a request that it has, and writes what that one writes. This is a fault
///   of the kernel, whatever language asks. Graphics had it (`/dev/dri`, before Linux 5.14), and compressed sound
///   (`/dev/snd/comprC0D0` and so on): on an older kernel ask such a device for what is its own, and nothing else.
/// - The kernel's own lists give each number away once. The old numbers of terminals (`0x54..`), block devices
///   (`0x12..`) and files (2) have no size of a struct in them; of those that have a safe function only `TCSETS`,
///   `TCSETSW` and `TCSETSF` are another driver's too, which then takes nothing.
/// - What the kernel does for every file (`FIONBIO`, `FICLONE`, `FS_IOC_FIEMAP` and so on) never comes to a driver.
/// - The room for an answer holds zeros before the call: a driver that answers "done" and has written nothing leaves
///   zeros.
/// - A file system that a program serves (FUSE) reads and writes as many bytes as the size in the number, or none if
///   the number has no size. The type of the [`Request`] makes sure that the memory holds them. The program may return
///   any word, so no word is taken for a descriptor. A character device that a program serves (CUSE) may write anywhere;
///   whoever starts one may write into this process anyway.
///
/// Where that does not hold the function is unsafe, and says what the caller must know.
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
