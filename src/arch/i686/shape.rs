//! Calls whose arguments differ between the targets.

use core::mem::MaybeUninit;

use super::backend::{syscall3, syscall5, syscall6};
use super::layout::{Stat, Statfs, Statx};
use crate::errno::{Errno, Result};
use crate::sysno::Sysno;

/// What every call that opens a file adds to its flags (`O_LARGEFILE`): without it a file of 2 GiB or more does not open.
pub(crate) const LARGEFILE: u32 = 0o100000;

/// `fcntl`'s commands for locks with 64-bit ranges (`F_GETLK64` and its two neighbours).
pub(crate) const GETLK: u32 = 12;
pub(crate) const SETLK: u32 = 13;
pub(crate) const SETLKW: u32 = 14;

/// `tv_nsec`, of which the kernel reads 32 bits in a 32-bit process: the upper half would be lost, unless it is zero.
#[inline]
pub(crate) const fn nanoseconds(tv_nsec: i64) -> Result<()> {
    match tv_nsec >> 32 {
        0 => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

/// `mmap2`: the offset in units of 4096 bytes, in one register. What that cannot say is `-EINVAL`, as from libc.
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
    match usize::try_from(offset >> 12) {
        // SAFETY: the duty is the caller's.
        Ok(unit) if offset.trailing_zeros() >= 12 => unsafe {
            syscall6(Sysno::MMAP2, addr, len, prot, flags, fd, unit)
        },
        _ => (Errno::INVAL.raw() as usize).wrapping_neg(),
    }
}

/// `_llseek`: the high word first, and the position by pointer. It means something when the word is no error.
///
/// # Safety
///
/// As `backend::syscall5`.
#[inline]
pub(crate) unsafe fn lseek(fd: usize, offset: u64, whence: usize) -> (usize, u64) {
    let (high, low) = ((offset >> 32) as usize, offset as usize);
    let mut position = 0u64;
    let result = (&raw mut position).expose_provenance();
    // SAFETY: the kernel writes the eight bytes of `position`; the rest is the caller's.
    let word = unsafe { syscall5(Sysno::_LLSEEK, fd, high, low, result, whence) };
    (word, position)
}

/// `statx` of the descriptor itself, for what the 32-bit `stat` has no room for.
///
/// The number that means the working directory is no descriptor: `statx` would take it, `fstat` does not.
///
/// # Safety
///
/// As `backend::syscall5`; a success writes `stat`.
#[inline]
pub(crate) unsafe fn fstat(fd: usize, stat: *mut Stat) -> usize {
    if fd == AT_FDCWD {
        return (Errno::BADF.raw() as usize).wrapping_neg();
    }
    // SAFETY: the path is empty and the duty is the caller's.
    unsafe { statx(fd, c"".as_ptr().expose_provenance(), AT_EMPTY_PATH, stat) }
}

/// `statx`, with the flags of `newfstatat`: it mounts nothing on demand, and asks the server of a remote file when it is
/// told to ask and not to ask, which `statx` rejects.
///
/// # Safety
///
/// As `backend::syscall5`; the kernel reads the string at `path`, and a success writes `stat`.
#[inline]
pub(crate) unsafe fn fstatat(dir: usize, path: usize, stat: *mut Stat, flags: usize) -> usize {
    let flags = match flags & AT_STATX_SYNC_TYPE {
        AT_STATX_SYNC_TYPE => flags & !AT_STATX_DONT_SYNC,
        _ => flags,
    };
    // SAFETY: the duty is the caller's.
    unsafe { statx(dir, path, flags | AT_NO_AUTOMOUNT, stat) }
}

const AT_FDCWD: usize = -100i32 as usize;
const AT_NO_AUTOMOUNT: usize = 0x800;
const AT_EMPTY_PATH: usize = 0x1000;
const AT_STATX_DONT_SYNC: usize = 0x4000;
const AT_STATX_SYNC_TYPE: usize = 0x6000;
const STATX_BASIC_STATS: usize = 0x7ff;

#[inline]
unsafe fn statx(dir: usize, path: usize, flags: usize, stat: *mut Stat) -> usize {
    let mut filled = MaybeUninit::<Statx>::uninit();
    let out = filled.as_mut_ptr().expose_provenance();
    // SAFETY: the kernel writes the 256 bytes of `filled`; the rest is the caller's.
    let word = unsafe { syscall5(Sysno::STATX, dir, path, flags, STATX_BASIC_STATS, out) };
    if word == 0 {
        // SAFETY: after a success the kernel has written every byte, and `stat` is the caller's to write.
        unsafe { stat.write(filled.assume_init_ref().stat()) };
    }
    word
}

/// `statfs64`: the size of the struct before its address.
///
/// # Safety
///
/// As `backend::syscall3`; the kernel reads the string at `path` and writes `statfs`.
#[inline]
pub(crate) unsafe fn statfs(path: usize, statfs: *mut Statfs) -> usize {
    let (size, statfs) = (size_of::<Statfs>(), statfs.expose_provenance());
    // SAFETY: the duty is the caller's.
    unsafe { syscall3(Sysno::STATFS64, path, size, statfs) }
}

/// `fstatfs64`: the size of the struct before its address.
///
/// # Safety
///
/// As `backend::syscall3`; the kernel writes `statfs`.
#[inline]
pub(crate) unsafe fn fstatfs(fd: usize, statfs: *mut Statfs) -> usize {
    let (size, statfs) = (size_of::<Statfs>(), statfs.expose_provenance());
    // SAFETY: the duty is the caller's.
    unsafe { syscall3(Sysno::FSTATFS64, fd, size, statfs) }
}
