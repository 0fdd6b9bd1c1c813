//! `uname(2)`.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::sys::sys;

/// A name of up to 64 bytes and its NUL.
type Field = [u8; 65];

/// What the system calls itself.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Utsname {
    sysname: Field,
    nodename: Field,
    release: Field,
    version: Field,
    machine: Field,
    domainname: Field,
}

const_assert_eq!(size_of::<Utsname>(), 390);

/// The name in a field; the kernel ends each with a NUL.
#[inline]
fn name(field: &Field) -> &CStr {
    CStr::from_bytes_until_nul(field).unwrap_or(c"")
}

impl Utsname {
    /// The system's name: `Linux`.
    #[inline]
    #[must_use]
    pub fn sysname(&self) -> &CStr {
        name(&self.sysname)
    }

    /// The machine's name in its network.
    #[inline]
    #[must_use]
    pub fn nodename(&self) -> &CStr {
        name(&self.nodename)
    }

    /// The kernel's release, such as `6.12.0`.
    #[inline]
    #[must_use]
    pub fn release(&self) -> &CStr {
        name(&self.release)
    }

    /// How and when the kernel was built.
    #[inline]
    #[must_use]
    pub fn version(&self) -> &CStr {
        name(&self.version)
    }

    /// The machine's kind: `x86_64`, also for an i686 program on such a kernel unless its personality says otherwise.
    #[inline]
    #[must_use]
    pub fn machine(&self) -> &CStr {
        name(&self.machine)
    }

    /// The machine's NIS domain.
    #[inline]
    #[must_use]
    pub fn domainname(&self) -> &CStr {
        name(&self.domainname)
    }
}

impl fmt::Debug for Utsname {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Utsname")
            .field("sysname", &self.sysname())
            .field("nodename", &self.nodename())
            .field("release", &self.release())
            .field("version", &self.version())
            .field("machine", &self.machine())
            .field("domainname", &self.domainname())
            .finish()
    }
}

/// `uname(2)`: what the system calls itself, in the caller's buffer.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 1.0 (on both targets today's `newuname`), `kernel/sys.c`. [uname(2)](https://man7.org/linux/man-pages/man2/uname.2.html)
#[inline]
pub fn uname(buf: &mut MaybeUninit<Utsname>) -> Result<&mut Utsname> {
    // SAFETY: the kernel writes 390 bytes, the size of `buf`.
    let done: Result<()> = unsafe { sys!(UNAME, buf.as_mut_ptr()) };
    // SAFETY: after a success it has.
    done.map(|()| unsafe { buf.assume_init_mut() })
}
