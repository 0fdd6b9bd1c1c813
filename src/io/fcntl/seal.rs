//! Seals: what nobody does any more to a file in memory.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

const F_ADD_SEALS: u32 = 1033;
const F_GET_SEALS: u32 = 1034;

flags! {
    /// What is forbidden for a file in memory (`F_SEAL_`).
    pub struct SealFlags: u32 {
        /// Adding seals.
        const SEAL ("F_SEAL_SEAL") = 0x1;
        /// Making it shorter.
        const SHRINK ("F_SEAL_SHRINK") = 0x2;
        /// Making it longer.
        const GROW ("F_SEAL_GROW") = 0x4;
        /// Changing its bytes.
        const WRITE ("F_SEAL_WRITE") = 0x8;
        /// Changing its bytes, other than by mappings that are there already (Linux 5.1).
        const FUTURE_WRITE ("F_SEAL_FUTURE_WRITE") = 0x10;
        /// Changing whether it may be executed; on a file that may be, `SHRINK`, `GROW`, `WRITE` and `FUTURE_WRITE`, too
        /// (Linux 6.3).
        const EXEC ("F_SEAL_EXEC") = 0x20;
    }
}

/// `fcntl(2)`, `F_ADD_SEALS`: adds seals to a file in memory, for good and for everybody who has it open.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): [`WRITE`](SealFlags::WRITE), and the file is mapped for writing.
/// - [`INVAL`](crate::Errno::INVAL): an unknown seal, or a file that has none.
/// - [`PERM`](crate::Errno::PERM): not open for writing, or the file has [`SEAL`](SealFlags::SEAL), as one has from the
///   start that was made without `ALLOW_SEALING`.
///
/// # Kernel
///
/// Linux 3.17, on i686 `fcntl64`, `mm/memfd.c`.
/// [F_ADD_SEALS(2const)](https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html)
#[doc(alias = "F_ADD_SEALS")]
#[inline]
pub fn fcntl_add_seals(fd: impl AsFd, seals: SealFlags) -> Result<()> {
    // SAFETY: takes rights away, and memory of nobody.
    unsafe { sys!(FCNTL, fd.as_fd(), F_ADD_SEALS, seals) }
}

/// `fcntl(2)`, `F_GET_SEALS`: the seals of a file in memory.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a file that has no seals.
///
/// # Kernel
///
/// Linux 3.17, on i686 `fcntl64`, `mm/memfd.c`.
/// [F_GET_SEALS(2const)](https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html)
#[doc(alias = "F_GET_SEALS")]
#[inline]
pub fn fcntl_get_seals(fd: impl AsFd) -> Result<SealFlags> {
    // SAFETY: changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GET_SEALS) };
    bits.map(SealFlags::from_bits_retain)
}
