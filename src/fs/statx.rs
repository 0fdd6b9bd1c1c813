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
    /// The fields of a [`Statx`] that a caller requests, or that the kernel has filled in
    /// (`STATX_`).
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
        /// All of the above, which are the fields that `fstat` returns.
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
        /// `atomic_write_unit_min`, `atomic_write_unit_max` and `atomic_write_segments_max` (Linux
        /// 6.11), and `atomic_write_unit_max_opt` (Linux 6.16).
        const WRITE_ATOMIC ("STATX_WRITE_ATOMIC") = 0x1_0000;
        /// `dio_read_offset_align` (Linux 6.14).
        const DIO_READ_ALIGN ("STATX_DIO_READ_ALIGN") = 0x2_0000;
    }
}

flags! {
    /// Attributes of a file (`STATX_ATTR_`).
    pub struct StatxAttributes: u64 {
        /// The file system compresses the file.
        const COMPRESSED ("STATX_ATTR_COMPRESSED") = 0x4;
        /// The file cannot be changed, renamed, removed or linked to.
        const IMMUTABLE ("STATX_ATTR_IMMUTABLE") = 0x10;
        /// The file can only be appended to.
        const APPEND ("STATX_ATTR_APPEND") = 0x20;
        /// Backup programs leave the file out.
        const NODUMP ("STATX_ATTR_NODUMP") = 0x40;
        /// The file is encrypted, and reading it requires a key.
        const ENCRYPTED ("STATX_ATTR_ENCRYPTED") = 0x800;
        /// Entering the directory mounts a file system on demand.
        const AUTOMOUNT ("STATX_ATTR_AUTOMOUNT") = 0x1000;
        /// The file is the root of a mount (Linux 5.8).
        const MOUNT_ROOT ("STATX_ATTR_MOUNT_ROOT") = 0x2000;
        /// fs-verity protects the file (Linux 5.5).
        const VERITY ("STATX_ATTR_VERITY") = 0x10_0000;
        /// Accesses bypass the page cache (Linux 5.8).
        const DAX ("STATX_ATTR_DAX") = 0x20_0000;
        /// The file supports atomic writes (Linux 6.11).
        const WRITE_ATOMIC ("STATX_ATTR_WRITE_ATOMIC") = 0x40_0000;
    }
}

/// A point in time (`struct statx_timestamp`), the same 16 bytes on both targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct StatxTimestamp {
    /// Seconds since the start of 1970 (UTC); negative before it.
    pub sec: i64,
    /// Nanoseconds to add to the seconds, 0 to 999,999,999.
    pub nsec: u32,
    reserved: i32,
}

/// The attributes of a file that [`statx`] returns (`struct statx`), the same 256 bytes on both
/// targets.
///
/// A field is valid if [`mask`](Self::mask) contains its bit. Fields without a bit in
/// [`StatxFlags`] are always valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Statx {
    /// The fields that the kernel has filled in.
    pub mask: StatxFlags,
    /// The preferred block size for I/O, in bytes.
    pub blksize: u32,
    /// The attributes that are set.
    pub attributes: StatxAttributes,
    /// The number of hard links.
    pub nlink: u32,
    /// The owner.
    pub uid: Uid,
    /// The group.
    pub gid: Gid,
    /// The type and the permissions.
    pub mode: Mode,
    spare0: u16,
    /// The inode number.
    pub ino: u64,
    /// The length in bytes.
    pub size: u64,
    /// The number of blocks allocated, in units of 512 bytes.
    pub blocks: u64,
    /// The attributes that the file system supports.
    pub attributes_mask: StatxAttributes,
    /// The time of the last access.
    pub atime: StatxTimestamp,
    /// The time of creation.
    pub btime: StatxTimestamp,
    /// The time of the last change to an attribute.
    pub ctime: StatxTimestamp,
    /// The time of the last change to the content.
    pub mtime: StatxTimestamp,
    /// The device that the file represents, if it is a device file.
    pub rdev: Dev,
    /// The device that contains the file.
    pub dev: Dev,
    /// The id of the mount.
    pub mnt_id: u64,
    /// The alignment of memory for direct I/O, in bytes; 0 if the file does not support direct I/O.
    pub dio_mem_align: u32,
    /// The alignment of offsets and lengths for direct I/O, in bytes.
    pub dio_offset_align: u32,
    /// The id of the subvolume.
    pub subvol: u64,
    /// The minimum size of an atomic write, in bytes.
    pub atomic_write_unit_min: u32,
    /// The maximum size of an atomic write, in bytes.
    pub atomic_write_unit_max: u32,
    /// The maximum number of buffers of an atomic write.
    pub atomic_write_segments_max: u32,
    /// The alignment of offsets for direct reads, in bytes; 0 if it is `dio_offset_align`.
    pub dio_read_offset_align: u32,
    /// The maximum size of an atomic write that the device performs efficiently, in bytes.
    pub atomic_write_unit_max_opt: u32,
    spare2: u32,
    spare3: [u64; 8],
}

static_assertions::const_assert_eq!(size_of::<Statx>(), 256);

impl Statx {
    /// Copies field by field. Moving all 256 bytes at once would call `memcpy`, which a program may
    /// not have.
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

/// All bits of a mask except `STATX__RESERVED`, which is reserved to announce a larger struct.
const WITHOUT_RESERVED: StatxFlags = StatxFlags::from_bits_retain(!0x8000_0000);

/// `statx(2)`: returns the attributes of a file, including the time of its creation.
///
/// A relative `path` starts at `dir`. `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH),
/// [`NO_AUTOMOUNT`](AtFlags::NO_AUTOMOUNT), [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and one
/// of the `STATX_` constants. `mask` names the fields that the caller requests. The kernel may fill
/// in fewer or more; the result's own [`mask`](Statx::mask) names the fields that are valid.
///
/// ```
/// use trapgate::fs::{self, AtFlags, StatxFlags};
///
/// let mask = StatxFlags::SIZE | StatxFlags::BTIME;
/// let file = fs::statx(fs::CWD, c"Cargo.toml", AtFlags::empty(), mask)?;
/// assert!(file.size > 0);
/// if file.mask.contains(StatxFlags::BTIME) {
///     println!("created {} seconds after the start of 1970", file.btime.sec);
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know. Also
///   if `mask` contains its uppermost bit (`STATX__RESERVED`), without a system call: that bit is
///   reserved for a struct larger than [`Statx`].
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
///
/// # Kernel
///
/// Linux 4.11, `fs/stat.c`. [statx(2)](https://man7.org/linux/man-pages/man2/statx.2.html)
#[inline]
pub fn statx(dir: impl AsFd, path: &CStr, flags: AtFlags, mask: StatxFlags) -> Result<Statx> {
    only(mask, WITHOUT_RESERVED)?;
    let mut statx = MaybeUninit::<Statx>::uninit();
    let (path, out) = (path.as_ptr(), statx.as_mut_ptr());
    // SAFETY: the kernel reads `path` up to its NUL. Without the reserved bit it writes 256 bytes,
    // the size of `statx`.
    let done: Result<()> = unsafe { sys!(STATX, dir.as_fd(), path, flags, mask, out) };
    match done {
        // SAFETY: a successful call has written every byte, and every byte pattern is a valid
        // `Statx`.
        Ok(()) => Ok(unsafe { statx.assume_init_ref() }.copy()),
        Err(error) => Err(error),
    }
}
