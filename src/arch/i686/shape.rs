//! Calls whose arguments differ between the targets.

/// What every call that opens a file adds to its flags (`O_LARGEFILE`): without it a file of 2 GiB or more does not open.
pub(crate) const LARGEFILE: u32 = 0o100000;

use super::backend::syscall6;
use crate::errno::Errno;
use crate::sysno::Sysno;

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
