//! `pkey_alloc(2)`, `pkey_free(2)` and `pkey_mprotect(2)`: memory protection keys.

use core::ffi::c_void;

use super::ProtFlags;
use crate::errno::Result;
use crate::sys::sys;
use crate::types::{constants, flags};

constants! {
    /// A protection key: each page carries one, and each thread has rights for each.
    pub struct Pkey: i32 {
        /// What pages carry that were given no other.
        const DEFAULT ("ARCH_DEFAULT_PKEY") = 0;
    }
}

flags! {
    /// `PKEY_*`: the rights that a thread does not have to pages with a key. Empty (`PKEY_UNRESTRICTED`): it has all.
    #[doc(alias = "PKEY_UNRESTRICTED")]
    pub struct PkeyRights: u32 {
        /// No reading and no writing. Execution is not held up.
        const DISABLE_ACCESS ("PKEY_DISABLE_ACCESS") = 1;
        /// No writing.
        const DISABLE_WRITE ("PKEY_DISABLE_WRITE") = 2;
    }
}

/// `pkey_alloc(2)`: takes a protection key that is free, and sets the calling thread's rights to it.
///
/// Later a thread changes its own rights by an instruction (`WRPKRU`), without a call. The kernel knows no flags for this
/// call; 0 is passed.
///
/// The call is safe: no page carries a key that is free, as far as [`pkey_free`] was called by its rules.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): unknown rights, or a processor without keys.
/// - [`NOSPC`](crate::Errno::NOSPC): no key is free; on some kernels also a processor without keys, or none in the kernel.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`. [pkey_alloc(2)](https://man7.org/linux/man-pages/man2/pkey_alloc.2.html)
#[inline]
pub fn pkey_alloc(rights: PkeyRights) -> Result<Pkey> {
    const FLAGS: u32 = 0;
    // SAFETY: the key was free, so that no rights to memory in use change.
    let key: Result<i32> = unsafe { sys!(PKEY_ALLOC, FLAGS, rights) };
    key.map(Pkey::from_raw)
}

/// `pkey_free(2)`: gives a protection key back.
///
/// Pages that carry it keep it, and threads their rights to it. The kernel lets [`Pkey::DEFAULT`] go too.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): not a key in use.
///
/// # Safety
///
/// - No page carries the key any more. Otherwise the next [`pkey_alloc`] that gets it decides over memory that it does not
///   know of; for the default key that is nearly all memory.
/// - Nobody uses the key's number any more.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`. [pkey_free(2)](https://man7.org/linux/man-pages/man2/pkey_alloc.2.html)
#[inline]
pub unsafe fn pkey_free(key: Pkey) -> Result<()> {
    // SAFETY: the caller vouches that nothing carries the key.
    unsafe { sys!(PKEY_FREE, key) }
}

/// `pkey_mprotect(2)`: as [`mprotect`](super::mprotect), and gives the pages of the range a protection key.
///
/// Access needs both: what `prot` says, and the thread's rights to the key. Without a key it is `mprotect` itself, which
/// leaves each page its key; [`Pkey::DEFAULT`] takes another one away.
///
/// # Errors
///
/// Those of [`mprotect`](super::mprotect), and:
///
/// - [`INVAL`](crate::Errno::INVAL): not a key in use.
///
/// # Safety
///
/// - No reference needs what is taken away, by any thread whose rights to the key are restricted, and nobody relies on the
///   range being protected from what is given.
///
/// # Kernel
///
/// Linux 4.9, `mm/mprotect.c`. [pkey_mprotect(2)](https://man7.org/linux/man-pages/man2/mprotect.2.html)
#[inline]
pub unsafe fn pkey_mprotect(
    addr: *mut c_void,
    len: usize,
    prot: ProtFlags,
    key: Option<Pkey>,
) -> Result<()> {
    const NONE: Pkey = Pkey::from_raw(-1);
    // SAFETY: the caller vouches for every use of the range.
    unsafe { sys!(PKEY_MPROTECT, addr, len, prot, key.unwrap_or(NONE)) }
}
