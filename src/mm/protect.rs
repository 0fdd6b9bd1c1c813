//! `mprotect(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `PROT_*`: what may be done with memory. Empty (`PROT_NONE`): nothing.
    #[doc(alias = "PROT_NONE")]
    pub struct ProtFlags: u32 {
        /// Read.
        const READ ("PROT_READ") = 1;
        /// Write.
        const WRITE ("PROT_WRITE") = 2;
        /// Execute.
        const EXEC ("PROT_EXEC") = 4;
        /// Hold atomics; no difference on x86.
        const SEM ("PROT_SEM") = 8;
        /// For `mprotect`: from the start of the mapping, which grows downwards.
        const GROWSDOWN ("PROT_GROWSDOWN") = 0x0100_0000;
        /// For `mprotect`: to the end of the mapping, which grows upwards; no such mapping on x86.
        const GROWSUP ("PROT_GROWSUP") = 0x0200_0000;
    }
}

/// `mprotect(2)`: changes what may be done with the pages of a range.
///
/// The length is rounded up to whole pages; 0 does nothing.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the file that is mapped there is not open for it.
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, or unknown flags.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or there are too many mappings.
/// - [`PERM`](crate::Errno::PERM): a mapping there is sealed.
///
/// # Safety
///
/// - No reference needs what is taken away, and nobody relies on the range being protected from what is given.
///
/// # Kernel
///
/// Linux 1.0, `mm/mprotect.c`. [mprotect(2)](https://man7.org/linux/man-pages/man2/mprotect.2.html)
#[inline]
pub unsafe fn mprotect(addr: *mut c_void, len: usize, prot: ProtFlags) -> Result<()> {
    // SAFETY: the caller vouches for every use of the range.
    unsafe { sys!(MPROTECT, addr, len, prot) }
}
