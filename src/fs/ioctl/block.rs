//! Requests of `ioctl(2)` to block devices.

use core::ffi::c_long;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::ioctl::{Request, call, get, set};

impl Request {
    /// See [`ioctl_blkroset`].
    pub const BLKROSET: Request<i32> = Request::none(0x12, 93);
    /// See [`ioctl_blkroget`].
    pub const BLKROGET: Request<i32> = Request::none(0x12, 94);
    /// See [`ioctl_blkrrpart`].
    pub const BLKRRPART: Self = Self::none(0x12, 95);
    /// See [`ioctl_blkflsbuf`].
    pub const BLKFLSBUF: Self = Self::none(0x12, 97);
    /// See [`ioctl_blkraset`].
    pub const BLKRASET: Self = Self::none(0x12, 98);
    /// See [`ioctl_blkraget`].
    pub const BLKRAGET: Request<c_long> = Request::none(0x12, 99);
    /// See [`ioctl_blksectget`].
    pub const BLKSECTGET: Request<u32> = Request::none(0x12, 103);
    /// See [`ioctl_blksszget`].
    pub const BLKSSZGET: Request<i32> = Request::none(0x12, 104);
    /// See [`ioctl_blkbszget`].
    pub const BLKBSZGET: Request<usize> = Request::read(0x12, 112);
    /// See [`ioctl_blkbszset`].
    pub const BLKBSZSET: Request<usize> = Request::write(0x12, 113);
    /// See [`ioctl_blkgetsize64`].
    pub const BLKGETSIZE64: Request<u64> = Request::<usize>::read(0x12, 114).more();
    /// See [`ioctl_blkdiscard`].
    pub const BLKDISCARD: Request<[u64; 2]> = Request::none(0x12, 119);
    /// See [`ioctl_blkiomin`].
    pub const BLKIOMIN: Request<u32> = Request::none(0x12, 120);
    /// See [`ioctl_blkioopt`].
    pub const BLKIOOPT: Request<u32> = Request::none(0x12, 121);
    /// See [`ioctl_blkalignoff`].
    pub const BLKALIGNOFF: Request<i32> = Request::none(0x12, 122);
    /// See [`ioctl_blkpbszget`].
    pub const BLKPBSZGET: Request<u32> = Request::none(0x12, 123);
    /// See [`ioctl_blkdiscardzeroes`].
    pub const BLKDISCARDZEROES: Request<u32> = Request::none(0x12, 124);
    /// See [`ioctl_blksecdiscard`].
    pub const BLKSECDISCARD: Request<[u64; 2]> = Request::none(0x12, 125);
    /// See [`ioctl_blkrotational`].
    pub const BLKROTATIONAL: Request<u16> = Request::none(0x12, 126);
    /// See [`ioctl_blkzeroout`].
    pub const BLKZEROOUT: Request<[u64; 2]> = Request::none(0x12, 127);
    /// See [`ioctl_blkgetdiskseq`].
    pub const BLKGETDISKSEQ: Request<u64> = Request::read(0x12, 128);
}

/// `ioctl(2)`, `BLKGETSIZE64`: returns the size of a device in bytes.
///
/// The result has 64 bits on both targets, although the request's number states the size of a word.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKGETSIZE64")]
#[inline]
pub fn ioctl_blkgetsize64(fd: impl AsFd) -> Result<u64> {
    // SAFETY: drivers write 64 bits.
    unsafe { get(fd, Request::BLKGETSIZE64) }
}

/// `ioctl(2)`, `BLKSSZGET`: returns the logical sector size, in bytes: the smallest unit that the
/// device can read or write.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKSSZGET")]
#[inline]
pub fn ioctl_blksszget(fd: impl AsFd) -> Result<i32> {
    // SAFETY: drivers write an `int`.
    unsafe { get(fd, Request::BLKSSZGET) }
}

/// `ioctl(2)`, `BLKPBSZGET`: returns the physical sector size, in bytes: the smallest unit that the
/// device can write without reading it first.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.6.32, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKPBSZGET")]
#[inline]
pub fn ioctl_blkpbszget(fd: impl AsFd) -> Result<u32> {
    // SAFETY: drivers write an `unsigned int`.
    unsafe { get(fd, Request::BLKPBSZGET) }
}

/// `ioctl(2)`, `BLKIOMIN`: returns the smallest preferred size of a read or write, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.6.32, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKIOMIN")]
#[inline]
pub fn ioctl_blkiomin(fd: impl AsFd) -> Result<u32> {
    // SAFETY: drivers write an `unsigned int`.
    unsafe { get(fd, Request::BLKIOMIN) }
}

/// `ioctl(2)`, `BLKIOOPT`: returns the optimal size of a read or write, in bytes, or 0 if the
/// device reports none.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.6.32, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKIOOPT")]
#[inline]
pub fn ioctl_blkioopt(fd: impl AsFd) -> Result<u32> {
    // SAFETY: drivers write an `unsigned int`.
    unsafe { get(fd, Request::BLKIOOPT) }
}

/// `ioctl(2)`, `BLKALIGNOFF`: returns the offset of the first physical sector from the start of the
/// device, in bytes, or -1 if the alignments of stacked devices conflict.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.6.32, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKALIGNOFF")]
#[inline]
pub fn ioctl_blkalignoff(fd: impl AsFd) -> Result<i32> {
    // SAFETY: drivers write an `int`.
    unsafe { get(fd, Request::BLKALIGNOFF) }
}

/// `ioctl(2)`, `BLKSECTGET`: returns the maximum size of one request to the device, in units of 512
/// bytes and at most 65535.
///
/// SCSI character devices such as `/dev/sg0` implement it too, and return bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKSECTGET")]
#[inline]
pub fn ioctl_blksectget(fd: impl AsFd) -> Result<u32> {
    // SAFETY: block devices write an `unsigned short`, `/dev/sg0` an `unsigned int`.
    unsafe { get(fd, Request::BLKSECTGET) }
}

/// `ioctl(2)`, `BLKBSZGET`: returns the block size of the device's page cache, in bytes.
///
/// The result has 32 bits on both targets, although the request's number states the size of a word.
/// A 64-bit kernel returns the logical sector size to an i686 program instead, as
/// [`ioctl_blksszget`] does.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKBSZGET")]
#[inline]
pub fn ioctl_blkbszget(fd: impl AsFd) -> Result<i32> {
    // SAFETY: drivers write an `int`, and a file in user space writes at most the word that the
    // number states.
    let word = unsafe { get(fd, Request::BLKBSZGET) };
    word.map(|word| word as i32)
}

/// `ioctl(2)`, `BLKBSZSET`: sets the block size of the device's page cache, in bytes.
///
/// The device must not be in exclusive use, for example by a mounted file system. A later mount
/// sets the size again.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process lacks `CAP_SYS_ADMIN`.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): the device is in exclusive use.
/// - [`INVAL`](crate::Errno::INVAL): `size` is not a power of two, or not between the logical
///   sector size and the page size. Linux 6.15 and newer accept up to 64 KiB if they have
///   transparent huge pages.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKBSZSET")]
#[inline]
pub fn ioctl_blkbszset(fd: impl AsFd, size: i32) -> Result<()> {
    // The request's number states a word, but drivers read an `int`.
    let size = size as u32 as usize;
    // SAFETY: drivers read at most the word, and write nothing.
    unsafe { set(fd, Request::BLKBSZSET, &size) }
}

/// `ioctl(2)`, `BLKROGET`: returns whether the device is read-only.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKROGET")]
#[inline]
pub fn ioctl_blkroget(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `int`.
    let answer = unsafe { get(fd, Request::BLKROGET) };
    answer.map(|answer| answer != 0)
}

/// `ioctl(2)`, `BLKROSET`: makes the device read-only or writable.
///
/// Writes through descriptors that are open for writing then fail with
/// [`PERM`](crate::Errno::PERM), but a mounted file system continues to write.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process lacks `CAP_SYS_ADMIN`.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKROSET")]
#[inline]
pub fn ioctl_blkroset(fd: impl AsFd, readonly: bool) -> Result<()> {
    // SAFETY: drivers read an `int`, and write nothing.
    unsafe { set(fd, Request::BLKROSET, &i32::from(readonly)) }
}

/// `ioctl(2)`, `BLKRAGET`: returns how much the kernel reads ahead, in units of 512 bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKRAGET")]
#[inline]
pub fn ioctl_blkraget(fd: impl AsFd) -> Result<usize> {
    // SAFETY: drivers write a `long`.
    let answer = unsafe { get(fd, Request::BLKRAGET) };
    answer.map(|answer| answer as usize)
}

/// `ioctl(2)`, `BLKRASET`: sets how much the kernel reads ahead, in units of 512 bytes.
///
/// The kernel rounds down to whole pages.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process lacks `CAP_SYS_ADMIN`.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKRASET")]
#[inline]
pub fn ioctl_blkraset(fd: impl AsFd, units: usize) -> Result<()> {
    // SAFETY: the argument is a number, and no driver interprets it as an address.
    unsafe { call(fd, Request::BLKRASET, units) }
}

/// `ioctl(2)`, `BLKROTATIONAL`: returns whether the device rotates, so that access to nearby
/// sectors is fastest.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 3.3, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKROTATIONAL")]
#[inline]
pub fn ioctl_blkrotational(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `unsigned short`.
    let answer = unsafe { get(fd, Request::BLKROTATIONAL) };
    answer.map(|answer| answer != 0)
}

/// `ioctl(2)`, `BLKDISCARDZEROES`: returns whether discarded blocks read as zeros. Since Linux 4.12
/// it always returns `false`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.6.33, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKDISCARDZEROES")]
#[inline]
pub fn ioctl_blkdiscardzeroes(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `unsigned int`.
    let answer = unsafe { get(fd, Request::BLKDISCARDZEROES) };
    answer.map(|answer| answer != 0)
}

/// `ioctl(2)`, `BLKGETDISKSEQ`: returns a number that no other disk has had since the system
/// started, even under the same name.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 5.15, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKGETDISKSEQ")]
#[inline]
pub fn ioctl_blkgetdiskseq(fd: impl AsFd) -> Result<u64> {
    // SAFETY: drivers write 64 bits.
    unsafe { get(fd, Request::BLKGETDISKSEQ) }
}

/// `ioctl(2)`, `BLKFLSBUF`: writes the device's page cache to the device, and drops the cached
/// pages.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process lacks `CAP_SYS_ADMIN`.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKFLSBUF")]
#[inline]
pub fn ioctl_blkflsbuf(fd: impl AsFd) -> Result<()> {
    // SAFETY: drivers ignore the argument.
    unsafe { call(fd, Request::BLKFLSBUF, 0_u32) }
}

/// `ioctl(2)`, `BLKRRPART`: reads the partition table again.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process lacks `CAP_SYS_ADMIN`.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): a partition is in use.
/// - [`INVAL`](crate::Errno::INVAL): the device is a partition, or cannot have partitions.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKRRPART")]
#[inline]
pub fn ioctl_blkrrpart(fd: impl AsFd) -> Result<()> {
    // SAFETY: drivers ignore the argument.
    unsafe { call(fd, Request::BLKRRPART, 0_u32) }
}

/// `ioctl(2)`, `BLKDISCARD`: discards `length` bytes from `start` on, so that the device may free
/// them.
///
/// Afterwards, the content of the range is undefined.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or not open for writing.
/// - [`INVAL`](crate::Errno::INVAL): `start` or `length` is not a multiple of the logical sector
///   size, or the range reaches beyond the end of the device.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device does not support the operation.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 2.6.28, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKDISCARD")]
#[inline]
pub fn ioctl_blkdiscard(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, write nothing there, and change only the device.
    unsafe { set(fd, Request::BLKDISCARD, &[start, length]) }
}

/// `ioctl(2)`, `BLKSECDISCARD`: discards bytes like [`ioctl_blkdiscard`], and makes the device
/// erase all copies of them.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or not open for writing.
/// - [`INVAL`](crate::Errno::INVAL): `start` or `length` is not a multiple of the logical sector
///   size, or the range reaches beyond the end of the device.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device does not support the operation.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 2.6.36, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKSECDISCARD")]
#[inline]
pub fn ioctl_blksecdiscard(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, write nothing there, and change only the device.
    unsafe { set(fd, Request::BLKSECDISCARD, &[start, length]) }
}

/// `ioctl(2)`, `BLKZEROOUT`: fills `length` bytes from `start` on with zeros.
///
/// If the device has no command for it, the kernel writes zeros.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or not open for writing.
/// - [`INVAL`](crate::Errno::INVAL): `start` or `length` is not a multiple of the logical sector
///   size, or the range reaches beyond the end of the device.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a block device.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 3.7, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKZEROOUT")]
#[inline]
pub fn ioctl_blkzeroout(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, write nothing there, and change only the device.
    unsafe { set(fd, Request::BLKZEROOUT, &[start, length]) }
}
