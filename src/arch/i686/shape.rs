//! Calls whose arguments differ between the targets.

use core::mem::MaybeUninit;

use super::backend::{syscall3, syscall5, syscall6};
use super::layout::{Stat, Statfs, Statx};
use crate::errno::{Errno, Result};
use crate::sysno::Sysno;

/// The flag that every call that opens a file adds (`O_LARGEFILE`). Without it, a file of 2 GiB or
/// more cannot be opened.
pub(crate) const LARGEFILE: u32 = 0o100000;

/// `fcntl`'s commands for locks with 64-bit ranges (`F_GETLK64`, `F_SETLK64`, `F_SETLKW64`).
pub(crate) const GETLK: u32 = 12;
pub(crate) const SETLK: u32 = 13;
pub(crate) const SETLKW: u32 = 14;

/// Rejects a `tv_nsec` beyond 32 bits. In a 32-bit process the kernel reads the low 32 bits only,
/// and would ignore the others.
#[inline]
pub(crate) const fn nanoseconds(tv_nsec: i64) -> Result<()> {
    match tv_nsec >> 32 {
        0 => Ok(()),
        _ => Err(Errno::INVAL),
    }
}

/// Makes the call `mmap2`, which takes the offset in units of 4096 bytes, in one register. An
/// offset that this cannot express is `-EINVAL` without a call, as in libc.
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
    match usize::try_from(offset >> 12) {
        // SAFETY: the caller has the same duties.
        Ok(unit) if offset.trailing_zeros() >= 12 => unsafe {
            syscall6(Sysno::MMAP2, addr, len, prot, flags, fd, unit)
        },
        _ => (Errno::INVAL.raw() as usize).wrapping_neg(),
    }
}

/// Makes the call `_llseek`, which takes the high word first and writes the position through a
/// pointer. Returns the kernel's word and the position, which is valid only if the word is not an
/// error.
///
/// # Safety
///
/// - The duties of `backend::syscall5` apply.
#[inline]
pub(crate) unsafe fn lseek(fd: usize, offset: u64, whence: usize) -> (usize, u64) {
    let (high, low) = ((offset >> 32) as usize, offset as usize);
    let mut position = 0u64;
    let result = (&raw mut position).expose_provenance();
    // SAFETY: the kernel writes the eight bytes of `position`. The caller has the other duties.
    let word = unsafe { syscall5(Sysno::_LLSEEK, fd, high, low, result, whence) };
    (word, position)
}

/// Makes the call `statx` for the descriptor itself, because the fields of the 32-bit `stat` are
/// too small.
///
/// `AT_FDCWD` is `-EBADF` without a call: `statx` would accept it as the working directory, but
/// `fstat` rejects it.
///
/// # Safety
///
/// - The duties of `backend::syscall5` apply.
/// - `stat` must be valid for writes. It is written only if the result is 0.
#[inline]
pub(crate) unsafe fn fstat(fd: usize, stat: *mut Stat) -> usize {
    if fd == AT_FDCWD {
        return (Errno::BADF.raw() as usize).wrapping_neg();
    }
    // SAFETY: the path is an empty string, and the caller has the other duties.
    unsafe { statx(fd, c"".as_ptr().expose_provenance(), AT_EMPTY_PATH, stat) }
}

/// Makes the call `statx` with the meaning that `newfstatat` gives to the flags. `newfstatat` never
/// mounts on demand, so `AT_NO_AUTOMOUNT` is added. It also accepts `AT_STATX_FORCE_SYNC` together
/// with `AT_STATX_DONT_SYNC`, and then synchronises with the server of a remote file. `statx`
/// rejects the pair, so `AT_STATX_DONT_SYNC` is removed from it.
///
/// # Safety
///
/// - The duties of `backend::syscall5` apply.
/// - `path` must be the address of a string that ends with a nul byte.
/// - `stat` must be valid for writes. It is written only if the result is 0.
#[inline]
pub(crate) unsafe fn fstatat(dir: usize, path: usize, stat: *mut Stat, flags: usize) -> usize {
    let flags = match flags & AT_STATX_SYNC_TYPE {
        AT_STATX_SYNC_TYPE => flags & !AT_STATX_DONT_SYNC,
        _ => flags,
    };
    // SAFETY: the caller has the same duties.
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
    // SAFETY: the kernel writes the 256 bytes of `filled`. The caller has the other duties.
    let word = unsafe { syscall5(Sysno::STATX, dir, path, flags, STATX_BASIC_STATS, out) };
    if word == 0 {
        // SAFETY: the result is 0, so the kernel has written every byte of `filled`. The caller
        // guarantees that `stat` is valid for writes.
        unsafe { stat.write(filled.assume_init_ref().stat()) };
    }
    word
}

/// Makes the call `statfs64`, which takes the size of the struct before its address.
///
/// # Safety
///
/// - The duties of `backend::syscall3` apply.
/// - `path` must be the address of a string that ends with a nul byte.
/// - `statfs` must be valid for writes.
#[inline]
pub(crate) unsafe fn statfs(path: usize, statfs: *mut Statfs) -> usize {
    let (size, statfs) = (size_of::<Statfs>(), statfs.expose_provenance());
    // SAFETY: the caller has the same duties.
    unsafe { syscall3(Sysno::STATFS64, path, size, statfs) }
}

/// Makes the call `fstatfs64`, which takes the size of the struct before its address.
///
/// # Safety
///
/// - The duties of `backend::syscall3` apply.
/// - `statfs` must be valid for writes.
#[inline]
pub(crate) unsafe fn fstatfs(fd: usize, statfs: *mut Statfs) -> usize {
    let (size, statfs) = (size_of::<Statfs>(), statfs.expose_provenance());
    // SAFETY: the caller has the same duties.
    unsafe { syscall3(Sysno::FSTATFS64, fd, size, statfs) }
}
