//! Calls whose arguments differ between the targets.

/// What every call that opens a file adds to its flags (`O_LARGEFILE`): the kernel sets it itself.
pub(crate) const LARGEFILE: u32 = 0;

use super::backend::syscall6;
use crate::sysno::Sysno;

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
