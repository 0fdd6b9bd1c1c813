//! i686: `int 0x80`, and `__kernel_vsyscall`, which the kernel maps.

pub(crate) use core::arch::x86::__cpuid;

use trapgate::Sysno;
use trapgate::mm::MapFlags;
use trapgate::raw::int80;

use crate::rows::{Path, kernel, never_absent};

pub(crate) const NAME: &str = "i686";

pub(crate) const CLOCK_GETTIME: &str = "__vdso_clock_gettime64";
pub(crate) const CLOCK_GETRES: &str = "__vdso_clock_getres_time64";

/// Every address has 32 bits.
pub(crate) const LOW: MapFlags = MapFlags::empty();

pub(crate) static PATHS: &[Path] = &[
    Path {
        name: "int80",
        title: "int 0x80",
        absent: never_absent,
        rows: kernel! {
            may_fault: false,
            // SAFETY: getpid takes no argument and changes nothing.
            getpid: unsafe { int80::syscall0(Sysno::GETPID) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { int80::syscall1(Sysno::CLOSE, fd) },
            // SAFETY: the page has room for the time.
            clock_gettime: |clock, time| unsafe {
                int80::syscall2(Sysno::CLOCK_GETTIME64, clock, time)
            },
        },
    },
    #[cfg(not(trapgate_int80))]
    vsyscall::PATH,
];

/// A build with `--cfg trapgate_int80` lacks this path.
#[cfg(not(trapgate_int80))]
mod vsyscall {
    use trapgate::auxv::Auxv;
    use trapgate::raw::vsyscall;

    use super::{Path, Sysno, kernel};

    pub(super) const PATH: Path = Path {
        name: "vsyscall",
        title: "__kernel_vsyscall",
        absent: || match Auxv::current().sysinfo() {
            Some(_) => None,
            None => Some("the kernel gave no address of it (AT_SYSINFO)"),
        },
        rows: kernel! {
            may_fault: false,
            // SAFETY: getpid takes no argument and changes nothing.
            getpid: unsafe { vsyscall::syscall0(Sysno::GETPID) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { vsyscall::syscall1(Sysno::CLOSE, fd) },
            // SAFETY: the page has room for the time.
            clock_gettime: |clock, time| unsafe {
                vsyscall::syscall2(Sysno::CLOCK_GETTIME64, clock, time)
            },
        },
    };
}
