//! How long written data will live, for the device to put like with like.

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
    /// How long data will live, compared with other data of the device (`RWH_WRITE_LIFE_`).
    pub struct WriteLife: u32 {
        /// Nothing is said.
        const NOT_SET ("RWH_WRITE_LIFE_NOT_SET", "RWF_WRITE_LIFE_NOT_SET") = 0;
        /// It is said that nothing is known.
        const NONE ("RWH_WRITE_LIFE_NONE") = 1;
        /// Short.
        const SHORT ("RWH_WRITE_LIFE_SHORT") = 2;
        /// Longer than `SHORT`.
        const MEDIUM ("RWH_WRITE_LIFE_MEDIUM") = 3;
        /// Longer than `MEDIUM`.
        const LONG ("RWH_WRITE_LIFE_LONG") = 4;
        /// Longer than `LONG`.
        const EXTREME ("RWH_WRITE_LIFE_EXTREME") = 5;
    }
}

/// `fcntl(2)`, `F_GET_RW_HINT`: how long the data of this file is said to live, until the file is forgotten by the kernel.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): before Linux 4.13.
///
/// # Kernel
///
/// Linux 4.13, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_GET_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_GET_RW_HINT")]
#[inline]
pub fn fcntl_get_rw_hint(fd: impl AsFd) -> Result<WriteLife> {
    let mut hint = MaybeUninit::<u64>::uninit();
    // SAFETY: the kernel writes 64 bits.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GET_RW_HINT, hint.as_mut_ptr()) };
    // SAFETY: after a success it has.
    done.map(|()| WriteLife::from_raw(unsafe { hint.assume_init() } as u32))
}

/// `fcntl(2)`, `F_SET_RW_HINT`: says how long the data of this file will live.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown hint, or before Linux 4.13.
/// - [`PERM`](crate::Errno::PERM): a file of somebody else's (Linux 6.13).
///
/// # Kernel
///
/// Linux 4.13, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SET_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_SET_RW_HINT")]
#[inline]
pub fn fcntl_set_rw_hint(fd: impl AsFd, hint: WriteLife) -> Result<()> {
    let hint = u64::from(hint.raw());
    // SAFETY: the kernel reads 64 bits.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SET_RW_HINT, &raw const hint) }
}

/// `fcntl(2)`, `F_GET_FILE_RW_HINT`: how long what is written by this open file is said to live.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): before Linux 4.13, and since Linux 5.18, which has dropped it.
///
/// # Kernel
///
/// Linux 4.13 to 5.17, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_GET_FILE_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_GET_FILE_RW_HINT")]
#[inline]
pub fn fcntl_get_file_rw_hint(fd: impl AsFd) -> Result<WriteLife> {
    let (mut hint, fd) = (MaybeUninit::<u64>::uninit(), fd.as_fd());
    // SAFETY: the kernel writes 64 bits.
    let done: Result<()> = unsafe { sys!(FCNTL, fd, F_GET_FILE_RW_HINT, hint.as_mut_ptr()) };
    // SAFETY: after a success it has.
    done.map(|()| WriteLife::from_raw(unsafe { hint.assume_init() } as u32))
}

/// `fcntl(2)`, `F_SET_FILE_RW_HINT`: says how long what is written by this open file will live.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown hint; before Linux 4.13, and since Linux 5.18, which has dropped it.
///
/// # Kernel
///
/// Linux 4.13 to 5.17, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SET_FILE_RW_HINT(2const)](https://man7.org/linux/man-pages/man2/F_GET_RW_HINT.2const.html)
#[doc(alias = "F_SET_FILE_RW_HINT")]
#[inline]
pub fn fcntl_set_file_rw_hint(fd: impl AsFd, hint: WriteLife) -> Result<()> {
    let hint = u64::from(hint.raw());
    // SAFETY: the kernel reads 64 bits.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SET_FILE_RW_HINT, &raw const hint) }
}
