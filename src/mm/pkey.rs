//! `pkey_alloc(2)`, `pkey_free(2)` and `pkey_mprotect(2)`: memory protection keys.

use core::ffi::c_void;

use super::ProtFlags;
use crate::errno::Result;
use crate::sys::sys;
use crate::types::{constants, flags};

constants! {
    /// A protection key. Each page has one key, and each thread has rights for each key.
    pub struct Pkey: i32 {
        /// The key of pages that were given no other.
        const DEFAULT ("ARCH_DEFAULT_PKEY") = 0;
    }
}

flags! {
    /// The rights to pages with a key that a thread does not have (`PKEY_`). If empty
    /// (`PKEY_UNRESTRICTED`), it has all rights.
    #[doc(alias = "PKEY_UNRESTRICTED")]
    pub struct PkeyRights: u32 {
        /// The thread may neither read nor write. It may execute.
        const DISABLE_ACCESS ("PKEY_DISABLE_ACCESS") = 1;
        /// The thread may not write.
        const DISABLE_WRITE ("PKEY_DISABLE_WRITE") = 2;
    }
}

/// `pkey_alloc(2)`: allocates a protection key, and sets the calling thread's rights for it.
///
/// Returns the key. Later, a thread changes its own rights with an instruction (`WRPKRU`), without
/// a system call. No flag is defined yet, so the function passes 0.
///
/// The call is safe: no page has a key that is free, provided that every call of [`pkey_free`]
/// fulfilled its duties.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `rights` contains an unknown right, or the processor does not
///   support keys.
/// - [`NOSPC`](crate::Errno::NOSPC): no key is free. Some kernels also return this if the processor
///   or the kernel does not support keys.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`.
/// [pkey_alloc(2)](https://man7.org/linux/man-pages/man2/pkey_alloc.2.html)
#[inline]
pub fn pkey_alloc(rights: PkeyRights) -> Result<Pkey> {
    const FLAGS: u32 = 0;
    // SAFETY: the key was free, so the call changes no rights to memory in use.
    let key: Result<i32> = unsafe { sys!(PKEY_ALLOC, FLAGS, rights) };
    key.map(Pkey::from_raw)
}

/// `pkey_free(2)`: frees a protection key.
///
/// Pages keep the key, and threads keep their rights for it. The kernel also frees
/// [`Pkey::DEFAULT`].
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `key` is not allocated.
///
/// # Safety
///
/// - No page may still have the key. Otherwise the code that gets the key from its next
///   [`pkey_alloc`] changes the rights to that memory as well. For the default key, that is nearly
///   all memory.
/// - No code may use the number of the key after the call.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`.
/// [pkey_free(2)](https://man7.org/linux/man-pages/man2/pkey_alloc.2.html)
#[inline]
pub unsafe fn pkey_free(key: Pkey) -> Result<()> {
    // SAFETY: the caller guarantees that no page has the key.
    unsafe { sys!(PKEY_FREE, key) }
}

/// `pkey_mprotect(2)`: changes the protection of a range like [`mprotect`](super::mprotect), and
/// sets the protection key of its pages.
///
/// An access must be permitted by both `prot` and the thread's rights for the key. If `key` is
/// `None`, the call is the same as `mprotect`, and each page keeps its key. [`Pkey::DEFAULT`]
/// removes another key.
///
/// # Errors
///
/// Those of [`mprotect`](super::mprotect), and:
///
/// - [`INVAL`](crate::Errno::INVAL): `key` is not allocated.
///
/// # Safety
///
/// - While references into the range exist, the accesses that they need must be permitted by `prot`
///   and, in every thread that uses them, by the rights for the key.
/// - No code may rely on the range being protected from an access that is permitted after the call.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`.
/// [pkey_mprotect(2)](https://man7.org/linux/man-pages/man2/mprotect.2.html)
#[inline]
pub unsafe fn pkey_mprotect(
    addr: *mut c_void,
    len: usize,
    prot: ProtFlags,
    key: Option<Pkey>,
) -> Result<()> {
    const NONE: Pkey = Pkey::from_raw(-1);
    // SAFETY: the caller guarantees that every use of the range agrees with `prot` and the key.
    unsafe { sys!(PKEY_MPROTECT, addr, len, prot, key.unwrap_or(NONE)) }
}
