//! `mprotect(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// The accesses that memory permits (`PROT_`). No flag (`PROT_NONE`) permits none.
    #[doc(alias = "PROT_NONE")]
    pub struct ProtFlags: u32 {
        /// Permits reads.
        const READ ("PROT_READ") = 1;
        /// Permits writes.
        const WRITE ("PROT_WRITE") = 2;
        /// Permits execution.
        const EXEC ("PROT_EXEC") = 4;
        /// Permits atomic operations. Makes no difference on x86.
        const SEM ("PROT_SEM") = 8;
        /// For `mprotect`: extends the range to the start of a mapping that grows downwards.
        const GROWSDOWN ("PROT_GROWSDOWN") = 0x0100_0000;
        /// For `mprotect`: extends the range to the end of a mapping that grows upwards. No such
        /// mapping exists on x86.
        const GROWSUP ("PROT_GROWSUP") = 0x0200_0000;
    }
}

/// `mprotect(2)`: changes the accesses that the pages of a range permit.
///
/// The length is rounded up to whole pages; a length of 0 does nothing.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the range maps a file that is not open with the permissions
///   for `prot`.
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size, or `prot` contains
///   an unknown flag.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or the process has too many
///   mappings.
/// - [`PERM`](crate::Errno::PERM): a mapping in the range is sealed.
///
/// # Safety
///
/// - While references into the range exist, `prot` must permit the accesses that they need.
/// - No code may rely on the range being protected from an access that `prot` permits.
///
/// # Kernel
///
/// Linux 1.0, `mm/mprotect.c`. [mprotect(2)](https://man7.org/linux/man-pages/man2/mprotect.2.html)
#[inline]
pub unsafe fn mprotect(addr: *mut c_void, len: usize, prot: ProtFlags) -> Result<()> {
    // SAFETY: the caller guarantees that every use of the range agrees with `prot`.
    unsafe { sys!(MPROTECT, addr, len, prot) }
}
