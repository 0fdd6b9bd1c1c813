//! `mmap(2)`, `munmap(2)` and `mremap(2)`.

use core::ffi::c_void;

use super::ProtFlags;
use crate::arch::shape;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd};
use crate::sys::{Decode as _, sys};
use crate::types::{c_names, flags};

flags! {
    /// Flags for [`mmap`] (`MAP_`): the kind of the mapping and its address.
    ///
    /// Each mapping is exactly one of `SHARED`, `SHARED_VALIDATE`, `PRIVATE` and `DROPPABLE`.
    pub struct MapFlags: u32 {
        /// Writes change the file and are visible in every mapping of it.
        const SHARED ("MAP_SHARED") = 0x01;
        /// Writes change a private copy of the page, not the file.
        const PRIVATE ("MAP_PRIVATE") = 0x02;
        /// Like `SHARED`, but an unknown flag is an error (Linux 4.15).
        const SHARED_VALIDATE ("MAP_SHARED_VALIDATE") = 0x03;
        /// If memory is short, the kernel may drop pages, which then read as zeros, even while
        /// references to them exist. Only for anonymous memory (Linux 6.11).
        const DROPPABLE ("MAP_DROPPABLE") = 0x08;
        /// Maps at exactly this address, and replaces any mapping there.
        const FIXED ("MAP_FIXED") = 0x10;
        /// Maps zeros instead of a file.
        const ANONYMOUS ("MAP_ANONYMOUS", "MAP_ANON") = 0x20;
        /// Maps in the first 2 GiB (x86_64).
        const _32BIT ("MAP_32BIT") = 0x40;
        /// Maps above 4 GiB (x86_64, Linux 6.6).
        const ABOVE4G ("MAP_ABOVE4G") = 0x80;
        /// The mapping grows downwards when the page below it is accessed.
        const GROWSDOWN ("MAP_GROWSDOWN") = 0x0100;
        /// Ignored by the kernel.
        const DENYWRITE ("MAP_DENYWRITE") = 0x0800;
        /// Ignored by the kernel.
        const EXECUTABLE ("MAP_EXECUTABLE") = 0x1000;
        /// Locks the pages in memory, like `mlock`.
        const LOCKED ("MAP_LOCKED") = 0x2000;
        /// Does not reserve swap space.
        const NORESERVE ("MAP_NORESERVE") = 0x4000;
        /// Makes the pages present at once.
        const POPULATE ("MAP_POPULATE") = 0x8000;
        /// With `POPULATE`: maps only pages that are already in memory.
        const NONBLOCK ("MAP_NONBLOCK") = 0x0001_0000;
        /// Suggests an address that suits a stack. A hint.
        const STACK ("MAP_STACK") = 0x0002_0000;
        /// Uses huge pages.
        const HUGETLB ("MAP_HUGETLB") = 0x0004_0000;
        /// A write to persistent memory is durable once its cache line is flushed. With
        /// `SHARED_VALIDATE` (Linux 4.15).
        const SYNC ("MAP_SYNC") = 0x0008_0000;
        /// Maps at exactly this address, or fails with `EEXIST` if the address is in use (Linux
        /// 4.17).
        const FIXED_NOREPLACE ("MAP_FIXED_NOREPLACE") = 0x0010_0000;
        /// Does not clear the pages. Only kernels without an MMU honour it.
        const UNINITIALIZED ("MAP_UNINITIALIZED") = 0x0400_0000;
    }
}

/// The size of huge pages. With `HUGETLB`, pass at most one of these. For a size without a
/// constant, shift its base-2 logarithm left by 26.
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
    /// Flags for [`mremap`] (`MREMAP_`): whether a mapping may move, and where to.
    pub struct MremapFlags: u32 {
        /// Moves the mapping if it cannot grow in place.
        const MAYMOVE ("MREMAP_MAYMOVE") = 1;
        /// Moves the mapping to exactly the new address, and replaces any mapping there. With
        /// `MAYMOVE`.
        const FIXED ("MREMAP_FIXED") = 2;
        /// Keeps the old range mapped, but without its pages. With `MAYMOVE` (Linux 5.7).
        const DONTUNMAP ("MREMAP_DONTUNMAP") = 4;
    }
}

/// `mmap(2)`: maps `len` bytes of a file, starting at `offset`.
///
/// Returns the address of the mapping. `addr` is the address that the caller prefers. If it is
/// null, the kernel chooses one. Any other address is a hint, unless [`MapFlags::FIXED`] makes it
/// mandatory. To map memory without a file, use [`mmap_anonymous`].
///
/// ```
/// use core::{ptr, slice};
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::mm::{self, MapFlags, ProtFlags};
///
/// let file = fs::openat(fs::CWD, c"/proc/self/exe", OpenFlags::CLOEXEC, Mode::empty())?;
/// let (prot, flags) = (ProtFlags::READ, MapFlags::PRIVATE);
/// // SAFETY: without `FIXED`, the new mapping replaces no other. The file of a running program
/// // does not change.
/// let addr = unsafe { mm::mmap(ptr::null_mut(), 4096, prot, flags, &file, 0) }?;
/// // SAFETY: the mapping is readable and contains at least the ELF header.
/// let magic = unsafe { slice::from_raw_parts(addr.cast::<u8>(), 4) };
/// assert_eq!(magic, b"\x7fELF");
/// // SAFETY: `magic` is not used after this.
/// unsafe { mm::munmap(addr, 4096) }?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): `fd` is not a regular file, or it is not open with the
///   permissions that `prot` and `flags` require.
/// - [`AGAIN`](crate::Errno::AGAIN): too much memory is locked, or the file has a mandatory lock
///   (before Linux 5.15).
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`EXIST`](crate::Errno::EXIST): the range is in use, and `flags` contains
///   [`MapFlags::FIXED_NOREPLACE`].
/// - [`INVAL`](crate::Errno::INVAL): `len` is 0, `addr` or `offset` is not a multiple of the page
///   size, or `flags` does not contain a kind of mapping. On i686, also if `offset` is 16 TiB or
///   more, without a call: the kernel takes the offset there in 32 bits, in units of 4096 bytes.
/// - [`NFILE`](crate::Errno::NFILE): the system has too many open files.
/// - [`NODEV`](crate::Errno::NODEV): this kind of file cannot be mapped.
/// - [`NOMEM`](crate::Errno::NOMEM): the address space has no room, or the process has too many
///   mappings.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): `flags` contains [`MapFlags::SHARED_VALIDATE`] and a
///   flag that the file does not support.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the range ends after the largest offset that the file
///   can have.
/// - [`PERM`](crate::Errno::PERM): `prot` asks for execution but the file system is mounted without
///   it, `prot` asks for writing but the file is sealed against it, `addr` is below the lowest
///   address allowed, or the process may not use huge pages.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the mapping is shared and writable, and the file is in use
///   as a swap file.
///
/// # Safety
///
/// - With [`MapFlags::FIXED`], no code may use anything that was mapped in the range before the
///   call.
/// - With [`MapFlags::DROPPABLE`], the caller must allow every byte to become zero at any time,
///   because the kernel may drop a page while references into it exist. A `&T` or `&mut T` does not
///   allow that; volatile and atomic reads do.
/// - While references into a mapping of a file exist, no code in this process or another one may
///   change or truncate the file in a way that violates them.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`; on i686 `mmap2`, Linux 2.4.
/// [mmap(2)](https://man7.org/linux/man-pages/man2/mmap.2.html)
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
    // SAFETY: the caller guarantees that a mapping that this one replaces is not in use. The word
    // is an address or an error.
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

/// `mmap(2)`, `MAP_ANONYMOUS`: maps `len` bytes of zeros without a file.
///
/// Returns the address of the mapping. `addr` is as in [`mmap`]. The function adds
/// [`MapFlags::ANONYMOUS`] to `flags`. The page of the [module](super) has an example.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): too much memory is locked.
/// - [`EXIST`](crate::Errno::EXIST): the range is in use, and `flags` contains
///   [`MapFlags::FIXED_NOREPLACE`].
/// - [`INVAL`](crate::Errno::INVAL): `len` is 0, `addr` is not a multiple of the page size, or
///   `flags` contains no kind of mapping or [`MapFlags::SHARED_VALIDATE`], which is for files.
/// - [`NOMEM`](crate::Errno::NOMEM): the address space has no room, or the process has too many
///   mappings.
/// - [`PERM`](crate::Errno::PERM): `addr` is below the lowest address allowed, or the process may
///   not use huge pages.
///
/// # Safety
///
/// - With [`MapFlags::FIXED`], no code may use anything that was mapped in the range before the
///   call.
/// - With [`MapFlags::DROPPABLE`], the caller must allow every byte to become zero at any time,
///   because the kernel may drop a page while references into it exist. A `&T` or `&mut T` does not
///   allow that; volatile and atomic reads do.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`; on i686 `mmap2`, Linux 2.4.
/// [mmap(2)](https://man7.org/linux/man-pages/man2/mmap.2.html)
#[doc(alias = "mmap")]
#[doc(alias = "MAP_ANONYMOUS")]
#[inline]
pub unsafe fn mmap_anonymous(
    addr: *mut c_void,
    len: usize,
    prot: ProtFlags,
    flags: MapFlags,
) -> Result<*mut c_void> {
    // SAFETY: -1 is not a descriptor, and the kernel does not use the descriptor of an anonymous
    // mapping.
    let none = unsafe { BorrowedFd::borrow_raw(-1) };
    // SAFETY: the caller has the same duty.
    unsafe { mmap(addr, len, prot, flags | MapFlags::ANONYMOUS, none, 0) }
}

/// `munmap(2)`: unmaps the range from `addr` to `addr + len`.
///
/// The length is rounded up to whole pages. A mapping that lies partly in the range is split.
/// Unmapping a range without mappings is not an error.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `len` is 0, `addr` is not a multiple of the page size, or the
///   range ends after the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be split, and the process has too many
///   mappings.
/// - [`PERM`](crate::Errno::PERM): a mapping in the range is sealed.
///
/// # Safety
///
/// - No code may use the range after the call.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`. [munmap(2)](https://man7.org/linux/man-pages/man2/munmap.2.html)
#[inline]
pub unsafe fn munmap(addr: *mut c_void, len: usize) -> Result<()> {
    // SAFETY: the caller guarantees that no code uses the range after the call.
    unsafe { sys!(MUNMAP, addr, len) }
}

/// `mremap(2)`: grows, shrinks or moves a mapping.
///
/// Returns the address of the mapping. `new_addr` is mandatory with [`MremapFlags::FIXED`] and a
/// hint with [`MremapFlags::DONTUNMAP`]; otherwise it is ignored and may be null. If `old_len` is
/// 0, the call creates a second mapping of the same shared memory.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the mapping is locked, and its new length would exceed the
///   limit for locked memory.
/// - [`FAULT`](crate::Errno::FAULT): part of the old range is not mapped.
/// - [`INVAL`](crate::Errno::INVAL): an address is not a multiple of the page size, `new_len` is 0,
///   `flags` contains flags that exclude each other, or the new range overlaps the old one.
/// - [`NOMEM`](crate::Errno::NOMEM): the mapping cannot grow in place and [`MremapFlags::MAYMOVE`]
///   is not set, or the address space has no room.
/// - [`PERM`](crate::Errno::PERM): the mapping is sealed.
///
/// # Safety
///
/// - After the call, no code may use the old range at its old address, except the part that the
///   call neither moves nor removes.
/// - With [`MremapFlags::FIXED`], no code may use anything that was mapped in the new range before
///   the call.
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
    // SAFETY: the caller guarantees that no code uses the part of the old range that the call
    // removes, or what the new range replaces.
    unsafe { sys!(MREMAP, old_addr, old_len, new_len, flags, new_addr) }
}
