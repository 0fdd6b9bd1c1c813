//! Calls whose arguments differ between the targets.

use super::backend::{syscall2, syscall3, syscall4, syscall6};
use super::layout::{Stat, Statfs};
use crate::errno::Result;
use crate::sysno::Sysno;

/// The flag that every call that opens a file adds (`O_LARGEFILE`). It is 0 here, because a 64-bit
/// kernel adds the flag for 64-bit processes.
pub(crate) const LARGEFILE: u32 = 0;

/// `fcntl`'s commands for locks with 64-bit ranges.
pub(crate) const GETLK: u32 = 5;
pub(crate) const SETLK: u32 = 6;
pub(crate) const SETLKW: u32 = 7;

/// Accepts every `tv_nsec`, because the kernel reads all its bits and rejects a value out of range.
#[inline]
pub(crate) const fn nanoseconds(_: i64) -> Result<()> {
    Ok(())
}

/// Makes the call `mmap`, which takes the offset in bytes, in one register.
///
/// # Safety
///
/// - The duties of `backend::syscall6` apply.
#[inline]
pub(crate) unsafe fn mmap(
    addr: usize,
    len: usize,
    prot: usize,
    flags: usize,
    fd: usize,
    offset: u64,
) -> usize {
    // SAFETY: the caller has the same duties.
    unsafe { syscall6(Sysno::MMAP, addr, len, prot, flags, fd, offset as usize) }
}

/// Makes the call `lseek`. Returns the kernel's word and the position, which are the same here.
///
/// # Safety
///
/// - The duties of `backend::syscall3` apply.
#[inline]
pub(crate) unsafe fn lseek(fd: usize, offset: u64, whence: usize) -> (usize, u64) {
    // SAFETY: the caller has the same duties.
    let word = unsafe { syscall3(Sysno::LSEEK, fd, offset as usize, whence) };
    (word, word as u64)
}

/// Makes the call `fstat`.
///
/// # Safety
///
/// - The duties of `backend::syscall2` apply.
/// - `stat` must be valid for writes. It is written only if the result is 0.
#[inline]
pub(crate) unsafe fn fstat(fd: usize, stat: *mut Stat) -> usize {
    // SAFETY: the caller has the same duties.
    unsafe { syscall2(Sysno::FSTAT, fd, stat.expose_provenance()) }
}

/// Makes the call `newfstatat`.
///
/// # Safety
///
/// - The duties of `backend::syscall4` apply.
/// - `path` must be the address of a string that ends with a nul byte.
/// - `stat` must be valid for writes. It is written only if the result is 0.
#[inline]
pub(crate) unsafe fn fstatat(dir: usize, path: usize, stat: *mut Stat, flags: usize) -> usize {
    // SAFETY: the caller has the same duties.
    unsafe {
        syscall4(
            Sysno::NEWFSTATAT,
            dir,
            path,
            stat.expose_provenance(),
            flags,
        )
    }
}

/// Makes the call `statfs`.
///
/// # Safety
///
/// - The duties of `backend::syscall2` apply.
/// - `path` must be the address of a string that ends with a nul byte.
/// - `statfs` must be valid for writes.
#[inline]
pub(crate) unsafe fn statfs(path: usize, statfs: *mut Statfs) -> usize {
    // SAFETY: the caller has the same duties.
    unsafe { syscall2(Sysno::STATFS, path, statfs.expose_provenance()) }
}

/// Makes the call `fstatfs`.
///
/// # Safety
///
/// - The duties of `backend::syscall2` apply.
/// - `statfs` must be valid for writes.
#[inline]
pub(crate) unsafe fn fstatfs(fd: usize, statfs: *mut Statfs) -> usize {
    // SAFETY: the caller has the same duties.
    unsafe { syscall2(Sysno::FSTATFS, fd, statfs.expose_provenance()) }
}
