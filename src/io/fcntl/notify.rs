//! Signals about what happens in a directory (dnotify).

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

const F_NOTIFY: u32 = 1026;

flags! {
    /// What happens to a file of a directory (`DN_`).
    pub struct DnotifyFlags: u32 {
        /// It is read.
        const ACCESS ("DN_ACCESS") = 0x1;
        /// It is written or cut.
        const MODIFY ("DN_MODIFY") = 0x2;
        /// A name is made.
        const CREATE ("DN_CREATE") = 0x4;
        /// A name is removed.
        const DELETE ("DN_DELETE") = 0x8;
        /// It gets another name in this directory.
        const RENAME ("DN_RENAME") = 0x10;
        /// Its attributes are changed.
        const ATTRIB ("DN_ATTRIB") = 0x20;
        /// Each time, and not once only.
        const MULTISHOT ("DN_MULTISHOT") = 0x8000_0000;
    }
}

/// `fcntl(2)`, `F_NOTIFY`: sends the process a signal when something happens in the directory.
///
/// The signal is SIGIO, or that of [`fcntl_setsig`](super::fcntl_setsig). Each call adds to what is asked for; no event at
/// all ends it, and so does closing the descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel has none of it, or `/proc/sys/fs/dir-notify-enable` is 0.
/// - [`NOTDIR`](crate::Errno::NOTDIR): not a directory.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/notify/dnotify/dnotify.c`.
/// [F_NOTIFY(2const)](https://man7.org/linux/man-pages/man2/F_NOTIFY.2const.html)
#[doc(alias = "F_NOTIFY")]
#[inline]
pub fn fcntl_notify(fd: impl AsFd, events: DnotifyFlags) -> Result<()> {
    // SAFETY: no memory is involved; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_NOTIFY, events) }
}
