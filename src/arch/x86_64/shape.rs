//! Calls whose arguments differ between the targets.

use super::backend::{syscall2, syscall3, syscall4, syscall6};
use super::layout::{Stat, Statfs};
use crate::errno::Result;
use crate::sysno::Sysno;

/// What every call that opens a file adds to its flags (`O_LARGEFILE`): the kernel sets it itself.
pub(crate) const LARGEFILE: u32 = 0;

/// `fcntl`'s commands for locks with 64-bit ranges.
pub(crate) const GETLK: u32 = 5;
pub(crate) const SETLK: u32 = 6;
pub(crate) const SETLKW: u32 = 7;

/// `tv_nsec`, which the kernel reads whole: it rejects what is out of range itself.
#[inline]
pub(crate) const fn nanoseconds(_: i64) -> Result<()> {
    Ok(())
}

/// `mmap`: the offset in bytes, in one register.
///
/// # Safety
///
/// As `backend::syscall6`.
#[inline]
pub(crate) unsafe fn mmap(
    addr: usize,
    len: usize,
    prot: usize,
    flags: usize,
    fd: usize,
    offset: u64,
) -> usize {
    // SAFETY: the duty is the caller's.
    unsafe { syscall6(Sysno::MMAP, addr, len, prot, flags, fd, offset as usize) }
}

/// `lseek`: the position is the result, here given twice.
///
/// # Safety
///
/// As `backend::syscall3`.
#[inline]
pub(crate) unsafe fn lseek(fd: usize, offset: u64, whence: usize) -> (usize, u64) {
    // SAFETY: the duty is the caller's.
    let word = unsafe { syscall3(Sysno::LSEEK, fd, offset as usize, whence) };
    (word, word as u64)
}

/// `fstat`.
///
/// # Safety
///
/// As `backend::syscall2`; the kernel writes `stat`.
#[inline]
pub(crate) unsafe fn fstat(fd: usize, stat: *mut Stat) -> usize {
    // SAFETY: the duty is the caller's.
    unsafe { syscall2(Sysno::FSTAT, fd, stat.expose_provenance()) }
}

/// `newfstatat`.
///
/// # Safety
///
/// As `backend::syscall4`; the kernel reads the string at `path` and writes `stat`.
#[inline]
pub(crate) unsafe fn fstatat(dir: usize, path: usize, stat: *mut Stat, flags: usize) -> usize {
    // SAFETY: the duty is the caller's.
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

/// `statfs`.
///
/// # Safety
///
/// As `backend::syscall2`; the kernel reads the string at `path` and writes `statfs`.
#[inline]
pub(crate) unsafe fn statfs(path: usize, statfs: *mut Statfs) -> usize {
    // SAFETY: the duty is the caller's.
    unsafe { syscall2(Sysno::STATFS, path, statfs.expose_provenance()) }
}

/// `fstatfs`.
///
/// # Safety
///
/// As `backend::syscall2`; the kernel writes `statfs`.
#[inline]
pub(crate) unsafe fn fstatfs(fd: usize, statfs: *mut Statfs) -> usize {
    // SAFETY: the duty is the caller's.
    unsafe { syscall2(Sysno::FSTATFS, fd, statfs.expose_provenance()) }
}
