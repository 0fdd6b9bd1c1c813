//! `memfd_create(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::{c_names, flags};

flags! {
    /// How [`memfd_create`] creates the file (`MFD_`).
    pub struct MemfdFlags: u32 {
        /// Close the descriptor at `execve`.
        const CLOEXEC ("MFD_CLOEXEC") = 0x01;
        /// Allow seals on the file.
        const ALLOW_SEALING ("MFD_ALLOW_SEALING") = 0x02;
        /// Use huge pages, of the default size unless another one is given (Linux 4.14).
        const HUGETLB ("MFD_HUGETLB") = 0x04;
        /// Seal the file so that it can never become executable (Linux 6.3).
        const NOEXEC_SEAL ("MFD_NOEXEC_SEAL") = 0x08;
        /// Make the file executable (Linux 6.3).
        const EXEC ("MFD_EXEC") = 0x10;
    }
}

/// Sizes of huge pages, one of which can accompany `HUGETLB`. A size without a constant here is its
/// binary logarithm, shifted left by 26.
impl MemfdFlags {
    c_names! { Self::from_bits_retain:
        /// Huge pages of 16 KiB.
        const HUGE_16KB ("MFD_HUGE_16KB") = 14 << 26;
        /// Huge pages of 64 KiB.
        const HUGE_64KB ("MFD_HUGE_64KB") = 16 << 26;
        /// Huge pages of 512 KiB.
        const HUGE_512KB ("MFD_HUGE_512KB") = 19 << 26;
        /// Huge pages of 1 MiB.
        const HUGE_1MB ("MFD_HUGE_1MB") = 20 << 26;
        /// Huge pages of 2 MiB.
        const HUGE_2MB ("MFD_HUGE_2MB") = 21 << 26;
        /// Huge pages of 8 MiB.
        const HUGE_8MB ("MFD_HUGE_8MB") = 23 << 26;
        /// Huge pages of 16 MiB.
        const HUGE_16MB ("MFD_HUGE_16MB") = 24 << 26;
        /// Huge pages of 32 MiB.
        const HUGE_32MB ("MFD_HUGE_32MB") = 25 << 26;
        /// Huge pages of 256 MiB.
        const HUGE_256MB ("MFD_HUGE_256MB") = 28 << 26;
        /// Huge pages of 512 MiB.
        const HUGE_512MB ("MFD_HUGE_512MB") = 29 << 26;
        /// Huge pages of 1 GiB.
        const HUGE_1GB ("MFD_HUGE_1GB") = 30 << 26;
        /// Huge pages of 2 GiB.
        const HUGE_2GB ("MFD_HUGE_2GB") = 31 << 26;
        /// Huge pages of 16 GiB.
        const HUGE_16GB ("MFD_HUGE_16GB") = 34 << 26;
    }
}

/// `memfd_create(2)`: creates an anonymous file in memory, and returns a descriptor that is open
/// for reading and writing.
///
/// The file has no name in any directory. `name` only appears in `/proc`, and need not be unique.
///
/// ```
/// use trapgate::fs::{self, MemfdFlags};
///
/// let file = fs::memfd_create(c"scratch", MemfdFlags::CLOEXEC)?;
/// fs::ftruncate(&file, 4096)?;
/// assert_eq!(fs::fstat(&file)?.size, 4096);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): `NOEXEC_SEAL` is not set, and the sysctl `vm.memfd_noexec`
///   requires it.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know, or
///   `name` has more than 249 bytes.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system
///   has reached its limit of open descriptors.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PERM`](crate::Errno::PERM): `HUGETLB` is set, and the process neither has `CAP_IPC_LOCK`
///   nor belongs to the group of the sysctl `vm.hugetlb_shm_group`.
///
/// # Kernel
///
/// Linux 3.17, `mm/memfd.c`.
/// [memfd_create(2)](https://man7.org/linux/man-pages/man2/memfd_create.2.html)
#[inline]
pub fn memfd_create(name: &CStr, flags: MemfdFlags) -> Result<OwnedFd> {
    // SAFETY: the kernel reads `name` up to its NUL, and returns a new descriptor.
    unsafe { sys!(MEMFD_CREATE, name.as_ptr(), flags) }
}
