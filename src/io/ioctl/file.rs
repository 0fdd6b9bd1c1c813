//! The requests of `ioctl(2)` that the kernel implements for every file.

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

/// `ioctl(2)`, `FIONREAD`: returns the number of bytes that are ready to be read.
///
/// For a pipe, a stream socket, a terminal or an inotify descriptor, these are the bytes in its
/// queue. For a datagram socket, it is the size of the next datagram. For a regular file, it is the
/// number of bytes between the file position and the end, of which the kernel returns the lower 32
/// bits.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `fd` is a listening socket.
/// - [`NOTTY`](crate::Errno::NOTTY): this kind of file has no such number.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`.
/// [FIONREAD(2const)](https://man7.org/linux/man-pages/man2/FIONREAD.2const.html)
#[doc(alias = "FIONREAD")]
#[doc(alias = "TIOCINQ")]
#[doc(alias = "SIOCINQ")]
#[inline]
pub fn ioctl_fionread(fd: impl AsFd) -> Result<i32> {
    // SAFETY: every file that implements the request writes an `int`.
    unsafe { get(fd, Request::FIONREAD) }
}

/// `ioctl(2)`, `FIONBIO`: sets or clears the flag [`NONBLOCK`](crate::io::OpenFlags::NONBLOCK).
///
/// The flag belongs to the open file description, so it applies to all descriptors that share it,
/// including those of other processes. With [`fcntl_setfl`](crate::io::fcntl_setfl), the same
/// change takes two calls.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIONBIO")]
#[inline]
pub fn ioctl_fionbio(fd: impl AsFd, nonblocking: bool) -> Result<()> {
    // SAFETY: for every file, the kernel reads an `int`.
    unsafe { set(fd, Request::FIONBIO, &i32::from(nonblocking)) }
}

/// `ioctl(2)`, `FIOASYNC`: sets or clears the flag [`ASYNC`](crate::io::OpenFlags::ASYNC).
///
/// With this flag, the kernel sends SIGIO to the file's owner (see
/// [`fcntl_setown`](crate::io::fcntl_setown)) when the file becomes ready for reading or writing.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): this kind of file sends no signals.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOASYNC")]
#[inline]
pub fn ioctl_fioasync(fd: impl AsFd, signals: bool) -> Result<()> {
    // SAFETY: for every file, the kernel reads an `int`.
    unsafe { set(fd, Request::FIOASYNC, &i32::from(signals)) }
}

/// `ioctl(2)`, `FIOCLEX`: sets the flag that closes the descriptor at `execve`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOCLEX")]
#[inline]
pub fn ioctl_fioclex(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::FIOCLEX, 0_u32) }
}

/// `ioctl(2)`, `FIONCLEX`: clears the flag that closes the descriptor at `execve`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIONCLEX")]
#[inline]
pub fn ioctl_fionclex(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::FIONCLEX, 0_u32) }
}

/// `ioctl(2)`, `FIOQSIZE`: returns the number of bytes that a file or directory uses of the quota.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a regular file, a directory or a symbolic link.
///
/// # Kernel
///
/// Linux 2.4, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIOQSIZE")]
#[inline]
pub fn ioctl_fioqsize(fd: impl AsFd) -> Result<u64> {
    // SAFETY: for every file, the kernel writes a `loff_t`.
    unsafe { get(fd, Request::FIOQSIZE) }
}
