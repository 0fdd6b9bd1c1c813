//! `umask(2)`.

use crate::sys::sys;
use crate::types::mode::Mode;

/// `umask(2)`: sets the permissions that new files of this process do not get, and returns those
/// that it was before.
///
/// The nine lower bits count. This is so for every thread, and asking means setting.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`. [umask(2)](https://man7.org/linux/man-pages/man2/umask.2.html)
#[inline]
pub fn umask(mask: Mode) -> Mode {
    // SAFETY: changes what is asked for when a file is made; cannot fail.
    let bits: u32 = unsafe { sys!(UMASK, mask) };
    Mode::from_bits_retain(bits as u16)
}
