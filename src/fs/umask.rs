//! `umask(2)`.

use crate::sys::sys;
use crate::types::mode::Mode;

/// `umask(2)`: sets the permissions that new files of the process do not get, and returns the
/// previous ones.
///
/// Only the lower nine bits count. The mask belongs to all threads of the process. No call reads
/// the mask without setting it.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`. [umask(2)](https://man7.org/linux/man-pages/man2/umask.2.html)
#[inline]
pub fn umask(mask: Mode) -> Mode {
    // SAFETY: the call accesses no memory and cannot fail. It changes only the permissions of new
    // files.
    let bits: u32 = unsafe { sys!(UMASK, mask) };
    Mode::from_bits_retain(bits as u16)
}
