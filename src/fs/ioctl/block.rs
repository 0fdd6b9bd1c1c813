//! What `ioctl(2)` does with block devices.

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

/// `ioctl(2)`, `BLKGETSIZE64`: the length of a device in bytes.
///
/// The number has the size of a word in it, and differs between the targets; the answer has 64 bits on both.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKSSZGET`: the logical sector of a device: the least that it reads and writes, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKPBSZGET`: the physical sector of a device: the least that it writes without reading first, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKIOMIN`: the least that is good to read or write at once, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKIOOPT`: what is best to read or write at once, in bytes; 0: nothing is best.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKALIGNOFF`: how far the first physical sector lies behind the start of the device, in bytes; -1: it
/// cannot be said.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKSECTGET`: the most that one request to the device may have, in units of 512 bytes, 65535 for more.
///
/// A character device for SCSI (`/dev/sg0`) answers too, in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKBSZGET`: the block of the device's page cache, in bytes.
///
/// The number has the size of a word in it, and differs between the targets; the answer has 32 bits on both. A 64-bit
/// kernel tells an i686 program the logical sector instead, as [`ioctl_blksszget`] does.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKBSZGET")]
#[inline]
pub fn ioctl_blkbszget(fd: impl AsFd) -> Result<i32> {
    // SAFETY: drivers write an `int`, and a file in user space the word that the number says.
    let word = unsafe { get(fd, Request::BLKBSZGET) };
    word.map(|word| word as i32)
}

/// `ioctl(2)`, `BLKBSZSET`: sets the block of the device's page cache, in bytes.
///
/// A mount sets it again; the device is in use by nobody else.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): without CAP_SYS_ADMIN.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): in use.
/// - [`INVAL`](crate::Errno::INVAL): not a power of two from the logical sector to a page; more where the device can.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.4, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKBSZSET")]
#[inline]
pub fn ioctl_blkbszset(fd: impl AsFd, size: i32) -> Result<()> {
    // The number tells a word, of which drivers read an `int`.
    let size = size as u32 as usize;
    // SAFETY: the word is initialised.
    unsafe { set(fd, Request::BLKBSZSET, &size) }
}

/// `ioctl(2)`, `BLKROGET`: whether the device is read-only.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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
/// Who has it open for writing goes on.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): without CAP_SYS_ADMIN.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKROSET")]
#[inline]
pub fn ioctl_blkroset(fd: impl AsFd, readonly: bool) -> Result<()> {
    // SAFETY: drivers read an `int`.
    unsafe { set(fd, Request::BLKROSET, &i32::from(readonly)) }
}

/// `ioctl(2)`, `BLKRAGET`: how much is read ahead, in units of 512 bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKRASET`: sets how much is read ahead, in units of 512 bytes.
///
/// Whole pages count.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): without CAP_SYS_ADMIN.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKRASET")]
#[inline]
pub fn ioctl_blkraset(fd: impl AsFd, units: usize) -> Result<()> {
    // SAFETY: takes a number, which no other driver takes for an address.
    unsafe { call(fd, Request::BLKRASET, units) }
}

/// `ioctl(2)`, `BLKROTATIONAL`: whether the device turns, so that what lies near is read soonest.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKDISCARDZEROES`: whether what is discarded reads as zeros; since Linux 4.12 always `false`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKGETDISKSEQ`: a number that no other disk has had since the system started, whatever its name.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
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

/// `ioctl(2)`, `BLKFLSBUF`: writes what the page cache has to the device, and forgets what is in it.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): without CAP_SYS_ADMIN.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKFLSBUF")]
#[inline]
pub fn ioctl_blkflsbuf(fd: impl AsFd) -> Result<()> {
    // SAFETY: takes nothing.
    unsafe { call(fd, Request::BLKFLSBUF, 0_u32) }
}

/// `ioctl(2)`, `BLKRRPART`: reads the table of partitions again.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): without CAP_SYS_ADMIN.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): a partition is in use.
/// - [`INVAL`](crate::Errno::INVAL): no device with partitions.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
///
/// # Kernel
///
/// Linux 2.0, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKRRPART")]
#[inline]
pub fn ioctl_blkrrpart(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::BLKRRPART, 0_u32) }
}

/// `ioctl(2)`, `BLKDISCARD`: tells the device that `length` bytes from `start` on are needed no more.
///
/// What they read as afterwards is anything.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open for writing, or not open.
/// - [`INVAL`](crate::Errno::INVAL): not multiples of 512, or beyond the end.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device cannot.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 2.6.28, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKDISCARD")]
#[inline]
pub fn ioctl_blkdiscard(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, and change the device alone.
    unsafe { set(fd, Request::BLKDISCARD, &[start, length]) }
}

/// `ioctl(2)`, `BLKSECDISCARD`: as [`ioctl_blkdiscard`], and the device destroys all copies of them.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open for writing, or not open.
/// - [`INVAL`](crate::Errno::INVAL): not multiples of 512, or beyond the end.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the device cannot.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 2.6.36, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKSECDISCARD")]
#[inline]
pub fn ioctl_blksecdiscard(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, and change the device alone.
    unsafe { set(fd, Request::BLKSECDISCARD, &[start, length]) }
}

/// `ioctl(2)`, `BLKZEROOUT`: makes `length` bytes from `start` on read as zeros.
///
/// Where the device has no way of its own, zeros are written.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open for writing, or not open.
/// - [`INVAL`](crate::Errno::INVAL): not multiples of 512, or beyond the end.
/// - [`NOTTY`](crate::Errno::NOTTY): not a block device.
/// - [`PERM`](crate::Errno::PERM): the device is read-only.
///
/// # Kernel
///
/// Linux 3.7, `block/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "BLKZEROOUT")]
#[inline]
pub fn ioctl_blkzeroout(fd: impl AsFd, start: u64, length: u64) -> Result<()> {
    // SAFETY: drivers read 16 bytes, and change the device alone.
    unsafe { set(fd, Request::BLKZEROOUT, &[start, length]) }
}
