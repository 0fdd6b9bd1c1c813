//! Conversions to and from the standard library's descriptor types.

use std::os::fd::{AsRawFd as _, FromRawFd as _, IntoRawFd as _};
use std::{fs, io, net, os, process};

use super::{AsFd, BorrowedFd, OwnedFd};

impl From<OwnedFd> for os::fd::OwnedFd {
    #[inline]
    fn from(fd: OwnedFd) -> Self {
        // SAFETY: the descriptor is open, and `fd`, which owned it, is consumed here.
        unsafe { Self::from_raw_fd(fd.into_raw_fd()) }
    }
}

impl From<os::fd::OwnedFd> for OwnedFd {
    #[inline]
    fn from(fd: os::fd::OwnedFd) -> Self {
        // SAFETY: the descriptor is open, and `fd`, which owned it, is consumed here.
        unsafe { Self::from_raw_fd(fd.into_raw_fd()) }
    }
}

impl<'fd> From<os::fd::BorrowedFd<'fd>> for BorrowedFd<'fd> {
    #[inline]
    fn from(fd: os::fd::BorrowedFd<'fd>) -> Self {
        // SAFETY: the result borrows the descriptor for the same lifetime as `fd`.
        unsafe { Self::borrow_raw(fd.as_raw_fd()) }
    }
}

/// Converts any descriptor except a placeholder, which is a negative number: the standard library's
/// type cannot hold -1. A placeholder is [`BADF`](crate::Errno::BADF).
impl<'fd> TryFrom<BorrowedFd<'fd>> for os::fd::BorrowedFd<'fd> {
    type Error = crate::Errno;

    #[inline]
    fn try_from(fd: BorrowedFd<'fd>) -> Result<Self, Self::Error> {
        if fd.raw < 0 {
            return Err(crate::Errno::BADF);
        }
        // SAFETY: the result borrows the descriptor for the same lifetime as `fd`, and it is not
        // -1.
        Ok(unsafe { Self::borrow_raw(fd.raw) })
    }
}

macro_rules! lenders {
    ($($name:ty),* $(,)?) => {$(
        impl AsFd for $name {
            #[inline]
            fn as_fd(&self) -> BorrowedFd<'_> {
                std::os::fd::AsFd::as_fd(self).into()
            }
        }
    )*};
}

lenders! {
    fs::File,
    io::Stdin, io::Stdout, io::Stderr,
    io::StdinLock<'_>, io::StdoutLock<'_>, io::StderrLock<'_>,
    net::TcpListener, net::TcpStream, net::UdpSocket,
    os::fd::OwnedFd, os::fd::BorrowedFd<'_>,
    os::unix::net::UnixListener, os::unix::net::UnixStream, os::unix::net::UnixDatagram,
    process::ChildStdin, process::ChildStdout, process::ChildStderr,
}
