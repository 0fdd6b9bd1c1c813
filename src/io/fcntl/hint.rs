//! Hints about the lifetime of written data, with which the device can group data.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::constants;

const F_GET_RW_HINT: u32 = 1035;
const F_SET_RW_HINT: u32 = 1036;
const F_GET_FILE_RW_HINT: u32 = 1037;
const F_SET_FILE_RW_HINT: u32 = 1038;

constants! {
    /// The expected lifetime of data, relative to other data on the device (`RWH_WRITE_LIFE_`).
    pub struct WriteLife: u32 {
        /// No hint is set.
        const NOT_SET ("RWH_WRITE_LIFE_NOT_SET", "RWF_WRITE_LIFE_NOT_SET") = 0;
        /// The lifetime is explicitly unknown.
        const NONE ("RWH_WRITE_LIFE_NONE") = 1;
        /// A short lifetime.
        const SHORT ("RWH_WRITE_LIFE_SHORT") = 2;
        /// A longer lifetime than `SHORT`.
        const MEDIUM ("RWH_WRITE_LIFE_MEDIUM") = 3;
        /// A longer lifetime than `MEDIUM`.
        const LONG ("RWH_WRITE_LIFE_LONG") = 4;
        /// A longer lifetime than `LONG`.
        const EXTREME ("RWH_WRITE_LIFE_EXTREME") = 5;
    }
}

/// `fcntl(2)`, `F_GET_RW_HINT`: returns the expected lifetime of a file's data.
///
/// The kernel keeps the hint for as long as it keeps the file's inode in memory.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel is older than Linux 4.13.
///
/// # Kernel
///
/// Linux 4.13, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_GET_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_GET_RW_HINT")]
#[inline]
pub fn fcntl_get_rw_hint(fd: impl AsFd) -> Result<WriteLife> {
    let mut hint = MaybeUninit::<u64>::uninit();
    // SAFETY: the kernel writes 64 bits, for which `hint` has room.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GET_RW_HINT, hint.as_mut_ptr()) };
    // SAFETY: the call succeeded, so the kernel has written `hint`.
    done.map(|()| WriteLife::from_raw(unsafe { hint.assume_init() } as u32))
}

/// `fcntl(2)`, `F_SET_RW_HINT`: sets the expected lifetime of a file's data.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `hint` is unknown, or the kernel is older than Linux 4.13.
/// - [`PERM`](crate::Errno::PERM): the caller does not own the file (Linux 6.13).
///
/// # Kernel
///
/// Linux 4.13, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SET_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_SET_RW_HINT")]
#[inline]
pub fn fcntl_set_rw_hint(fd: impl AsFd, hint: WriteLife) -> Result<()> {
    let hint = u64::from(hint.raw());
    // SAFETY: the kernel reads the 64 bits of `hint`.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SET_RW_HINT, &raw const hint) }
}

/// `fcntl(2)`, `F_GET_FILE_RW_HINT`: returns the expected lifetime of data written through this
/// open file description.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel is older than Linux 4.13, or Linux 5.18 or newer,
///   which no longer has the command.
///
/// # Kernel
///
/// Linux 4.13 to 5.17, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_GET_FILE_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_GET_FILE_RW_HINT")]
#[inline]
pub fn fcntl_get_file_rw_hint(fd: impl AsFd) -> Result<WriteLife> {
    let (mut hint, fd) = (MaybeUninit::<u64>::uninit(), fd.as_fd());
    // SAFETY: the kernel writes 64 bits, for which `hint` has room.
    let done: Result<()> = unsafe { sys!(FCNTL, fd, F_GET_FILE_RW_HINT, hint.as_mut_ptr()) };
    // SAFETY: the call succeeded, so the kernel has written `hint`.
    done.map(|()| WriteLife::from_raw(unsafe { hint.assume_init() } as u32))
}

/// `fcntl(2)`, `F_SET_FILE_RW_HINT`: sets the expected lifetime of data written through this open
/// file description.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `hint` is unknown; or the kernel is older than Linux 4.13, or
///   Linux 5.18 or newer, which no longer has the command.
///
/// # Kernel
///
/// Linux 4.13 to 5.17, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SET_FILE_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_SET_FILE_RW_HINT")]
#[inline]
pub fn fcntl_set_file_rw_hint(fd: impl AsFd, hint: WriteLife) -> Result<()> {
    let hint = u64::from(hint.raw());
    // SAFETY: the kernel reads the 64 bits of `hint`.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SET_FILE_RW_HINT, &raw const hint) }
}
