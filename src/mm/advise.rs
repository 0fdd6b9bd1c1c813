//! `madvise(2)`: one unsafe function for any advice, and a safe function for each advice that
//! changes neither content nor access.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::constants;

constants! {
    /// Advice for [`madvise`] (`MADV_`): a hint about a range of memory, or an operation on it.
    pub struct Advice: i32 {
        /// The program accesses the range in no particular order.
        const NORMAL ("MADV_NORMAL") = 0;
        /// The program accesses the range in random order.
        const RANDOM ("MADV_RANDOM") = 1;
        /// The program accesses the range from start to end.
        const SEQUENTIAL ("MADV_SEQUENTIAL") = 2;
        /// The program will access the range soon.
        const WILLNEED ("MADV_WILLNEED") = 3;
        /// Drops the pages now. They then contain the file's content, or zeros.
        const DONTNEED ("MADV_DONTNEED") = 4;
        /// The kernel may drop the pages at any time until they are written to (Linux 4.5).
        const FREE ("MADV_FREE") = 8;
        /// Drops the pages, and punches a hole into the file that they belong to.
        const REMOVE ("MADV_REMOVE") = 9;
        /// A child of `fork` does not get the range.
        const DONTFORK ("MADV_DONTFORK") = 10;
        /// Undoes `DONTFORK`.
        const DOFORK ("MADV_DOFORK") = 11;
        /// The kernel may merge pages with equal content.
        const MERGEABLE ("MADV_MERGEABLE") = 12;
        /// Undoes `MERGEABLE`.
        const UNMERGEABLE ("MADV_UNMERGEABLE") = 13;
        /// Uses huge pages where possible.
        const HUGEPAGE ("MADV_HUGEPAGE") = 14;
        /// Does not use huge pages.
        const NOHUGEPAGE ("MADV_NOHUGEPAGE") = 15;
        /// Excludes the range from core dumps.
        const DONTDUMP ("MADV_DONTDUMP") = 16;
        /// Undoes `DONTDUMP`.
        const DODUMP ("MADV_DODUMP") = 17;
        /// A child of `fork` finds zeros in the range (Linux 4.14).
        const WIPEONFORK ("MADV_WIPEONFORK") = 18;
        /// Undoes `WIPEONFORK` (Linux 4.14).
        const KEEPONFORK ("MADV_KEEPONFORK") = 19;
        /// The kernel pages the range out early if memory is short (Linux 5.4).
        const COLD ("MADV_COLD") = 20;
        /// Pages the range out now (Linux 5.4).
        const PAGEOUT ("MADV_PAGEOUT") = 21;
        /// Makes the pages present, as reading them would (Linux 5.14).
        const POPULATE_READ ("MADV_POPULATE_READ") = 22;
        /// Makes the pages present and writable, as writing to them would (Linux 5.14).
        const POPULATE_WRITE ("MADV_POPULATE_WRITE") = 23;
        /// Like `DONTNEED`, and also drops locked pages (Linux 5.18).
        const DONTNEED_LOCKED ("MADV_DONTNEED_LOCKED") = 24;
        /// Replaces the pages with huge pages now (Linux 6.1).
        const COLLAPSE ("MADV_COLLAPSE") = 25;
        /// Treats the pages as broken. For tests; requires privileges.
        const HWPOISON ("MADV_HWPOISON") = 100;
        /// Moves the content to other pages and takes the old ones out of use. For tests; requires
        /// privileges.
        const SOFT_OFFLINE ("MADV_SOFT_OFFLINE") = 101;
        /// Makes every access fault, without a separate mapping (Linux 6.13).
        const GUARD_INSTALL ("MADV_GUARD_INSTALL") = 102;
        /// Undoes `GUARD_INSTALL` (Linux 6.13).
        const GUARD_REMOVE ("MADV_GUARD_REMOVE") = 103;
    }
}

/// `madvise(2)`: gives the kernel advice about a range of memory.
///
/// The length is rounded up to whole pages; a length of 0 does nothing. Each advice that changes
/// neither content nor access has a safe function, from [`madvise_normal`] to [`madvise_collapse`].
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the advice is [`Advice::REMOVE`], and the mapping is not
///   shared and writable.
/// - [`AGAIN`](crate::Errno::AGAIN): a resource is temporarily unavailable.
/// - [`BADF`](crate::Errno::BADF): the advice is for files, and no file is mapped in the range.
/// - [`BUSY`](crate::Errno::BUSY): the advice is [`Advice::COLLAPSE`], and the limit of the control
///   group does not allow another huge page.
/// - [`FAULT`](crate::Errno::FAULT): populating a page would raise `SIGBUS`.
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size, or the kernel does
///   not know the advice, or the mapping does not support it.
/// - [`IO`](crate::Errno::IO): an I/O error occurred while paging in, or paging in would exceed the
///   limit of the process.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or memory is short.
/// - [`PERM`](crate::Errno::PERM): the caller lacks the privilege, or the mapping is sealed.
///
/// # Safety
///
/// The duties depend on the advice:
///
/// - `DONTNEED`, `DONTNEED_LOCKED`, `FREE`, `REMOVE`: no code may rely on the content of the range,
///   which becomes that of the file, or zeros. With `FREE`, this can happen at any time until the
///   next write. With `REMOVE`, the same must hold for every other mapping of that part of the
///   file.
/// - `GUARD_INSTALL`: the duty is the same, and no code may access the range until `GUARD_REMOVE`.
/// - `GUARD_REMOVE`: no code may rely on the fault, as a stack relies on the one at its end.
/// - `DONTFORK`, `WIPEONFORK`: no child of `fork` may use the range, or the content that it had.
/// - `DOFORK`, `KEEPONFORK`: no code may rely on a child not having the range or its content. An
///   owner may rely on it if the memory must not be shared with a child, or if zeros are how it
///   detects a `fork`.
/// - `HWPOISON`: no code may use the range ever again. The machine loses the page.
/// - `SOFT_OFFLINE`: no duty, because the content stays at the same addresses. The machine loses
///   the page that held it until it restarts.
/// - Advice that has no constant here: its effect must be sound.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[inline]
pub unsafe fn madvise(addr: *mut c_void, len: usize, advice: Advice) -> Result<()> {
    // SAFETY: the caller guarantees that the effect of the advice on the range is sound.
    unsafe { sys!(MADVISE, addr, len, advice) }
}

/// `madvise(2)`, `MADV_NORMAL`: restores the default, in which a page fault also reads a few
/// surrounding pages of the file.
///
/// A length of 0 does nothing.
///
/// The call is safe: the kernel records the advice and accesses no page.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size, the range ends
///   after the end of the address space, or the kernel does not know the advice.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, in which case the advice
///   applies to the rest; or the process has too many mappings, or memory is short.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_NORMAL")]
#[inline]
pub fn madvise_normal(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::NORMAL) }
}

/// `madvise(2)`, `MADV_RANDOM`: makes a page fault read no surrounding pages, because the order of
/// access is random.
///
/// The call is safe: the kernel records the advice and accesses no page.
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
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::RANDOM) }
}

/// `madvise(2)`, `MADV_SEQUENTIAL`: makes a page fault read many pages ahead. The kernel may drop
/// pages soon after they were accessed.
///
/// The call is safe: the kernel records the advice and accesses no page.
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
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::SEQUENTIAL) }
}

/// `madvise(2)`, `MADV_WILLNEED`: starts to read the range from its file or from swap, and does not
/// wait for the data.
///
/// The call is safe: it brings content into memory and changes none.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`BADF`](crate::Errno::BADF): no file is mapped in the range, and the kernel was built without
///   swap.
///
/// # Kernel
///
/// Linux 2.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_WILLNEED")]
#[inline]
pub fn madvise_willneed(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::WILLNEED) }
}

/// `madvise(2)`, `MADV_MERGEABLE`: allows the kernel to merge pages with equal content, until one
/// of them is written to.
///
/// The advice applies to private memory; the kernel skips other mappings.
///
/// The call is safe: the content does not change. A process that measures the time of its writes
/// may find out that pages elsewhere have equal content.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without merging (KSM).
///
/// # Kernel
///
/// Linux 2.6.32, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_MERGEABLE")]
#[inline]
pub fn madvise_mergeable(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::MERGEABLE) }
}

/// `madvise(2)`, `MADV_UNMERGEABLE`: undoes `MADV_MERGEABLE` and separates pages that are merged.
///
/// The call is safe: the content does not change.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without merging (KSM).
///
/// # Kernel
///
/// Linux 2.6.32, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_UNMERGEABLE")]
#[inline]
pub fn madvise_unmergeable(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::UNMERGEABLE) }
}

/// `madvise(2)`, `MADV_HUGEPAGE`: uses huge pages where they fit, unless the system is configured
/// never to use them.
///
/// The call is safe: the kernel records the advice and accesses no page.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without transparent huge pages.
///
/// # Kernel
///
/// Linux 2.6.38, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_HUGEPAGE")]
#[inline]
pub fn madvise_hugepage(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::HUGEPAGE) }
}

/// `madvise(2)`, `MADV_NOHUGEPAGE`: no longer uses huge pages, even if the system is configured
/// always to use them.
///
/// The call is safe: the kernel records the advice and accesses no page.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without transparent huge pages.
///
/// # Kernel
///
/// Linux 2.6.38, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_NOHUGEPAGE")]
#[inline]
pub fn madvise_nohugepage(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::NOHUGEPAGE) }
}

/// `madvise(2)`, `MADV_DONTDUMP`: excludes the range from core dumps.
///
/// The call is safe: the kernel records the advice and accesses no page.
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
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::DONTDUMP) }
}

/// `madvise(2)`, `MADV_DODUMP`: includes the range in core dumps again.
///
/// The call is safe: the kernel records the advice and accesses no page. A dump may then contain
/// data that other code has excluded from it, which is a matter of secrecy and not of memory
/// safety.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range contains memory of a device.
///
/// # Kernel
///
/// Linux 3.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_DODUMP")]
#[inline]
pub fn madvise_dodump(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::DODUMP) }
}

/// `madvise(2)`, `MADV_COLD`: makes the kernel page out the range early when memory is short.
///
/// The call is safe: a page that is paged out returns with the same content.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range contains locked pages, `MAP_HUGETLB` pages or memory
///   of a device.
///
/// # Kernel
///
/// Linux 5.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_COLD")]
#[inline]
pub fn madvise_cold(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::COLD) }
}

/// `madvise(2)`, `MADV_PAGEOUT`: pages out as much of the range as possible now.
///
/// The kernel skips pages that are also mapped elsewhere, and pages of a file that the caller
/// neither owns nor may write to.
///
/// The call is safe: a page that is paged out returns with the same content.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range contains locked pages, `MAP_HUGETLB` pages or memory
///   of a device.
///
/// # Kernel
///
/// Linux 5.4, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_PAGEOUT")]
#[inline]
pub fn madvise_pageout(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::PAGEOUT) }
}

/// `madvise(2)`, `MADV_POPULATE_READ`: makes the pages present, as reading them would.
///
/// The call is safe: it has the effect of a read by the program.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`FAULT`](crate::Errno::FAULT): a read would raise `SIGBUS`, or `SIGSEGV` at a guard page.
/// - [`HWPOISON`](crate::Errno::HWPOISON): the memory of a page is broken.
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process arrived.
/// - [`INVAL`](crate::Errno::INVAL): the range may not be read, or contains memory of a device.
///
/// # Kernel
///
/// Linux 5.14, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_POPULATE_READ")]
#[inline]
pub fn madvise_populate_read(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::POPULATE_READ) }
}

/// `madvise(2)`, `MADV_POPULATE_WRITE`: makes the pages present and writable, as if the program
/// wrote back what they contain.
///
/// In a private mapping of a file, each page becomes a copy that no longer follows the file. In a
/// shared mapping, holes of the file get blocks, and the modification time changes.
///
/// The call is safe: the content does not change, and pages that the program may not write to are
/// not written.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`FAULT`](crate::Errno::FAULT): a write would raise `SIGBUS`, or `SIGSEGV` at a guard page.
/// - [`HWPOISON`](crate::Errno::HWPOISON): the memory of a page is broken.
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process arrived.
/// - [`INVAL`](crate::Errno::INVAL): the range may not be written, or contains memory of a device.
///
/// # Kernel
///
/// Linux 5.14, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_POPULATE_WRITE")]
#[inline]
pub fn madvise_populate_write(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::POPULATE_WRITE) }
}

/// `madvise(2)`, `MADV_COLLAPSE`: copies the pages into huge pages now.
///
/// The call creates only huge pages that lie within the range as a whole.
///
/// The call is safe: the content does not change and keeps its addresses.
///
/// # Errors
///
/// Those of [`madvise_normal`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): a page is temporarily unavailable, for example because it is
///   locked or in use by a device. A later call may succeed.
/// - [`BUSY`](crate::Errno::BUSY): the limit of the control group does not allow another huge page.
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without transparent huge pages, or the
///   range has no part that can become a huge page.
/// - [`NOMEM`](crate::Errno::NOMEM): no huge page is free.
///
/// # Kernel
///
/// Linux 6.1, `mm/madvise.c`. [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html)
#[doc(alias = "MADV_COLLAPSE")]
#[inline]
pub fn madvise_collapse(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the advice changes neither the content of the range nor the access to it.
    unsafe { sys!(MADVISE, addr, len, Advice::COLLAPSE) }
}
