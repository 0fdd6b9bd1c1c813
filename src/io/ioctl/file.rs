//! What `ioctl(2)` does with every file.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::ioctl::{Request, call, get, set};

impl Request {
    /// See [`ioctl_fionread`].
    pub const FIONREAD: Request<i32> = Request::from_raw(0x541b);
    /// See [`ioctl_fionbio`].
    pub const FIONBIO: Request<i32> = Request::from_raw(0x5421);
    /// See [`ioctl_fionclex`].
    pub const FIONCLEX: Self = Self::from_raw(0x5450);
    /// See [`ioctl_fioclex`].
    pub const FIOCLEX: Self = Self::from_raw(0x5451);
    /// See [`ioctl_fioasync`].
    pub const FIOASYNC: Request<i32> = Request::from_raw(0x5452);
    /// See [`ioctl_fioqsize`].
    pub const FIOQSIZE: Request<u64> = Request::from_raw(0x5460);
}

/// `ioctl(2)`, `FIONREAD`: bytes that wait to be read: in a pipe, a socket, a terminal, an inotify queue.
///
/// Of a regular file, what stands behind the position, of which 32 bits are told. On a socket that is bound to
/// datagrams, the length of the next one.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a socket that listens.
/// - [`NOTTY`](crate::Errno::NOTTY): no file with such a count.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [FIONREAD(2const)](https://man7.org/linux/man-pages/man2/FIONREAD.2const.html)
#[doc(alias = "FIONREAD")]
#[doc(alias = "TIOCINQ")]
#[doc(alias = "SIOCINQ")]
#[inline]
pub fn ioctl_fionread(fd: impl AsFd) -> Result<i32> {
    // SAFETY: every file that knows the number writes an `int`.
    unsafe { get(fd, Request::FIONREAD) }
}

/// `ioctl(2)`, `FIONBIO`: sets or clears [`NONBLOCK`](crate::io::OpenFlags::NONBLOCK) of the open file.
///
/// It is the file's, and so of all descriptors of it, those of other processes too. One call instead of two of `fcntl`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIONBIO")]
#[inline]
pub fn ioctl_fionbio(fd: impl AsFd, nonblocking: bool) -> Result<()> {
    // SAFETY: the kernel reads an `int`, for every file.
    unsafe { set(fd, Request::FIONBIO, &i32::from(nonblocking)) }
}

/// `ioctl(2)`, `FIOASYNC`: sets or clears [`ASYNC`](crate::io::OpenFlags::ASYNC) of the open file: SIGIO to its owner
/// when it can be read or written.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file that sends no signals.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOASYNC")]
#[inline]
pub fn ioctl_fioasync(fd: impl AsFd, signals: bool) -> Result<()> {
    // SAFETY: the kernel reads an `int`, for every file.
    unsafe { set(fd, Request::FIOASYNC, &i32::from(signals)) }
}

/// `ioctl(2)`, `FIOCLEX`: lets the descriptor close at exec.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOCLEX")]
#[inline]
pub fn ioctl_fioclex(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::FIOCLEX, 0_u32) }
}

/// `ioctl(2)`, `FIONCLEX`: lets the descriptor stay open at exec.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIONCLEX")]
#[inline]
pub fn ioctl_fionclex(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::FIONCLEX, 0_u32) }
}

/// `ioctl(2)`, `FIOQSIZE`: bytes that a file or directory takes in the quota.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): no regular file, directory or symbolic link.
///
/// # Kernel
///
/// Linux 2.4, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOQSIZE")]
#[inline]
pub fn ioctl_fioqsize(fd: impl AsFd) -> Result<u64> {
    // SAFETY: the kernel writes a `loff_t`, for every file.
    unsafe { get(fd, Request::FIOQSIZE) }
}
