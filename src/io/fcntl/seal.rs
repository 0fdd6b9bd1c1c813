//! Seals, which permanently forbid operations on a file in memory.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

const F_ADD_SEALS: u32 = 1033;
const F_GET_SEALS: u32 = 1034;

flags! {
    /// Operations that are forbidden on a file in memory (`F_SEAL_`).
    pub struct SealFlags: u32 {
        /// Forbids adding seals.
        const SEAL ("F_SEAL_SEAL") = 0x1;
        /// Forbids making the file shorter.
        const SHRINK ("F_SEAL_SHRINK") = 0x2;
        /// Forbids making the file longer.
        const GROW ("F_SEAL_GROW") = 0x4;
        /// Forbids changing the contents.
        const WRITE ("F_SEAL_WRITE") = 0x8;
        /// Forbids changing the contents except through mappings that already exist (Linux 5.1).
        const FUTURE_WRITE ("F_SEAL_FUTURE_WRITE") = 0x10;
        /// Forbids changing whether the file is executable. If it is, `SHRINK`, `GROW`, `WRITE` and
        /// `FUTURE_WRITE` are added as well (Linux 6.3).
        const EXEC ("F_SEAL_EXEC") = 0x20;
    }
}

/// `fcntl(2)`, `F_ADD_SEALS`: adds seals to a file in memory.
///
/// Seals cannot be removed, and apply to all descriptors of the file in all processes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): `seals` contains [`WRITE`](SealFlags::WRITE), and the file is
///   mapped for writing.
/// - [`INVAL`](crate::Errno::INVAL): a seal is unknown, or the file does not support seals.
/// - [`PERM`](crate::Errno::PERM): `fd` is not open for writing, or the file has the seal
///   [`SEAL`](SealFlags::SEAL). A file has that seal from the start unless it was created with
///   `ALLOW_SEALING`.
///
/// # Kernel
///
/// Linux 3.17, on i686 `fcntl64`, `mm/memfd.c`.
/// [F_ADD_SEALS(2const)](https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html)
#[doc(alias = "F_ADD_SEALS")]
#[inline]
pub fn fcntl_add_seals(fd: impl AsFd, seals: SealFlags) -> Result<()> {
    // SAFETY: the call forbids later operations, and changes no memory of the process.
    unsafe { sys!(FCNTL, fd.as_fd(), F_ADD_SEALS, seals) }
}

/// `fcntl(2)`, `F_GET_SEALS`: returns the seals of a file in memory.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file does not support seals.
///
/// # Kernel
///
/// Linux 3.17, on i686 `fcntl64`, `mm/memfd.c`.
/// [F_GET_SEALS(2const)](https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html)
#[doc(alias = "F_GET_SEALS")]
#[inline]
pub fn fcntl_get_seals(fd: impl AsFd) -> Result<SealFlags> {
    // SAFETY: the call changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GET_SEALS) };
    bits.map(SealFlags::from_bits_retain)
}
