//! The ids of the process and of its user: `getpid(2)`, `getuid(2)`, `getgid(2)`, `getresuid(2)`
//! and `getgroups(2)`.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::id::{Gid, Pid, Uid};

/// `getpid(2)`: returns the id of this process.
///
/// ```
/// use trapgate::process;
/// assert_eq!(process::getpid().to_string(), std::process::id().to_string());
/// ```
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`. [getpid(2)](https://man7.org/linux/man-pages/man2/getpid.2.html)
#[inline]
#[must_use]
pub fn getpid() -> Pid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETPID) }
}

/// `getppid(2)`: returns the id of the parent process, or 0 if the parent is in another pid
/// namespace.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`. [getppid(2)](https://man7.org/linux/man-pages/man2/getppid.2.html)
#[inline]
#[must_use]
pub fn getppid() -> Pid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETPPID) }
}

/// `getuid(2)`: returns the real user id.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`; on i686 `getuid32`, Linux 2.4.
/// [getuid(2)](https://man7.org/linux/man-pages/man2/getuid.2.html)
#[doc(alias = "getuid32")]
#[inline]
#[must_use]
pub fn getuid() -> Uid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETUID) }
}

/// `geteuid(2)`: returns the effective user id, with which the kernel checks permissions.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`; on i686 `geteuid32`, Linux 2.4.
/// [geteuid(2)](https://man7.org/linux/man-pages/man2/getuid.2.html)
#[doc(alias = "geteuid32")]
#[inline]
#[must_use]
pub fn geteuid() -> Uid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETEUID) }
}

/// `getgid(2)`: returns the real group id.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`; on i686 `getgid32`, Linux 2.4.
/// [getgid(2)](https://man7.org/linux/man-pages/man2/getgid.2.html)
#[doc(alias = "getgid32")]
#[inline]
#[must_use]
pub fn getgid() -> Gid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETGID) }
}

/// `getegid(2)`: returns the effective group id.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`; on i686 `getegid32`, Linux 2.4.
/// [getegid(2)](https://man7.org/linux/man-pages/man2/getgid.2.html)
#[doc(alias = "getegid32")]
#[inline]
#[must_use]
pub fn getegid() -> Gid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETEGID) }
}

/// `getresuid(2)`: returns the real, the effective and the saved user id.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.2, `kernel/sys.c`; on i686 `getresuid32`, Linux 2.4.
/// [getresuid(2)](https://man7.org/linux/man-pages/man2/getresuid.2.html)
#[doc(alias = "getresuid32")]
#[inline]
pub fn getresuid() -> Result<(Uid, Uid, Uid)> {
    let mut ids = [MaybeUninit::<Uid>::uninit(); 3];
    let [real, effective, saved] = &mut ids;
    let (real, effective, saved) = (
        real.as_mut_ptr(),
        effective.as_mut_ptr(),
        saved.as_mut_ptr(),
    );
    // SAFETY: the kernel writes one id to each of the three.
    let done: Result<()> = unsafe { sys!(GETRESUID, real, effective, saved) };
    // SAFETY: the call succeeded, so the kernel has written all three ids.
    done.map(|()| unsafe { (real.read(), effective.read(), saved.read()) })
}

/// `getresgid(2)`: returns the real, the effective and the saved group id.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.2, `kernel/sys.c`; on i686 `getresgid32`, Linux 2.4.
/// [getresgid(2)](https://man7.org/linux/man-pages/man2/getresuid.2.html)
#[doc(alias = "getresgid32")]
#[inline]
pub fn getresgid() -> Result<(Gid, Gid, Gid)> {
    let mut ids = [MaybeUninit::<Gid>::uninit(); 3];
    let [real, effective, saved] = &mut ids;
    let (real, effective, saved) = (
        real.as_mut_ptr(),
        effective.as_mut_ptr(),
        saved.as_mut_ptr(),
    );
    // SAFETY: the kernel writes one id to each of the three.
    let done: Result<()> = unsafe { sys!(GETRESGID, real, effective, saved) };
    // SAFETY: the call succeeded, so the kernel has written all three ids.
    done.map(|()| unsafe { (real.read(), effective.read(), saved.read()) })
}

/// `getgroups(2)`: returns the supplementary group ids.
///
/// Fills `list` from the start, and returns the number of ids. If `list` is empty, only returns the
/// number.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `list` is too short for all ids.
///
/// # Kernel
///
/// Linux 1.0, `kernel/groups.c`; on i686 `getgroups32`, Linux 2.4.
/// [getgroups(2)](https://man7.org/linux/man-pages/man2/getgroups.2.html)
#[doc(alias = "getgroups32")]
#[inline]
pub fn getgroups(list: &mut [Gid]) -> Result<usize> {
    // SAFETY: the kernel writes at most as many ids as the length states. It reads 32 bits of the
    // length, which is never more than there are.
    unsafe { sys!(GETGROUPS, list.len(), list.as_mut_ptr()) }
}
