//! `FS_IOC_FIEMAP`: where a file is stored on its device.

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
    /// How [`ioctl_fs_ioc_fiemap`] works (`FIEMAP_FLAG_`).
    pub struct FiemapFlags: u32 {
        /// Write the file to the device first.
        const SYNC ("FIEMAP_FLAG_SYNC") = 0x1;
        /// Map the extended attributes instead of the content.
        const XATTR ("FIEMAP_FLAG_XATTR") = 0x2;
        /// Keep the extents in memory; ext4 only.
        const CACHE ("FIEMAP_FLAG_CACHE") = 0x4;
    }
}

flags! {
    /// Properties of an extent (`FIEMAP_EXTENT_`).
    pub struct FiemapExtentFlags: u32 {
        /// The extent is the last one of the file.
        const LAST ("FIEMAP_EXTENT_LAST") = 0x1;
        /// The location of the extent is not known.
        const UNKNOWN ("FIEMAP_EXTENT_UNKNOWN") = 0x2;
        /// The extent is not on the device yet; comes with `UNKNOWN`.
        const DELALLOC ("FIEMAP_EXTENT_DELALLOC") = 0x4;
        /// The data on the device is encoded, so it differs from what a read returns.
        const ENCODED ("FIEMAP_EXTENT_ENCODED") = 0x8;
        /// The data is encrypted; comes with `ENCODED`.
        const DATA_ENCRYPTED ("FIEMAP_EXTENT_DATA_ENCRYPTED") = 0x80;
        /// The extent does not start or end at a block boundary.
        const NOT_ALIGNED ("FIEMAP_EXTENT_NOT_ALIGNED") = 0x100;
        /// The data lies among metadata; comes with `NOT_ALIGNED`.
        const DATA_INLINE ("FIEMAP_EXTENT_DATA_INLINE") = 0x200;
        /// The data shares a block with the ends of other files; comes with `NOT_ALIGNED`.
        const DATA_TAIL ("FIEMAP_EXTENT_DATA_TAIL") = 0x400;
        /// The extent is allocated but not written, and reads as zeros.
        const UNWRITTEN ("FIEMAP_EXTENT_UNWRITTEN") = 0x800;
        /// The file system maps single blocks, and the kernel has merged adjacent ones into this
        /// extent.
        const MERGED ("FIEMAP_EXTENT_MERGED") = 0x1000;
        /// Other files share the extent.
        const SHARED ("FIEMAP_EXTENT_SHARED") = 0x2000;
    }
}

/// A part of a file that is contiguous on the device (`struct fiemap_extent`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct FiemapExtent {
    /// The offset in the file, in bytes.
    pub logical: u64,
    /// The offset on the device, in bytes.
    pub physical: u64,
    /// The length in bytes.
    pub length: u64,
    reserved64: [u64; 2],
    /// Further properties.
    pub flags: FiemapExtentFlags,
    reserved: [u32; 3],
}

static_assertions::const_assert_eq!(size_of::<FiemapExtent>(), 56);

/// The header that precedes the extents (`struct fiemap`).
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

/// An iterator over the extents that [`ioctl_fs_ioc_fiemap`] has found.
#[derive(Clone, Debug)]
pub struct FiemapExtents<'buf> {
    mapped: u32,
    bytes: &'buf [u8],
}

impl<'buf> FiemapExtents<'buf> {
    /// Creates an iterator over the records in these bytes, which need no alignment. An incomplete
    /// record at the end is ignored.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        let mapped = bytes.len() / size_of::<FiemapExtent>();
        Self {
            mapped: mapped as u32,
            bytes,
        }
    }

    /// The number of extents that the kernel has written. If the buffer had no room for any, the
    /// number of extents in the range.
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
        // SAFETY: `record` has the size of a `FiemapExtent`, and every byte pattern is a valid one.
        Some(unsafe { record.as_ptr().cast::<FiemapExtent>().read_unaligned() })
    }
}

impl FusedIterator for FiemapExtents<'_> {}

/// `ioctl(2)`, `FS_IOC_FIEMAP`: finds where `length` bytes of a file from `start` on are stored on
/// its device.
///
/// Returns an iterator over the extents. The buffer must have room for a header of 32 bytes and for
/// 56 bytes per extent. If it has no room for an extent, the kernel only counts them, and
/// [`mapped`](FiemapExtents::mapped) returns their number. If the last extent lacks
/// [`LAST`](FiemapExtentFlags::LAST), call again with its end as `start`.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{self, FiemapFlags, Mode, OpenFlags};
///
/// let file = fs::openat(fs::CWD, c"Cargo.toml", OpenFlags::empty(), Mode::empty())?;
/// let mut room = [MaybeUninit::uninit(); 1024];
/// match fs::ioctl_fs_ioc_fiemap(&file, 0, u64::MAX, FiemapFlags::SYNC, &mut room) {
///     Ok(extents) => {
///         for extent in extents {
///             println!("{} bytes at {}", extent.length, extent.physical);
///         }
///     }
///     Err(error) => println!("not on this file system: {error}"),
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BADR`](crate::Errno::BADR): the file system does not support one of the `flags`.
/// - [`FBIG`](crate::Errno::FBIG): `start` is above the maximum file size.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): `length` is 0.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
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
        // SAFETY: the kernel itself handles the request for every file. It reads and writes the 32
        // bytes of `count`, which has room for no extent.
        let done = unsafe { update(fd, Request::FS_IOC_FIEMAP, (&raw mut count).cast()) };
        return done.map(|_| FiemapExtents {
            mapped: count.mapped_extents,
            bytes: &[],
        });
    }
    // The kernel rejects a larger count.
    count.extent_count = room.min(u32::MAX as usize / size_of::<FiemapExtent>()) as u32;
    let head = buf.as_mut_ptr().cast::<Fiemap>();
    // SAFETY: the buffer has room for the header and at least one extent.
    unsafe { head.write_unaligned(count) };
    // SAFETY: the kernel itself handles the request for every file. It reads and writes the 32
    // bytes of the header and at most the extents for which the buffer has room.
    let done = unsafe { update(fd, Request::FS_IOC_FIEMAP, head.cast()) };
    // SAFETY: the header was initialised above.
    let mapped = unsafe { (&raw const (*head).mapped_extents).read_unaligned() };
    let len = (mapped as usize).min(room) * size_of::<FiemapExtent>();
    done.map(|_| FiemapExtents {
        mapped,
        // SAFETY: a successful call has written `mapped` whole extents after the header.
        bytes: unsafe { core::slice::from_raw_parts(head.add(1).cast(), len) },
    })
}
