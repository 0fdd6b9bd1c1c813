//! `madvise(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::named;

named! {
    /// `MADV_*`: what the kernel should know of a range of memory, or do with it.
    pub struct Advice: i32 {
        /// No particular order of access.
        const NORMAL = 0;
        /// Access in random order.
        const RANDOM = 1;
        /// Access from front to back.
        const SEQUENTIAL = 2;
        /// Soon needed.
        const WILLNEED = 3;
        /// Pages are dropped at once: the file's content or zeros again.
        const DONTNEED = 4;
        /// Pages may be dropped until they are written to (Linux 4.5).
        const FREE = 8;
        /// Pages and what backs them are dropped.
        const REMOVE = 9;
        /// A child of `fork` does not get the range.
        const DONTFORK = 10;
        /// It does again.
        const DOFORK = 11;
        /// Equal pages may be merged.
        const MERGEABLE = 12;
        /// Not any more.
        const UNMERGEABLE = 13;
        /// Huge pages where possible.
        const HUGEPAGE = 14;
        /// No huge pages.
        const NOHUGEPAGE = 15;
        /// Left out of a core dump.
        const DONTDUMP = 16;
        /// In it again.
        const DODUMP = 17;
        /// A child of `fork` sees zeros (Linux 4.14).
        const WIPEONFORK = 18;
        /// It sees the content again (Linux 4.14).
        const KEEPONFORK = 19;
        /// Among the first to be paged out (Linux 5.4).
        const COLD = 20;
        /// Paged out now (Linux 5.4).
        const PAGEOUT = 21;
        /// Pages made present, as by reading (Linux 5.14).
        const POPULATE_READ = 22;
        /// Pages made present, as by writing (Linux 5.14).
        const POPULATE_WRITE = 23;
        /// As `DONTNEED`, of locked pages too (Linux 5.18).
        const DONTNEED_LOCKED = 24;
        /// Made of huge pages now (Linux 6.1).
        const COLLAPSE = 25;
        /// The page is broken: for testing, privileged.
        const HWPOISON = 100;
        /// The page is about to break: for testing, privileged.
        const SOFT_OFFLINE = 101;
        /// Any access is a fault, without a mapping of its own (Linux 6.13).
        const GUARD_INSTALL = 102;
        /// No longer (Linux 6.13).
        const GUARD_REMOVE = 103;
    }
}

/// `madvise(2)`: tells the kernel about a range of memory.
///
/// The length is rounded up to whole pages; 0 does nothing.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): [`Advice::REMOVE`] of what is not shared and writable.
/// - [`AGAIN`](crate::Errno::AGAIN): resources are short for now.
/// - [`BADF`](crate::Errno::BADF): advice for files, and no file is mapped there.
/// - [`BUSY`](crate::Errno::BUSY): [`Advice::COLLAPSE`] could not take hold of the pages.
/// - [`FAULT`](crate::Errno::FAULT): populating touched what would have been `SIGBUS`.
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, advice that this kernel does not
///   know, or that this mapping does not take.
/// - [`IO`](crate::Errno::IO): paging in failed, or too much of it for the process.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or memory is short.
/// - [`PERM`](crate::Errno::PERM): not privileged, or the mapping is sealed.
///
/// # Safety
///
/// - Where the advice changes content (`DONTNEED`, `DONTNEED_LOCKED`, `FREE`, `REMOVE`, `WIPEONFORK`, `HWPOISON`) or
///   makes access a fault (`GUARD_INSTALL`, `HWPOISON`), no reference and no owner relies on the old state.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[inline]
pub unsafe fn madvise(addr: *mut c_void, len: usize, advice: Advice) -> Result<()> {
    // SAFETY: the caller vouches for what the advice does to the range.
    unsafe { sys!(MADVISE, addr, len, advice) }
}
