//! `mmap(2)`, `munmap(2)`, `mremap(2)`.

use core::ffi::c_void;

use super::ProtFlags;
use crate::arch::shape;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd};
use crate::sys::{Decode as _, sys};
use crate::types::{c_names, flags};

flags! {
    /// `MAP_*`: what kind of mapping, and where.
    ///
    /// Each mapping is one of `SHARED`, `SHARED_VALIDATE`, `PRIVATE` and `DROPPABLE`.
    pub struct MapFlags: u32 {
        /// Writes go to the file and to everybody who maps it.
        const SHARED ("MAP_SHARED") = 0x01;
        /// Writes stay in this mapping's own copies.
        const PRIVATE ("MAP_PRIVATE") = 0x02;
        /// As `SHARED`, and unknown flags are an error (Linux 4.15).
        const SHARED_VALIDATE ("MAP_SHARED_VALIDATE") = 0x03;
        /// The kernel may drop pages if memory is short, which then read as zero, also under a reference; anonymous
        /// memory only (Linux 6.11).
        const DROPPABLE ("MAP_DROPPABLE") = 0x08;
        /// At exactly this address, in place of whatever is mapped there.
        const FIXED ("MAP_FIXED") = 0x10;
        /// Zeros instead of a file.
        const ANONYMOUS ("MAP_ANONYMOUS", "MAP_ANON") = 0x20;
        /// In the first 2 GiB (x86_64).
        const _32BIT ("MAP_32BIT") = 0x40;
        /// Above 4 GiB (x86_64, Linux 6.6).
        const ABOVE4G ("MAP_ABOVE4G") = 0x80;
        /// Grows downwards when the page below it is touched.
        const GROWSDOWN ("MAP_GROWSDOWN") = 0x0100;
        /// Ignored by the kernel.
        const DENYWRITE ("MAP_DENYWRITE") = 0x0800;
        /// Ignored by the kernel.
        const EXECUTABLE ("MAP_EXECUTABLE") = 0x1000;
        /// Locked in memory, as by `mlock`.
        const LOCKED ("MAP_LOCKED") = 0x2000;
        /// No swap is set aside.
        const NORESERVE ("MAP_NORESERVE") = 0x4000;
        /// Pages are there at once.
        const POPULATE ("MAP_POPULATE") = 0x8000;
        /// With `POPULATE`: only the pages that are in memory already.
        const NONBLOCK ("MAP_NONBLOCK") = 0x0001_0000;
        /// A good place for a stack; a hint.
        const STACK ("MAP_STACK") = 0x0002_0000;
        /// Huge pages.
        const HUGETLB ("MAP_HUGETLB") = 0x0004_0000;
        /// A write to persistent memory is durable as soon as it is flushed; with `SHARED_VALIDATE` (Linux 4.15).
        const SYNC ("MAP_SYNC") = 0x0008_0000;
        /// At exactly this address, or `EEXIST` (Linux 4.17).
        const FIXED_NOREPLACE ("MAP_FIXED_NOREPLACE") = 0x0010_0000;
        /// Pages are not cleared; kernels without an MMU alone.
        const UNINITIALIZED ("MAP_UNINITIALIZED") = 0x0400_0000;
    }
}

/// Sizes of huge pages: one of them with `HUGETLB`. A size without a name here is its logarithm shifted left by 26.
impl MapFlags {
    c_names! { Self::from_bits_retain:
        /// Huge pages of 16 KiB.
        const HUGE_16KB ("MAP_HUGE_16KB") = 14 << 26;
        /// Huge pages of 64 KiB.
        const HUGE_64KB ("MAP_HUGE_64KB") = 16 << 26;
        /// Huge pages of 512 KiB.
        const HUGE_512KB ("MAP_HUGE_512KB") = 19 << 26;
        /// Huge pages of 1 MiB.
        const HUGE_1MB ("MAP_HUGE_1MB") = 20 << 26;
        /// Huge pages of 2 MiB.
        const HUGE_2MB ("MAP_HUGE_2MB") = 21 << 26;
        /// Huge pages of 8 MiB.
        const HUGE_8MB ("MAP_HUGE_8MB") = 23 << 26;
        /// Huge pages of 16 MiB.
        const HUGE_16MB ("MAP_HUGE_16MB") = 24 << 26;
        /// Huge pages of 32 MiB.
        const HUGE_32MB ("MAP_HUGE_32MB") = 25 << 26;
        /// Huge pages of 256 MiB.
        const HUGE_256MB ("MAP_HUGE_256MB") = 28 << 26;
        /// Huge pages of 512 MiB.
        const HUGE_512MB ("MAP_HUGE_512MB") = 29 << 26;
        /// Huge pages of 1 GiB.
        const HUGE_1GB ("MAP_HUGE_1GB") = 30 << 26;
        /// Huge pages of 2 GiB.
        const HUGE_2GB ("MAP_HUGE_2GB") = 31 << 26;
        /// Huge pages of 16 GiB.
        const HUGE_16GB ("MAP_HUGE_16GB") = 34 << 26;
    }
}

flags! {
    /// `MREMAP_*`: whether a mapping may move, and where.
    pub struct MremapFlags: u32 {
        /// To another address if there is no room.
        const MAYMOVE ("MREMAP_MAYMOVE") = 1;
        /// To exactly the new address, in place of whatever is mapped there; with `MAYMOVE`.
        const FIXED ("MREMAP_FIXED") = 2;
        /// The old range stays mapped, empty; with `MAYMOVE` (Linux 5.7).
        const DONTUNMAP ("MREMAP_DONTUNMAP") = 4;
    }
}

/// `mmap(2)`: maps `len` bytes of a file from `offset` on.
///
/// Returns the address. `addr` is where the mapping should be: null leaves it to the kernel, another address is a hint,
/// or an order with [`MapFlags::FIXED`]. [`mmap_anonymous`] maps memory that is no file's.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): no regular file, or not open for what `prot` and `flags` ask.
/// - [`AGAIN`](crate::Errno::AGAIN): the file is locked, or too much memory is.
/// - [`BADF`](crate::Errno::BADF): not an open descriptor.
/// - [`EXIST`](crate::Errno::EXIST): something is mapped there, with [`MapFlags::FIXED_NOREPLACE`].
/// - [`INVAL`](crate::Errno::INVAL): a length of 0; an address or offset that is no multiple of the page size; no kind of
///   mapping among the flags. On i686 also an offset of 16 TiB or more, without a call: there the kernel takes it in 32
///   bits, in units of 4096 bytes.
/// - [`NFILE`](crate::Errno::NFILE): too many files are open in the system.
/// - [`NODEV`](crate::Errno::NODEV): the file cannot be mapped.
/// - [`NOMEM`](crate::Errno::NOMEM): no room, or too many mappings.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a flag that the file does not support, with [`MapFlags::SHARED_VALIDATE`].
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): beyond the largest offset that the file can have.
/// - [`PERM`](crate::Errno::PERM): execution where the mount forbids it, writing to a sealed file, an address below the
///   lowest allowed one, or huge pages without the right to them.
/// - [`TXTBSY`](crate::Errno::TXTBSY): a swap file.
///
/// # Safety
///
/// - With [`MapFlags::FIXED`]: nothing uses what is mapped there now.
/// - With [`MapFlags::DROPPABLE`]: the caller must allow every byte to become zero at any time, because the kernel may
///   drop a page while references into it exist. A `&T` or `&mut T` does not allow that; volatile and atomic reads do.
/// - References into a mapping of a file hold only as long as nobody, in this process or another, changes or truncates
///   the file in a way that they forbid.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`; on i686 `mmap2`, Linux 2.4. [mmap(2)](https://man7.org/linux/man-pages/man2/mmap.2.html)
#[doc(alias = "mmap2")]
#[doc(alias = "mmap64")]
#[inline]
pub unsafe fn mmap(
    addr: *mut c_void,
    len: usize,
    prot: ProtFlags,
    flags: MapFlags,
    fd: impl AsFd,
    offset: u64,
) -> Result<*mut c_void> {
    // SAFETY: what is mapped over is the caller's to answer for; the word is an address or an error.
    unsafe {
        Result::decode(shape::mmap(
            addr.word(),
            len,
            prot.word(),
            flags.word(),
            fd.as_fd().word(),
            offset,
        ))
    }
}

/// `mmap(2)` with `MAP_ANONYMOUS`: maps `len` bytes of zeros that are no file's.
///
/// Returns the address. `addr` is as in [`mmap`]; [`MapFlags::ANONYMOUS`] is added to the flags.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): too much memory is locked.
/// - [`EXIST`](crate::Errno::EXIST): something is mapped there, with [`MapFlags::FIXED_NOREPLACE`].
/// - [`INVAL`](crate::Errno::INVAL): a length of 0, an address that is no multiple of the page size, no kind of mapping
///   among the flags, or [`MapFlags::SHARED_VALIDATE`], which is for files.
/// - [`NOMEM`](crate::Errno::NOMEM): no room, or too many mappings.
/// - [`PERM`](crate::Errno::PERM): an address below the lowest allowed one, or huge pages without the right to them.
///
/// # Safety
///
/// - With [`MapFlags::FIXED`]: nothing uses what is mapped there now.
/// - With [`MapFlags::DROPPABLE`]: the caller must allow every byte to become zero at any time, because the kernel may
///   drop a page while references into it exist. A `&T` or `&mut T` does not allow that; volatile and atomic reads do.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`; on i686 `mmap2`, Linux 2.4. [mmap(2)](https://man7.org/linux/man-pages/man2/mmap.2.html)
#[doc(alias = "mmap")]
#[doc(alias = "MAP_ANONYMOUS")]
#[inline]
pub unsafe fn mmap_anonymous(
    addr: *mut c_void,
    len: usize,
    prot: ProtFlags,
    flags: MapFlags,
) -> Result<*mut c_void> {
    // SAFETY: -1 is no descriptor, and the kernel looks at none for an anonymous mapping.
    let none = unsafe { BorrowedFd::borrow_raw(-1) };
    // SAFETY: the duty is the same.
    unsafe { mmap(addr, len, prot, flags | MapFlags::ANONYMOUS, none, 0) }
}

/// `munmap(2)`: takes away every mapping, or part of one, between `addr` and `addr + len`.
///
/// The length is rounded up to whole pages. A range where nothing is mapped is no error.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): a length of 0, an address that is no multiple of the page size, or a range beyond
///   the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be cut in two, and there are too many already.
/// - [`PERM`](crate::Errno::PERM): a mapping there is sealed.
///
/// # Safety
///
/// - Nothing uses the range any more.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`. [munmap(2)](https://man7.org/linux/man-pages/man2/munmap.2.html)
#[inline]
pub unsafe fn munmap(addr: *mut c_void, len: usize) -> Result<()> {
    // SAFETY: the caller vouches that nothing uses the range.
    unsafe { sys!(MUNMAP, addr, len) }
}

/// `mremap(2)`: makes a mapping longer or shorter, or moves it.
///
/// Returns its address. `new_addr` counts with [`MremapFlags::FIXED`], and is a hint with [`MremapFlags::DONTUNMAP`];
/// otherwise it may be null. An old length of 0 makes a second mapping of shared memory.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the mapping is locked, and would be too long for that.
/// - [`FAULT`](crate::Errno::FAULT): the old range is not all mapped.
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, a new length of 0, flags that do not
///   go together, or a new range that overlaps the old one.
/// - [`NOMEM`](crate::Errno::NOMEM): no room to grow in place without [`MremapFlags::MAYMOVE`], or none at all.
/// - [`PERM`](crate::Errno::PERM): the mapping is sealed.
///
/// # Safety
///
/// - Nothing uses the old range by its old address any more, as far as it moves or shrinks.
/// - With [`MremapFlags::FIXED`]: nothing uses what is mapped at the new range.
///
/// # Kernel
///
/// Linux 2.0, `mm/mremap.c`. [mremap(2)](https://man7.org/linux/man-pages/man2/mremap.2.html)
#[inline]
pub unsafe fn mremap(
    old_addr: *mut c_void,
    old_len: usize,
    new_len: usize,
    flags: MremapFlags,
    new_addr: *mut c_void,
) -> Result<*mut c_void> {
    // SAFETY: the caller vouches for both ranges.
    unsafe { sys!(MREMAP, old_addr, old_len, new_len, flags, new_addr) }
}
