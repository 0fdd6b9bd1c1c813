//! Requests of `ioctl(2)` to file systems.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::ioctl::{Request, call, get, set, update};

impl Request {
    /// See [`ioctl_fibmap`].
    pub const FIBMAP: Request<i32> = Request::none(0, 1);
    /// See [`ioctl_figetbsz`].
    pub const FIGETBSZ: Request<i32> = Request::none(0, 2);
    /// See [`ioctl_fifreeze`].
    pub const FIFREEZE: Request = Request::<i32>::read_write(b'X', 119).by_value();
    /// See [`ioctl_fithaw`].
    pub const FITHAW: Request = Request::<i32>::read_write(b'X', 120).by_value();
    /// See [`ioctl_fitrim`].
    pub const FITRIM: Request<FstrimRange> = Request::read_write(b'X', 121);
    /// See [`ioctl_fs_ioc_getfslabel`].
    pub const FS_IOC_GETFSLABEL: Request<[u8; FSLABEL_MAX]> = Request::read(0x94, 49);
    /// See [`ioctl_fs_ioc_setfslabel`].
    pub const FS_IOC_SETFSLABEL: Request<[u8; FSLABEL_MAX]> = Request::write(0x94, 50);
    /// See [`ioctl_fs_ioc_getfsuuid`].
    pub const FS_IOC_GETFSUUID: Request<Fsuuid2> = Request::read(0x15, 0);
    /// See [`ioctl_fs_ioc_getfssysfspath`].
    pub const FS_IOC_GETFSSYSFSPATH: Request<FsSysfsPath> = Request::read(0x15, 1);
}

/// `ioctl(2)`, `FIGETBSZ`: returns the block size of the file's file system, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file system has no blocks.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIGETBSZ")]
#[inline]
pub fn ioctl_figetbsz(fd: impl AsFd) -> Result<i32> {
    // SAFETY: the kernel itself handles the request for every file, and writes an `int`.
    unsafe { get(fd, Request::FIGETBSZ) }
}

/// `ioctl(2)`, `FIBMAP`: returns the number of the device's block that stores a block of the file,
/// or 0 if none does.
///
/// [`ioctl_fs_ioc_fiemap`](crate::fs::ioctl_fs_ioc_fiemap) returns more, and needs no privileges.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file system has no blocks, or the file cannot have a
///   block with this number.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` does not implement the request.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_RAWIO`.
///
/// # Safety
///
/// - The caller must ensure that `fd` refers to a regular file or a directory. The request's
///   number is 1, which means another request to many devices. A SCSI disk, for example, would
///   write as many bytes as the caller's memory happens to state.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIBMAP")]
#[inline]
pub unsafe fn ioctl_fibmap(fd: impl AsFd, block: i32) -> Result<i32> {
    let mut block = block;
    let at = &raw mut block;
    // SAFETY: the caller ensures that `fd` is a regular file or a directory, for which the kernel
    // reads and writes an `int`.
    unsafe { update(fd, Request::FIBMAP, at) }.map(|_| block)
}

/// `ioctl(2)`, `FIFREEZE`: freezes a file system in a consistent state on its device. Processes
/// that write to it block until [`ioctl_fithaw`].
///
/// A thread that writes to the file system before then blocks too, and cannot thaw it. Closing the
/// descriptor does not thaw the file system.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): the file system is already frozen.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 2.6.29, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIFREEZE")]
#[inline]
pub fn ioctl_fifreeze(fd: impl AsFd) -> Result<()> {
    // SAFETY: the kernel itself handles the request for every file, and accesses no memory of the
    // caller.
    unsafe { call(fd, Request::FIFREEZE, 0_u32) }
}

/// `ioctl(2)`, `FITHAW`: thaws a file system that [`ioctl_fifreeze`] has frozen.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file system is not frozen.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 2.6.29, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FITHAW")]
#[inline]
pub fn ioctl_fithaw(fd: impl AsFd) -> Result<()> {
    // SAFETY: the kernel itself handles the request for every file, and accesses no memory of the
    // caller.
    unsafe { call(fd, Request::FITHAW, 0_u32) }
}

/// The range that [`ioctl_fitrim`] discards, in bytes (`struct fstrim_range`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct FstrimRange {
    /// The offset of the range.
    pub start: u64,
    /// The length of the range; `u64::MAX` reaches to the end.
    pub len: u64,
    /// Free parts that are shorter than this are not discarded.
    pub minlen: u64,
}

static_assertions::const_assert_eq!(size_of::<FstrimRange>(), 24);

/// `ioctl(2)`, `FITRIM`: discards the unused blocks of a file system, and returns how many bytes it
/// has discarded.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): the range is too short, or lies outside the file system.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device cannot discard blocks.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 2.6.37, `fs/ext4/ioctl.c` and others.
/// [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FITRIM")]
#[inline]
pub fn ioctl_fitrim(fd: impl AsFd, range: FstrimRange) -> Result<u64> {
    let mut range = range;
    // SAFETY: file systems read the 24 bytes and write no more than these.
    unsafe { update(fd, Request::FITRIM, &raw mut range) }.map(|_| range.len)
}

/// The size of the buffer for a label, including the NUL.
pub const FSLABEL_MAX: usize = 256;

/// Writes zeros byte by byte. Filling the memory at once may call `memset`, which a program may not
/// have.
#[inline]
fn zeroed<T>(room: &mut MaybeUninit<T>) {
    let bytes = room.as_mut_ptr().cast::<u8>();
    for at in 0..size_of::<T>() {
        // SAFETY: `at` is below the size of the buffer.
        unsafe { bytes.add(at).write_volatile(0) };
    }
}

/// `ioctl(2)`, `FS_IOC_GETFSLABEL`: reads the label of a file system into the caller's buffer.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
///
/// # Kernel
///
/// Linux 4.18, `fs/ext4/ioctl.c` and others.
/// [ioctl_fslabel(2)](https://man7.org/linux/man-pages/man2/ioctl_fslabel.2.html)
#[doc(alias = "FS_IOC_GETFSLABEL")]
#[inline]
pub fn ioctl_fs_ioc_getfslabel(
    fd: impl AsFd,
    label: &mut MaybeUninit<[u8; FSLABEL_MAX]>,
) -> Result<&CStr> {
    zeroed(label);
    // SAFETY: file systems write no more than the 256 bytes.
    let done = unsafe { update(fd, Request::FS_IOC_GETFSLABEL, label.as_mut_ptr()) };
    // SAFETY: `zeroed` has initialised all bytes.
    let label = unsafe { label.assume_init_mut() };
    label[FSLABEL_MAX - 1] = 0;
    done.map(|_| CStr::from_bytes_until_nul(label).unwrap_or_default())
}

/// `ioctl(2)`, `FS_IOC_SETFSLABEL`: sets the label of a file system to the bytes before the first
/// NUL.
///
/// Each type of file system has its own maximum length.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the label is too long, or has no NUL.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 4.18, `fs/ext4/ioctl.c` and others.
/// [ioctl_fslabel(2)](https://man7.org/linux/man-pages/man2/ioctl_fslabel.2.html)
#[doc(alias = "FS_IOC_SETFSLABEL")]
#[inline]
pub fn ioctl_fs_ioc_setfslabel(fd: impl AsFd, label: &[u8; FSLABEL_MAX]) -> Result<()> {
    // SAFETY: file systems read at most the 256 bytes, and write nothing.
    unsafe { set(fd, Request::FS_IOC_SETFSLABEL, label) }
}

/// The UUID of a file system (`struct fsuuid2`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Fsuuid2 {
    /// The number of bytes that are valid: 16, or fewer if this type of file system has shorter
    /// ones.
    pub len: u8,
    /// The bytes, padded with zeros.
    pub uuid: [u8; 16],
}

static_assertions::const_assert_eq!(size_of::<Fsuuid2>(), 17);

impl Fsuuid2 {
    /// The valid bytes.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.uuid.get(..self.len.into()).unwrap_or(&self.uuid)
    }
}

/// `ioctl(2)`, `FS_IOC_GETFSUUID`: returns the UUID of a file system.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system has no UUID, or the kernel is older than
///   Linux 6.9.
///
/// # Kernel
///
/// Linux 6.9, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_GETFSUUID")]
#[inline]
pub fn ioctl_fs_ioc_getfsuuid(fd: impl AsFd) -> Result<Fsuuid2> {
    // SAFETY: the kernel itself handles the request for every file, and writes the 17 bytes.
    unsafe { get(fd, Request::FS_IOC_GETFSUUID) }
}

/// The path of a file system below `/sys/fs` (`struct fs_sysfs_path`).
#[repr(C)]
pub struct FsSysfsPath {
    /// The length of the path in bytes.
    pub len: u8,
    /// The path, padded with zeros.
    pub name: [u8; 128],
}

static_assertions::const_assert_eq!(size_of::<FsSysfsPath>(), 129);

impl FsSysfsPath {
    /// The path, which consists of the type of the file system and its name, such as `ext4/sda1`.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.name.get(..self.len.into()).unwrap_or(&self.name)
    }
}

impl fmt::Debug for FsSysfsPath {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.bytes().utf8_chunks();
        f.write_str("FsSysfsPath(\"")?;
        name.into_iter()
            .try_for_each(|chunk| f.write_str(chunk.valid()))?;
        f.write_str("\")")
    }
}

/// `ioctl(2)`, `FS_IOC_GETFSSYSFSPATH`: reads the path of a file system below `/sys/fs` and
/// `/sys/kernel/debug` into the caller's buffer.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system has no such path, or the kernel is older
///   than Linux 6.9.
///
/// # Kernel
///
/// Linux 6.9, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_GETFSSYSFSPATH")]
#[inline]
pub fn ioctl_fs_ioc_getfssysfspath(
    fd: impl AsFd,
    path: &mut MaybeUninit<FsSysfsPath>,
) -> Result<&FsSysfsPath> {
    zeroed(path);
    // SAFETY: the kernel itself handles the request for every file, and writes the 129 bytes.
    let done = unsafe { update(fd, Request::FS_IOC_GETFSSYSFSPATH, path.as_mut_ptr()) };
    // SAFETY: `zeroed` has initialised all bytes.
    done.map(|_| unsafe { path.assume_init_ref() })
}
