//! What `ioctl(2)` does with file systems.

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

/// `ioctl(2)`, `FIGETBSZ`: the block of the file's file system, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a file system without blocks.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIGETBSZ")]
#[inline]
pub fn ioctl_figetbsz(fd: impl AsFd) -> Result<i32> {
    // SAFETY: the kernel writes an `int`, for every file.
    unsafe { get(fd, Request::FIGETBSZ) }
}

/// `ioctl(2)`, `FIBMAP`: on which block of the device a block of the file lies; 0: on none.
///
/// [`ioctl_fs_ioc_fiemap`](crate::fs::ioctl_fs_ioc_fiemap) tells more, and needs no right.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a file system without blocks, or a block beyond what the file can have.
/// - [`NOTTY`](crate::Errno::NOTTY): no file that knows the number.
/// - [`PERM`](crate::Errno::PERM): without CAP_SYS_RAWIO.
///
/// # Safety
///
/// - `fd` is a regular file or a directory. The number is 1, which is another request to many devices: to a SCSI
///   disk, one that writes as much as the caller's bytes say.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIBMAP")]
#[inline]
pub unsafe fn ioctl_fibmap(fd: impl AsFd, block: i32) -> Result<i32> {
    let mut block = block;
    let at = &raw mut block;
    // SAFETY: to a regular file, says the caller, and then the kernel reads an `int` and writes one.
    unsafe { update(fd, Request::FIBMAP, at) }.map(|_| block)
}

/// `ioctl(2)`, `FIFREEZE`: brings a file system to rest, whole on the device; who writes waits until [`ioctl_fithaw`].
///
/// The same process must not write to it before that, and closing the descriptor thaws nothing.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): frozen already.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
/// - [`PERM`](crate::Errno::PERM): without CAP_SYS_ADMIN.
///
/// # Kernel
///
/// Linux 2.6.29, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FIFREEZE")]
#[inline]
pub fn ioctl_fifreeze(fd: impl AsFd) -> Result<()> {
    // SAFETY: the kernel reads nothing, for every file.
    unsafe { call(fd, Request::FIFREEZE, 0_u32) }
}

/// `ioctl(2)`, `FITHAW`: lets a file system go on after [`ioctl_fifreeze`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): not frozen.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
/// - [`PERM`](crate::Errno::PERM): without CAP_SYS_ADMIN.
///
/// # Kernel
///
/// Linux 2.6.29, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FITHAW")]
#[inline]
pub fn ioctl_fithaw(fd: impl AsFd) -> Result<()> {
    // SAFETY: the kernel reads nothing, for every file.
    unsafe { call(fd, Request::FITHAW, 0_u32) }
}

/// What [`ioctl_fitrim`] goes through (`struct fstrim_range`), in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct FstrimRange {
    /// Where it begins.
    pub start: u64,
    /// How long it is; `u64::MAX`: to the end.
    pub len: u64,
    /// What is shorter stays.
    pub minlen: u64,
}

static_assertions::const_assert_eq!(size_of::<FstrimRange>(), 24);

/// `ioctl(2)`, `FITRIM`: discards what a file system does not use: how many bytes it was.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`INVAL`](crate::Errno::INVAL): a range that is too short or outside.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system that cannot.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device cannot discard.
/// - [`PERM`](crate::Errno::PERM): without CAP_SYS_ADMIN.
///
/// # Kernel
///
/// Linux 2.6.37, `fs/ext4/ioctl.c` and its like. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FITRIM")]
#[inline]
pub fn ioctl_fitrim(fd: impl AsFd, range: FstrimRange) -> Result<u64> {
    let mut range = range;
    // SAFETY: file systems read the 24 bytes, and write no more.
    unsafe { update(fd, Request::FITRIM, &raw mut range) }.map(|_| range.len)
}

/// The room for a label, with the NUL at its end.
pub const FSLABEL_MAX: usize = 256;

/// Zeros, one at a time: what fills memory at once may be a call of `memset`, which a program may not have.
#[inline]
fn zeroed<T>(room: &mut MaybeUninit<T>) {
    let bytes = room.as_mut_ptr().cast::<u8>();
    for at in 0..size_of::<T>() {
        // SAFETY: inside of the room.
        unsafe { bytes.add(at).write_volatile(0) };
    }
}

/// `ioctl(2)`, `FS_IOC_GETFSLABEL`: a file system's label, in the caller's buffer.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
///
/// # Kernel
///
/// Linux 4.18, `fs/ext4/ioctl.c` and its like.
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
    // SAFETY: the bytes are zeros, or what the file system has written.
    let label = unsafe { label.assume_init_mut() };
    label[FSLABEL_MAX - 1] = 0;
    done.map(|_| CStr::from_bytes_until_nul(label).unwrap_or_default())
}

/// `ioctl(2)`, `FS_IOC_SETFSLABEL`: sets a file system's label: the bytes up to a NUL.
///
/// Each kind of file system has its own limit.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): too long, or no NUL.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
/// - [`PERM`](crate::Errno::PERM): without CAP_SYS_ADMIN.
///
/// # Kernel
///
/// Linux 4.18, `fs/ext4/ioctl.c` and its like.
/// [ioctl_fslabel(2)](https://man7.org/linux/man-pages/man2/ioctl_fslabel.2.html)
#[doc(alias = "FS_IOC_SETFSLABEL")]
#[inline]
pub fn ioctl_fs_ioc_setfslabel(fd: impl AsFd, label: &[u8; FSLABEL_MAX]) -> Result<()> {
    // SAFETY: file systems read the 256 bytes, or fewer.
    unsafe { set(fd, Request::FS_IOC_SETFSLABEL, label) }
}

/// What tells a file system from all others (`struct fsuuid2`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Fsuuid2 {
    /// How many bytes count: 16, or fewer where the kind of file system has a shorter one.
    pub len: u8,
    /// The bytes, and zeros.
    pub uuid: [u8; 16],
}

static_assertions::const_assert_eq!(size_of::<Fsuuid2>(), 17);

impl Fsuuid2 {
    /// The bytes that count.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.uuid.get(..self.len.into()).unwrap_or(&self.uuid)
    }
}

/// `ioctl(2)`, `FS_IOC_GETFSUUID`: a file system's UUID.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without one, or an older kernel.
///
/// # Kernel
///
/// Linux 6.9, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_GETFSUUID")]
#[inline]
pub fn ioctl_fs_ioc_getfsuuid(fd: impl AsFd) -> Result<Fsuuid2> {
    // SAFETY: the kernel writes the 17 bytes, for every file.
    unsafe { get(fd, Request::FS_IOC_GETFSUUID) }
}

/// Where a file system has its files below `/sys/fs` (`struct fs_sysfs_path`).
#[repr(C)]
pub struct FsSysfsPath {
    /// How long the path is.
    pub len: u8,
    /// The path, and zeros.
    pub name: [u8; 128],
}

static_assertions::const_assert_eq!(size_of::<FsSysfsPath>(), 129);

impl FsSysfsPath {
    /// The path: the kind of file system and its name, such as `ext4/sda1`.
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

/// `ioctl(2)`, `FS_IOC_GETFSSYSFSPATH`: where a file system has its files below `/sys/fs` and `/sys/kernel/debug`, in
/// the caller's buffer.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without them, or an older kernel.
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
    // SAFETY: the kernel writes the 129 bytes, for every file.
    let done = unsafe { update(fd, Request::FS_IOC_GETFSSYSFSPATH, path.as_mut_ptr()) };
    // SAFETY: the bytes are zeros, or what the kernel has written.
    done.map(|_| unsafe { path.assume_init_ref() })
}
