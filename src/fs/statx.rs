//! `statx(2)`.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::dev::Dev;
use crate::types::id::{Gid, Uid};
use crate::types::mode::Mode;
use crate::types::{flags, only};

flags! {
    /// Which fields of a [`Statx`] are asked for, and which the kernel has filled (`STATX_`).
    pub struct StatxFlags: u32 {
        /// The type in `mode`.
        const TYPE ("STATX_TYPE") = 0x1;
        /// The permissions in `mode`.
        const MODE ("STATX_MODE") = 0x2;
        /// `nlink`.
        const NLINK ("STATX_NLINK") = 0x4;
        /// `uid`.
        const UID ("STATX_UID") = 0x8;
        /// `gid`.
        const GID ("STATX_GID") = 0x10;
        /// `atime`.
        const ATIME ("STATX_ATIME") = 0x20;
        /// `mtime`.
        const MTIME ("STATX_MTIME") = 0x40;
        /// `ctime`.
        const CTIME ("STATX_CTIME") = 0x80;
        /// `ino`.
        const INO ("STATX_INO") = 0x100;
        /// `size`.
        const SIZE ("STATX_SIZE") = 0x200;
        /// `blocks`.
        const BLOCKS ("STATX_BLOCKS") = 0x400;
        /// All of the above: what `fstat` tells.
        const BASIC_STATS ("STATX_BASIC_STATS") = 0x7ff;
        /// `btime`.
        const BTIME ("STATX_BTIME") = 0x800;
        /// `mnt_id` (Linux 5.8).
        const MNT_ID ("STATX_MNT_ID") = 0x1000;
        /// `dio_mem_align` and `dio_offset_align` (Linux 6.1).
        const DIOALIGN ("STATX_DIOALIGN") = 0x2000;
        /// `mnt_id` as the unique 64-bit id (Linux 6.8).
        const MNT_ID_UNIQUE ("STATX_MNT_ID_UNIQUE") = 0x4000;
        /// `subvol` (Linux 6.10).
        const SUBVOL ("STATX_SUBVOL") = 0x8000;
        /// `atomic_write_unit_min` and its three neighbours (Linux 6.11; `_max_opt` 6.16).
        const WRITE_ATOMIC ("STATX_WRITE_ATOMIC") = 0x1_0000;
        /// `dio_read_offset_align` (Linux 6.14).
        const DIO_READ_ALIGN ("STATX_DIO_READ_ALIGN") = 0x2_0000;
    }
}

flags! {
    /// Attributes of a file (`STATX_ATTR_`).
    pub struct StatxAttributes: u64 {
        /// Compressed by the file system.
        const COMPRESSED ("STATX_ATTR_COMPRESSED") = 0x4;
        /// Nobody changes, removes or links it.
        const IMMUTABLE ("STATX_ATTR_IMMUTABLE") = 0x10;
        /// Writes only append.
        const APPEND ("STATX_ATTR_APPEND") = 0x20;
        /// Backups leave it out.
        const NODUMP ("STATX_ATTR_NODUMP") = 0x40;
        /// Needs a key.
        const ENCRYPTED ("STATX_ATTR_ENCRYPTED") = 0x800;
        /// Going into it mounts something.
        const AUTOMOUNT ("STATX_ATTR_AUTOMOUNT") = 0x1000;
        /// The root of a mount (Linux 5.8).
        const MOUNT_ROOT ("STATX_ATTR_MOUNT_ROOT") = 0x2000;
        /// Protected by fs-verity (Linux 5.5).
        const VERITY ("STATX_ATTR_VERITY") = 0x10_0000;
        /// Accessed without the page cache (Linux 5.8).
        const DAX ("STATX_ATTR_DAX") = 0x20_0000;
        /// Can be written atomically (Linux 6.11).
        const WRITE_ATOMIC ("STATX_ATTR_WRITE_ATOMIC") = 0x40_0000;
    }
}

/// A point in time (`struct statx_timestamp`), the same 16 bytes on both targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct StatxTimestamp {
    /// Seconds since the start of 1970, negative before it.
    pub sec: i64,
    /// Nanoseconds above that, 0 to 999,999,999.
    pub nsec: u32,
    reserved: i32,
}

/// What [`statx`] tells (`struct statx`), the same 256 bytes on both targets.
///
/// A field is right if its bit is in [`mask`](Self::mask); fields without a [`StatxFlags`] bit always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Statx {
    /// Which fields are filled.
    pub mask: StatxFlags,
    /// Bytes that make a good unit of I/O.
    pub blksize: u32,
    /// Attributes that are set.
    pub attributes: StatxAttributes,
    /// Hard links.
    pub nlink: u32,
    /// Owner.
    pub uid: Uid,
    /// Group.
    pub gid: Gid,
    /// Type and permissions.
    pub mode: Mode,
    spare0: u16,
    /// Inode number.
    pub ino: u64,
    /// Length in bytes.
    pub size: u64,
    /// Blocks of 512 bytes that are allocated.
    pub blocks: u64,
    /// Attributes that the file system knows.
    pub attributes_mask: StatxAttributes,
    /// Last access.
    pub atime: StatxTimestamp,
    /// Creation.
    pub btime: StatxTimestamp,
    /// Last change of an attribute.
    pub ctime: StatxTimestamp,
    /// Last change of the content.
    pub mtime: StatxTimestamp,
    /// The device that this file is.
    pub rdev: Dev,
    /// The device that holds this file.
    pub dev: Dev,
    /// The mount.
    pub mnt_id: u64,
    /// Alignment of memory for direct I/O; 0: none here.
    pub dio_mem_align: u32,
    /// Alignment of offsets for direct I/O.
    pub dio_offset_align: u32,
    /// The subvolume.
    pub subvol: u64,
    /// Fewest bytes of an atomic write.
    pub atomic_write_unit_min: u32,
    /// Most bytes of an atomic write.
    pub atomic_write_unit_max: u32,
    /// Most buffers of an atomic write.
    pub atomic_write_segments_max: u32,
    /// Alignment of offsets for direct reads.
    pub dio_read_offset_align: u32,
    /// Most bytes of an atomic write that is also fast.
    pub atomic_write_unit_max_opt: u32,
    spare2: u32,
    spare3: [u64; 8],
}

static_assertions::const_assert_eq!(size_of::<Statx>(), 256);

impl Statx {
    /// Field by field: moving 256 bytes would take `memcpy`, which a program may not have.
    #[inline]
    fn copy(&self) -> Self {
        Self {
            mask: self.mask,
            blksize: self.blksize,
            attributes: self.attributes,
            nlink: self.nlink,
            uid: self.uid,
            gid: self.gid,
            mode: self.mode,
            spare0: 0,
            ino: self.ino,
            size: self.size,
            blocks: self.blocks,
            attributes_mask: self.attributes_mask,
            atime: self.atime,
            btime: self.btime,
            ctime: self.ctime,
            mtime: self.mtime,
            rdev: self.rdev,
            dev: self.dev,
            mnt_id: self.mnt_id,
            dio_mem_align: self.dio_mem_align,
            dio_offset_align: self.dio_offset_align,
            subvol: self.subvol,
            atomic_write_unit_min: self.atomic_write_unit_min,
            atomic_write_unit_max: self.atomic_write_unit_max,
            atomic_write_segments_max: self.atomic_write_segments_max,
            dio_read_offset_align: self.dio_read_offset_align,
            atomic_write_unit_max_opt: self.atomic_write_unit_max_opt,
            spare2: 0,
            spare3: [0; 8],
        }
    }
}

/// Every bit of a mask but `STATX__RESERVED`, the one that is to announce a larger struct.
const WITHOUT_RESERVED: StatxFlags = StatxFlags::from_bits_retain(!0x8000_0000);

/// `statx(2)`: what is known of a file, with 64-bit times and the time of its creation.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH), [`NO_AUTOMOUNT`](AtFlags::NO_AUTOMOUNT),
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and one of the `STATX_` kind. `mask` is what the caller wants to know;
/// the answer's own says what it got.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag. The uppermost bit of the mask (`STATX__RESERVED`), without a call: it
///   is kept for a larger struct than [`Statx`].
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path without `EMPTY_PATH`.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
///
/// # Kernel
///
/// Linux 4.11, `fs/stat.c`. [statx(2)](https://man7.org/linux/man-pages/man2/statx.2.html)
#[inline]
pub fn statx(dir: impl AsFd, path: &CStr, flags: AtFlags, mask: StatxFlags) -> Result<Statx> {
    only(mask, WITHOUT_RESERVED)?;
    let mut statx = MaybeUninit::<Statx>::uninit();
    let (path, out) = (path.as_ptr(), statx.as_mut_ptr());
    // SAFETY: the kernel reads `path` up to its end and, without the reserved bit, writes the 256 bytes of `statx`.
    let done: Result<()> = unsafe { sys!(STATX, dir.as_fd(), path, flags, mask, out) };
    match done {
        // SAFETY: after a success the kernel has written every byte, and every pattern of bits is a value.
        Ok(()) => Ok(unsafe { statx.assume_init_ref() }.copy()),
        Err(error) => Err(error),
    }
}
