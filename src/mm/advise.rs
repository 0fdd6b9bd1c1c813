//! `madvise(2)`: any advice, unsafe, and one safe function for each that changes neither content nor access.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::constants;

constants! {
    /// `MADV_*`: what the kernel should know of a range of memory, or do with it.
    pub struct Advice: i32 {
        /// No particular order of access.
        const NORMAL ("MADV_NORMAL") = 0;
        /// Access in random order.
        const RANDOM ("MADV_RANDOM") = 1;
        /// Access from front to back.
        const SEQUENTIAL ("MADV_SEQUENTIAL") = 2;
        /// Soon needed.
        const WILLNEED ("MADV_WILLNEED") = 3;
        /// Pages are dropped at once: the file's content or zeros again.
        const DONTNEED ("MADV_DONTNEED") = 4;
        /// Pages may be dropped until they are written to (Linux 4.5).
        const FREE ("MADV_FREE") = 8;
        /// Pages and what backs them are dropped.
        const REMOVE ("MADV_REMOVE") = 9;
        /// A child of `fork` does not get the range.
        const DONTFORK ("MADV_DONTFORK") = 10;
        /// It does again.
        const DOFORK ("MADV_DOFORK") = 11;
        /// Equal pages may be merged.
        const MERGEABLE ("MADV_MERGEABLE") = 12;
        /// Not any more.
        const UNMERGEABLE ("MADV_UNMERGEABLE") = 13;
        /// Huge pages where possible.
        const HUGEPAGE ("MADV_HUGEPAGE") = 14;
        /// No huge pages.
        const NOHUGEPAGE ("MADV_NOHUGEPAGE") = 15;
        /// Left out of a core dump.
        const DONTDUMP ("MADV_DONTDUMP") = 16;
        /// In it again.
        const DODUMP ("MADV_DODUMP") = 17;
        /// A child of `fork` sees zeros (Linux 4.14).
        const WIPEONFORK ("MADV_WIPEONFORK") = 18;
        /// It sees the content again (Linux 4.14).
        const KEEPONFORK ("MADV_KEEPONFORK") = 19;
        /// Among the first to be paged out (Linux 5.4).
        const COLD ("MADV_COLD") = 20;
        /// Paged out now (Linux 5.4).
        const PAGEOUT ("MADV_PAGEOUT") = 21;
        /// Pages made present, as by reading (Linux 5.14).
        const POPULATE_READ ("MADV_POPULATE_READ") = 22;
        /// Pages made present, as by writing (Linux 5.14).
        const POPULATE_WRITE ("MADV_POPULATE_WRITE") = 23;
        /// As `DONTNEED`, of locked pages too (Linux 5.18).
        const DONTNEED_LOCKED ("MADV_DONTNEED_LOCKED") = 24;
        /// Made of huge pages now (Linux 6.1).
        const COLLAPSE ("MADV_COLLAPSE") = 25;
        /// The page is broken: for testing, privileged.
        const HWPOISON ("MADV_HWPOISON") = 100;
        /// The page is about to break: for testing, privileged.
        const SOFT_OFFLINE ("MADV_SOFT_OFFLINE") = 101;
        /// Any access is a fault, without a mapping of its own (Linux 6.13).
        const GUARD_INSTALL ("MADV_GUARD_INSTALL") = 102;
        /// No longer (Linux 6.13).
        const GUARD_REMOVE ("MADV_GUARD_REMOVE") = 103;
    }
}

/// `madvise(2)`: tells the kernel about a range of memory.
///
/// The length is rounded up to whole pages; 0 does nothing. Advice that changes neither content nor access has a safe
/// function of its own: [`madvise_normal`] and those behind it.
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
/// By what the advice does:
///
/// - `DONTNEED`, `DONTNEED_LOCKED`, `FREE`, `REMOVE`: no reference and no owner relies on the content of the range, which
///   becomes that of the file or zeros, now or, with `FREE`, at any time before the next write. With `REMOVE` the same goes
///   for everybody else who maps that part of the file.
/// - `GUARD_INSTALL`: the same, and nobody needs access to the range until `GUARD_REMOVE`.
/// - `GUARD_REMOVE`: nobody relies on the fault, as the end of a stack does.
/// - `DONTFORK`, `WIPEONFORK`: no child of a `fork` uses the range, or what was in it.
/// - `DOFORK`, `KEEPONFORK`: nobody relies on no child having it, as who shares memory with nobody or asks by zeros whether
///   there was a `fork`.
/// - `HWPOISON`: nobody needs the content or access, ever again; the page is lost to the whole machine.
/// - `SOFT_OFFLINE`: content stays, at the same addresses, but the page that it was in is lost to the machine until it
///   restarts.
/// - Advice that has no name here: whatever it says.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[inline]
pub unsafe fn madvise(addr: *mut c_void, len: usize, advice: Advice) -> Result<()> {
    // SAFETY: the caller vouches for what the advice does to the range.
    unsafe { sys!(MADVISE, addr, len, advice) }
}

/// `madvise(2)`, `MADV_NORMAL`: page faults bring in a few pages of the file around, as they do at first.
///
/// A length of 0 does nothing.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, a range beyond the end of the
///   address space, or advice that this kernel does not know.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, and the rest has the advice; or there are too
///   many mappings, or memory is short.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_NORMAL")]
#[inline]
pub fn madvise_normal(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::NORMAL) }
}

/// `madvise(2)`, `MADV_RANDOM`: page faults bring in no page around: the order of access is random.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// Those of [`madvise_normal`].
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_RANDOM")]
#[inline]
pub fn madvise_random(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::RANDOM) }
}

/// `madvise(2)`, `MADV_SEQUENTIAL`: page faults bring in many pages ahead, and those behind may go soon.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// Those of [`madvise_normal`].
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_SEQUENTIAL")]
#[inline]
pub fn madvise_sequential(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::SEQUENTIAL) }
}

/// `madvise(2)`, `MADV_WILLNEED`: begins to bring in what is in the file or in swap, and does not wait for it.
///
/// The call is safe: it brings content to memory and changes none.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`BADF`](crate::Errno::BADF): no file is mapped there, and the kernel has no swap.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_WILLNEED")]
#[inline]
pub fn madvise_willneed(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::WILLNEED) }
}

/// `madvise(2)`, `MADV_MERGEABLE`: pages with equal content may be merged, until one of them is written to.
///
/// Counts for private memory; other mappings are passed over.
///
/// The call is safe: content stays as it is. Who can time writes may learn that pages elsewhere are equal.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a kernel without merging (KSM).
///
/// # Kernel
///
/// Linux 2.6.32, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_MERGEABLE")]
#[inline]
pub fn madvise_mergeable(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::MERGEABLE) }
}

/// `madvise(2)`, `MADV_UNMERGEABLE`: pages are not merged any more, and those that are become separate.
///
/// The call is safe: content stays as it is.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a kernel without merging (KSM).
///
/// # Kernel
///
/// Linux 2.6.32, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_UNMERGEABLE")]
#[inline]
pub fn madvise_unmergeable(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::UNMERGEABLE) }
}

/// `madvise(2)`, `MADV_HUGEPAGE`: huge pages where they fit, unless the system never has them.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a kernel without huge pages by advice.
///
/// # Kernel
///
/// Linux 2.6.38, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_HUGEPAGE")]
#[inline]
pub fn madvise_hugepage(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::HUGEPAGE) }
}

/// `madvise(2)`, `MADV_NOHUGEPAGE`: no huge pages from here on, even if the system always has them.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a kernel without huge pages by advice.
///
/// # Kernel
///
/// Linux 2.6.38, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_NOHUGEPAGE")]
#[inline]
pub fn madvise_nohugepage(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::NOHUGEPAGE) }
}

/// `madvise(2)`, `MADV_DONTDUMP`: leaves the range out of a core dump.
///
/// The call is safe: it takes note of the advice and touches no page.
///
/// # Errors
///
/// Those of [`madvise_normal`].
///
/// # Kernel
///
/// Linux 3.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_DONTDUMP")]
#[inline]
pub fn madvise_dontdump(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::DONTDUMP) }
}

/// `madvise(2)`, `MADV_DODUMP`: puts the range into a core dump again.
///
/// The call is safe: it takes note of the advice and touches no page. That a dump then has what somebody kept out of it
/// is a matter of secrecy, not of memory.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): memory of a device.
///
/// # Kernel
///
/// Linux 3.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_DODUMP")]
#[inline]
pub fn madvise_dodump(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::DODUMP) }
}

/// `madvise(2)`, `MADV_COLD`: pages are among the first to be paged out when memory is short.
///
/// The call is safe: a page that is paged out comes back as it was.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): locked pages, `MAP_HUGETLB`, or memory of a device.
///
/// # Kernel
///
/// Linux 5.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_COLD")]
#[inline]
pub fn madvise_cold(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::COLD) }
}

/// `madvise(2)`, `MADV_PAGEOUT`: pages out now what can be.
///
/// What is mapped elsewhere too stays, and so does a file that the caller neither owns nor may write to.
///
/// The call is safe: a page that is paged out comes back as it was.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): locked pages, `MAP_HUGETLB`, or memory of a device.
///
/// # Kernel
///
/// Linux 5.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_PAGEOUT")]
#[inline]
pub fn madvise_pageout(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::PAGEOUT) }
}

/// `madvise(2)`, `MADV_POPULATE_READ`: makes pages present, as reading does.
///
/// The call is safe: a read by the program does the same.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`FAULT`](crate::Errno::FAULT): a read would raise `SIGBUS`, or `SIGSEGV` at a guard.
/// - [`HWPOISON`](crate::Errno::HWPOISON): a page is broken.
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process.
/// - [`INVAL`](crate::Errno::INVAL): reading is not allowed there, or memory of a device.
///
/// # Kernel
///
/// Linux 5.14, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_POPULATE_READ")]
#[inline]
pub fn madvise_populate_read(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::POPULATE_READ) }
}

/// `madvise(2)`, `MADV_POPULATE_WRITE`: makes pages present and writable, as writing back what is there does.
///
/// A private mapping of a file gets its own copies, which follow the file no more. In a shared one the file's holes get
/// blocks, and its time changes.
///
/// The call is safe: content stays as it is, and nothing is written where the program may not write.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`FAULT`](crate::Errno::FAULT): a write would raise `SIGBUS`, or `SIGSEGV` at a guard.
/// - [`HWPOISON`](crate::Errno::HWPOISON): a page is broken.
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process.
/// - [`INVAL`](crate::Errno::INVAL): writing is not allowed there, or memory of a device.
///
/// # Kernel
///
/// Linux 5.14, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_POPULATE_WRITE")]
#[inline]
pub fn madvise_populate_write(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::POPULATE_WRITE) }
}

/// `madvise(2)`, `MADV_COLLAPSE`: makes huge pages of those that are there, now, by copying.
///
/// Counts for each huge page that lies within the range.
///
/// The call is safe: content stays as it is, at the same addresses.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): a page could not be had for now.
/// - [`BUSY`](crate::Errno::BUSY): a page is in use in a way that keeps it where it is, or the group may not have a
///   huge one.
/// - [`INVAL`](crate::Errno::INVAL): a kernel without huge pages, or nothing that can become one.
/// - [`NOMEM`](crate::Errno::NOMEM): no huge page is free.
///
/// # Kernel
///
/// Linux 6.1, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_COLLAPSE")]
#[inline]
pub fn madvise_collapse(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: what is in the range and who may do what with it stays.
    unsafe { sys!(MADVISE, addr, len, Advice::COLLAPSE) }
}
