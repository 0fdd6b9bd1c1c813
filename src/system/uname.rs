//! `uname(2)`.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::sys::sys;

/// A name of up to 64 bytes, and its NUL.
type Field = [u8; 65];

/// The names of the system and its kernel (`struct new_utsname`).
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

/// Returns the name in a field. The kernel ends each name with a NUL.
#[inline]
fn name(field: &Field) -> &CStr {
    CStr::from_bytes_until_nul(field).unwrap_or(c"")
}

impl Utsname {
    /// Returns the name of the system, `Linux`.
    #[inline]
    #[must_use]
    pub fn sysname(&self) -> &CStr {
        name(&self.sysname)
    }

    /// Returns the name of the machine in its network.
    #[inline]
    #[must_use]
    pub fn nodename(&self) -> &CStr {
        name(&self.nodename)
    }

    /// Returns the release of the kernel, such as `6.12.0`.
    #[inline]
    #[must_use]
    pub fn release(&self) -> &CStr {
        name(&self.release)
    }

    /// Returns how and when the kernel was built.
    #[inline]
    #[must_use]
    pub fn version(&self) -> &CStr {
        name(&self.version)
    }

    /// Returns the kind of the machine. An i686 program on an x86_64 kernel gets `x86_64` too,
    /// unless its personality is set otherwise.
    #[inline]
    #[must_use]
    pub fn machine(&self) -> &CStr {
        name(&self.machine)
    }

    /// Returns the NIS domain of the machine.
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

/// `uname(2)`: writes the names of the system to a buffer, and returns them.
///
/// The page of the [module](super) has an example.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`; on both targets the call that the kernel now names `newuname`.
/// [uname(2)](https://man7.org/linux/man-pages/man2/uname.2.html)
#[inline]
pub fn uname(buf: &mut MaybeUninit<Utsname>) -> Result<&mut Utsname> {
    // SAFETY: the kernel writes 390 bytes, which is the size of `buf`.
    let done: Result<()> = unsafe { sys!(UNAME, buf.as_mut_ptr()) };
    // SAFETY: the call succeeded, so the kernel has written the whole buffer.
    done.map(|()| unsafe { buf.assume_init_mut() })
}
