//! `memfd_create(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::fd::OwnedFd;
use crate::types::{flags, huge_sizes};

flags! {
    /// How [`memfd_create`] makes the file (`MFD_`).
    pub struct MemfdFlags: u32 {
        /// Close at exec.
        const CLOEXEC = 0x01;
        /// Seals may be set.
        const ALLOW_SEALING = 0x02;
        /// In huge pages, of the default size unless one is given (Linux 4.14).
        const HUGETLB = 0x04;
        /// Never executable, and sealed so (Linux 6.3).
        const NOEXEC_SEAL = 0x08;
        /// Executable (Linux 6.3).
        const EXEC = 0x10;
    }
}

huge_sizes!(MemfdFlags);

/// `memfd_create(2)`: makes a file in memory without a name in any directory; `name` is for `/proc` alone.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the system wants `NOEXEC_SEAL`.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or a name of more than 249 bytes.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system has no descriptor left.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`PERM`](crate::Errno::PERM): `HUGETLB` without the right to it.
///
/// # Kernel
///
/// Linux 3.17, `mm/memfd.c`. [memfd_create(2)](https://man7.org/linux/man-pages/man2/memfd_create.2.html)
#[inline]
pub fn memfd_create(name: &CStr, flags: MemfdFlags) -> Result<OwnedFd> {
    // SAFETY: the kernel reads `name` up to its end, and the descriptor that it answers is new.
    unsafe { sys!(MEMFD_CREATE, name.as_ptr(), flags) }
}
