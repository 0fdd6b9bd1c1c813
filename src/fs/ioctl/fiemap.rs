//! `FS_IOC_FIEMAP`: where a file lies on its device.

use core::iter::FusedIterator;
use core::mem::{MaybeUninit, offset_of};

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::{Request, update};

impl Request {
    /// See [`ioctl_fs_ioc_fiemap`].
    pub const FS_IOC_FIEMAP: Request<[u8; size_of::<Fiemap>()]> = Request::read_write(b'f', 11);
}

flags! {
    /// How [`ioctl_fs_ioc_fiemap`] goes about it (`FIEMAP_FLAG_`).
    pub struct FiemapFlags: u32 {
        /// Writes the file to the device first.
        const SYNC ("FIEMAP_FLAG_SYNC") = 0x1;
        /// Where its extended attributes lie, instead.
        const XATTR ("FIEMAP_FLAG_XATTR") = 0x2;
        /// Keeps in memory what it finds; ext4 alone.
        const CACHE ("FIEMAP_FLAG_CACHE") = 0x4;
    }
}

flags! {
    /// What is known of an extent (`FIEMAP_EXTENT_`).
    pub struct FiemapExtentFlags: u32 {
        /// The last of the file.
        const LAST ("FIEMAP_EXTENT_LAST") = 0x1;
        /// Where it lies is not known.
        const UNKNOWN ("FIEMAP_EXTENT_UNKNOWN") = 0x2;
        /// Not on the device yet; goes with `UNKNOWN`.
        const DELALLOC ("FIEMAP_EXTENT_DELALLOC") = 0x4;
        /// What lies there is not what a read gets.
        const ENCODED ("FIEMAP_EXTENT_ENCODED") = 0x8;
        /// Encrypted; goes with `ENCODED`.
        const DATA_ENCRYPTED ("FIEMAP_EXTENT_DATA_ENCRYPTED") = 0x80;
        /// Does not begin or end with a block.
        const NOT_ALIGNED ("FIEMAP_EXTENT_NOT_ALIGNED") = 0x100;
        /// Lies among the metadata; goes with `NOT_ALIGNED`.
        const DATA_INLINE ("FIEMAP_EXTENT_DATA_INLINE") = 0x200;
        /// Lies in a block with the ends of other files; goes with `NOT_ALIGNED`.
        const DATA_TAIL ("FIEMAP_EXTENT_DATA_TAIL") = 0x400;
        /// Allocated and not written: reads as zeros.
        const UNWRITTEN ("FIEMAP_EXTENT_UNWRITTEN") = 0x800;
        /// Made of several by the kernel, which knows single blocks here.
        const MERGED ("FIEMAP_EXTENT_MERGED") = 0x1000;
        /// Another file has it, too.
        const SHARED ("FIEMAP_EXTENT_SHARED") = 0x2000;
    }
}

/// A piece of a file that lies in one piece (`struct fiemap_extent`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct FiemapExtent {
    /// Where it begins in the file, in bytes.
    pub logical: u64,
    /// Where it begins on the device, in bytes.
    pub physical: u64,
    /// How long it is, in bytes.
    pub length: u64,
    reserved64: [u64; 2],
    /// What else is known.
    pub flags: FiemapExtentFlags,
    reserved: [u32; 3],
}

static_assertions::const_assert_eq!(size_of::<FiemapExtent>(), 56);

/// What stands before the extents (`struct fiemap`).
#[repr(C)]
struct Fiemap {
    start: u64,
    length: u64,
    flags: FiemapFlags,
    mapped_extents: u32,
    extent_count: u32,
    reserved: u32,
}

static_assertions::const_assert_eq!(size_of::<Fiemap>(), 32);
static_assertions::const_assert_eq!(offset_of!(Fiemap, mapped_extents), 20);

/// The extents that [`ioctl_fs_ioc_fiemap`] has found.
#[derive(Clone, Debug)]
pub struct FiemapExtents<'buf> {
    mapped: u32,
    bytes: &'buf [u8],
}

impl<'buf> FiemapExtents<'buf> {
    /// The records in these bytes, at whatever address. What is left at the end and is no whole record does not count.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        let mapped = bytes.len() / size_of::<FiemapExtent>();
        Self {
            mapped: mapped as u32,
            bytes,
        }
    }

    /// How many the kernel has told. Where the buffer has room for none, how many there are.
    #[inline]
    #[must_use]
    pub const fn mapped(&self) -> u32 {
        self.mapped
    }
}

impl Iterator for FiemapExtents<'_> {
    type Item = FiemapExtent;

    #[inline]
    fn next(&mut self) -> Option<FiemapExtent> {
        let (record, rest) = self
            .bytes
            .split_first_chunk::<{ size_of::<FiemapExtent>() }>()?;
        self.bytes = rest;
        // SAFETY: as many bytes, initialised, and any bytes are an extent.
        Some(unsafe { record.as_ptr().cast::<FiemapExtent>().read_unaligned() })
    }
}

impl FusedIterator for FiemapExtents<'_> {}

/// `ioctl(2)`, `FS_IOC_FIEMAP`: where `length` bytes of a file from `start` on lie on its device.
///
/// The buffer has room for 32 bytes and 56 for each extent. One with room for none lets the kernel count them. Where
/// the last extent has no [`LAST`](FiemapExtentFlags::LAST), go on behind it.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io::{self, FiemapFlags};
///
/// let file = fs::openat(fs::CWD, c"Cargo.toml", OpenFlags::empty(), Mode::empty())?;
/// let mut room = [MaybeUninit::uninit(); 1024];
/// match fs::ioctl_fs_ioc_fiemap(&file, 0, u64::MAX, FiemapFlags::SYNC, &mut room) {
///     Ok(extents) => extents.for_each(|extent| println!("{} bytes at {}", extent.length, extent.physical)),
///     Err(error) => println!("not on this file system: {error}"),
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BADR`](crate::Errno::BADR): a flag that the file system does not know.
/// - [`FBIG`](crate::Errno::FBIG): `start` is beyond the largest size of a file.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`INVAL`](crate::Errno::INVAL): `length` is 0.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
///
/// # Kernel
///
/// Linux 2.6.28, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_FIEMAP")]
#[inline]
pub fn ioctl_fs_ioc_fiemap(
    fd: impl AsFd,
    start: u64,
    length: u64,
    flags: FiemapFlags,
    buf: &mut [MaybeUninit<u8>],
) -> Result<FiemapExtents<'_>> {
    let mut count = Fiemap {
        start,
        length,
        flags,
        mapped_extents: 0,
        extent_count: 0,
        reserved: 0,
    };
    let room = buf.len().saturating_sub(size_of::<Fiemap>()) / size_of::<FiemapExtent>();
    if room == 0 {
        // SAFETY: the kernel reads and writes the 32 bytes, for every file: there is room for no extent.
        let done = unsafe { update(fd, Request::FS_IOC_FIEMAP, (&raw mut count).cast()) };
        return done.map(|_| FiemapExtents {
            mapped: count.mapped_extents,
            bytes: &[],
        });
    }
    // More than the kernel lets be asked for.
    count.extent_count = room.min(u32::MAX as usize / size_of::<FiemapExtent>()) as u32;
    let head = buf.as_mut_ptr().cast::<Fiemap>();
    // SAFETY: the buffer is longer.
    unsafe { head.write_unaligned(count) };
    // SAFETY: the kernel reads and writes the 32 bytes and as many extents as there is room for, for every file.
    let done = unsafe { update(fd, Request::FS_IOC_FIEMAP, head.cast()) };
    // SAFETY: still initialised.
    let mapped = unsafe { (&raw const (*head).mapped_extents).read_unaligned() };
    let len = (mapped as usize).min(room) * size_of::<FiemapExtent>();
    done.map(|_| FiemapExtents {
        mapped,
        // SAFETY: after a success the kernel has written as many extents behind the head, whole ones.
        bytes: unsafe { core::slice::from_raw_parts(head.add(1).cast(), len) },
    })
}
