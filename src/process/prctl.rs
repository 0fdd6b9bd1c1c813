//! `prctl(2)`, one function for each thing that it does.

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
    /// `SUID_DUMP_*`: whether a process may leave a core dump, and who may look into it.
    pub struct Dumpable: u32 {
        /// No dump; its files under `/proc` are root's, and nobody without privileges may trace it.
        const DISABLE ("SUID_DUMP_DISABLE") = 0;
        /// As any process.
        const USER ("SUID_DUMP_USER") = 1;
        /// A dump that only root can read. The kernel's answer, where the system is set up so; it cannot be set.
        const ROOT ("SUID_DUMP_ROOT") = 2;
    }
}

/// `prctl(2)`, `PR_SET_NAME`: names the calling thread.
///
/// The kernel keeps 15 bytes and drops the rest.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.6.9, `kernel/sys.c`. [PR_SET_NAME(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html)
#[doc(alias = "PR_SET_NAME")]
#[inline]
pub fn prctl_set_name(name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads at most up to the end of `name`.
    unsafe { sys!(PRCTL, PR_SET_NAME, name.as_ptr()) }
}

/// `prctl(2)`, `PR_GET_NAME`: the calling thread's name, in the caller's buffer.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.6.11, `kernel/sys.c`. [PR_GET_NAME(2const)](https://man7.org/linux/man-pages/man2/PR_SET_NAME.2const.html)
#[doc(alias = "PR_GET_NAME")]
#[inline]
pub fn prctl_get_name(buf: &mut [MaybeUninit<u8>; 16]) -> Result<&CStr> {
    let name = buf.as_mut_ptr();
    // SAFETY: the kernel writes 16 bytes, the length of `buf`.
    let done: Result<()> = unsafe { sys!(PRCTL, PR_GET_NAME, name) };
    // SAFETY: after a success the kernel has written all 16, and the last of them is NUL.
    done.map(|()| unsafe { string(name.cast()) })
}

/// `prctl(2)`, `PR_SET_DUMPABLE`: whether this process may leave a core dump, and who may look into it.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): neither [`Dumpable::DISABLE`] nor [`Dumpable::USER`].
///
/// # Kernel
///
/// Linux 2.4, `kernel/sys.c`. [PR_SET_DUMPABLE(2const)](https://man7.org/linux/man-pages/man2/PR_SET_DUMPABLE.2const.html)
#[doc(alias = "PR_SET_DUMPABLE")]
#[inline]
pub fn prctl_set_dumpable(dumpable: Dumpable) -> Result<()> {
    // SAFETY: no memory is involved.
    unsafe { sys!(PRCTL, PR_SET_DUMPABLE, dumpable) }
}

/// `prctl(2)`, `PR_GET_DUMPABLE`: what [`prctl_set_dumpable`] has set, or the kernel since.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.4, `kernel/sys.c`. [PR_GET_DUMPABLE(2const)](https://man7.org/linux/man-pages/man2/PR_SET_DUMPABLE.2const.html)
#[doc(alias = "PR_GET_DUMPABLE")]
#[inline]
pub fn prctl_get_dumpable() -> Result<Dumpable> {
    // SAFETY: no memory is involved.
    let raw: Result<u32> = unsafe { sys!(PRCTL, PR_GET_DUMPABLE) };
    raw.map(Dumpable::from_raw)
}

/// `prctl(2)`, `PR_SET_NO_NEW_PRIVS`: from now on no `execve` gives the calling thread a right that it has not.
///
/// Children inherit it, and nothing takes it back.
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
    // SAFETY: no memory is involved.
    unsafe { sys!(PRCTL, PR_SET_NO_NEW_PRIVS, 1u32, 0u32, 0u32, 0u32) }
}

/// `prctl(2)`, `PR_GET_NO_NEW_PRIVS`: whether [`prctl_set_no_new_privs`] is in force for the calling thread.
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
    // SAFETY: no memory is involved.
    let raw: Result<u32> = unsafe { sys!(PRCTL, PR_GET_NO_NEW_PRIVS, 0u32, 0u32, 0u32, 0u32) };
    raw.map(|raw| raw != 0)
}
