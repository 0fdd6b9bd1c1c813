//! `prctl(2)`, with a function for each operation.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::{constants, string};

const PR_GET_DUMPABLE: u32 = 3;
const PR_SET_DUMPABLE: u32 = 4;
const PR_SET_NAME: u32 = 15;
const PR_GET_NAME: u32 = 16;
const PR_SET_NO_NEW_PRIVS: u32 = 38;
const PR_GET_NO_NEW_PRIVS: u32 = 39;

constants! {
    /// Whether a process can leave a core dump, and which processes may inspect it (`SUID_DUMP_`).
    pub struct Dumpable: u32 {
        /// The process leaves no core dump. Its files in `/proc` belong to root, and processes
        /// without privileges may not trace it.
        const DISABLE ("SUID_DUMP_DISABLE") = 0;
        /// The process has no restrictions.
        const USER ("SUID_DUMP_USER") = 1;
        /// The process leaves a core dump that only root can read. The kernel reports this if the
        /// system is configured so; it cannot be set.
        const ROOT ("SUID_DUMP_ROOT") = 2;
    }
}

/// `prctl(2)`, `PR_SET_NAME`: sets the name of the calling thread.
///
/// The kernel keeps the first 15 bytes of the name.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.6.9, `kernel/sys.c`.
/// [PR_SET_NAME(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html)
#[doc(alias = "PR_SET_NAME")]
#[inline]
pub fn prctl_set_name(name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `name` at most up to its NUL.
    unsafe { sys!(PRCTL, PR_SET_NAME, name.as_ptr()) }
}

/// `prctl(2)`, `PR_GET_NAME`: writes the name of the calling thread to a buffer, and returns it.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::process;
///
/// process::prctl_set_name(c"worker")?;
/// let mut buf = [MaybeUninit::uninit(); 16];
/// assert_eq!(process::prctl_get_name(&mut buf)?, c"worker");
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.6.11, `kernel/sys.c`.
/// [PR_GET_NAME(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html)
#[doc(alias = "PR_GET_NAME")]
#[inline]
pub fn prctl_get_name(buf: &mut [MaybeUninit<u8>; 16]) -> Result<&CStr> {
    let name = buf.as_mut_ptr();
    // SAFETY: the kernel writes 16 bytes, which is the length of `buf`.
    let done: Result<()> = unsafe { sys!(PRCTL, PR_GET_NAME, name) };
    // SAFETY: the call succeeded, so the kernel has written all 16 bytes, and the last of them is
    // NUL.
    done.map(|()| unsafe { string(name.cast()) })
}

/// `prctl(2)`, `PR_SET_DUMPABLE`: sets whether this process can leave a core dump, and which
/// processes may inspect it.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `dumpable` is neither [`Dumpable::DISABLE`] nor
///   [`Dumpable::USER`].
///
/// # Kernel
///
/// Linux 2.4, `kernel/sys.c`.
/// [PR_SET_DUMPABLE(2const)](https://man7.org/linux/man-pages/man2/PR_SET_DUMPABLE.2const.html)
#[doc(alias = "PR_SET_DUMPABLE")]
#[inline]
pub fn prctl_set_dumpable(dumpable: Dumpable) -> Result<()> {
    // SAFETY: the call accesses no memory.
    unsafe { sys!(PRCTL, PR_SET_DUMPABLE, dumpable) }
}

/// `prctl(2)`, `PR_GET_DUMPABLE`: returns what [`prctl_set_dumpable`] set, or what the kernel
/// changed it to since then.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.4, `kernel/sys.c`.
/// [PR_GET_DUMPABLE(2const)](https://man7.org/linux/man-pages/man2/PR_SET_DUMPABLE.2const.html)
#[doc(alias = "PR_GET_DUMPABLE")]
#[inline]
pub fn prctl_get_dumpable() -> Result<Dumpable> {
    // SAFETY: the call accesses no memory.
    let raw: Result<u32> = unsafe { sys!(PRCTL, PR_GET_DUMPABLE) };
    raw.map(Dumpable::from_raw)
}

/// `prctl(2)`, `PR_SET_NO_NEW_PRIVS`: prevents every later `execve` of the calling thread from
/// granting privileges.
///
/// Children inherit the setting. It cannot be undone.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 3.5, `kernel/sys.c`.
/// [PR_SET_NO_NEW_PRIVS(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NO_NEW_PRIVS.2const.html)
#[doc(alias = "PR_SET_NO_NEW_PRIVS")]
#[inline]
pub fn prctl_set_no_new_privs() -> Result<()> {
    // SAFETY: the call accesses no memory.
    unsafe { sys!(PRCTL, PR_SET_NO_NEW_PRIVS, 1u32, 0u32, 0u32, 0u32) }
}

/// `prctl(2)`, `PR_GET_NO_NEW_PRIVS`: returns whether [`prctl_set_no_new_privs`] is in effect for
/// the calling thread.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 3.5, `kernel/sys.c`.
/// [PR_GET_NO_NEW_PRIVS(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NO_NEW_PRIVS.2const.html)
#[doc(alias = "PR_GET_NO_NEW_PRIVS")]
#[inline]
pub fn prctl_get_no_new_privs() -> Result<bool> {
    // SAFETY: the call accesses no memory.
    let raw: Result<u32> = unsafe { sys!(PRCTL, PR_GET_NO_NEW_PRIVS, 0u32, 0u32, 0u32, 0u32) };
    raw.map(|raw| raw != 0)
}
