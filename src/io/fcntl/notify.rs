//! Signals about changes in a directory (dnotify).

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

const F_NOTIFY: u32 = 1026;

flags! {
    /// Events of the files in a directory (`DN_`).
    pub struct DnotifyFlags: u32 {
        /// A file was read.
        const ACCESS ("DN_ACCESS") = 0x1;
        /// A file was written or truncated.
        const MODIFY ("DN_MODIFY") = 0x2;
        /// A file was created.
        const CREATE ("DN_CREATE") = 0x4;
        /// A file was removed.
        const DELETE ("DN_DELETE") = 0x8;
        /// A file was renamed within the directory.
        const RENAME ("DN_RENAME") = 0x10;
        /// The attributes of a file were changed.
        const ATTRIB ("DN_ATTRIB") = 0x20;
        /// The kernel sends a signal for every event, not just for the first.
        const MULTISHOT ("DN_MULTISHOT") = 0x8000_0000;
    }
}

/// `fcntl(2)`, `F_NOTIFY`: requests a signal when an event occurs in a directory.
///
/// The signal is SIGIO, unless [`fcntl_setsig`](super::fcntl_setsig) selects another one. Each call
/// adds to the requested events. A call without events cancels the request, and so does closing the
/// descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without dnotify, or
///   `/proc/sys/fs/dir-notify-enable` is 0.
/// - [`NOTDIR`](crate::Errno::NOTDIR): `fd` is not a directory.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/notify/dnotify/dnotify.c`.
/// [F_NOTIFY(2const)](https://man7.org/linux/man-pages/man2/F_NOTIFY.2const.html)
#[doc(alias = "F_NOTIFY")]
#[inline]
pub fn fcntl_notify(fd: impl AsFd, events: DnotifyFlags) -> Result<()> {
    // SAFETY: the call accesses no memory. The signal may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_NOTIFY, events) }
}
