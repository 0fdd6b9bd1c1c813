//! x86_64: the `syscall` instruction, and `int 0x80`, which makes 32-bit calls.

use core::arch::asm;

pub(crate) use core::arch::x86_64::__cpuid;

use trapgate::Sysno;
use trapgate::mm::MapFlags;
use trapgate::raw::syscall;

use crate::rows::{Path, kernel, never_absent};

pub(crate) const NAME: &str = "x86_64";

pub(crate) const CLOCK_GETTIME: &str = "__vdso_clock_gettime";
pub(crate) const CLOCK_GETRES: &str = "__vdso_clock_getres";

/// The flag for memory that a 32-bit call can write to.
pub(crate) const LOW: MapFlags = MapFlags::_32BIT;

pub(crate) static PATHS: &[Path] = &[
    Path {
        name: "syscall",
        title: "syscall",
        absent: never_absent,
        rows: kernel! {
            may_fault: false,
            // SAFETY: getpid takes no argument and changes nothing.
            getpid: unsafe { syscall::syscall0(Sysno::GETPID) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { syscall::syscall1(Sysno::CLOSE, fd) },
            // SAFETY: the page has room for the time.
            clock_gettime: |clock, time| unsafe {
                syscall::syscall2(Sysno::CLOCK_GETTIME, clock, time)
            },
        },
    },
    Path {
        name: "int80",
        title: "int 0x80, 32-bit calls",
        absent: never_absent,
        rows: kernel! {
            may_fault: true,
            // SAFETY: getpid takes no argument and changes nothing.
            getpid: unsafe { int80(20, 0, 0) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { int80(6, fd, 0) },
            // SAFETY: the page has room for the time. An address that does not fit 32 bits is
            // replaced by null.
            clock_gettime: |clock, time| unsafe {
                int80(403, clock, if u32::try_from(time).is_ok() { time } else { 0 })
            },
        },
    },
];

/// Makes a call by its i386 number, with two arguments of which the kernel reads 32 bits.
///
/// # Safety
///
/// - The kernel must support 32-bit calls. Otherwise this raises SIGSEGV.
/// - The caller must ensure that the effects of the call are sound.
#[inline(always)]
unsafe fn int80(number: usize, first: usize, second: usize) -> usize {
    let word: usize;
    // SAFETY: before Linux 4.17 the kernel clears r8 to r11, and it preserves every other register
    // except rax. rbx belongs to the compiler and is exchanged around the call.
    unsafe {
        asm!(
            "xchg rbx, {first}", // the first argument into rbx, rbx's value out of it
            "int 0x80",          // into the kernel
            "xchg rbx, {first}", // both restored
            first = inout(reg) first => _,
            inlateout("rax") number => word,
            in("rcx") second,
            out("r8") _,
            out("r9") _,
            out("r10") _,
            out("r11") _,
            options(nostack),
        );
    }
    // The result of a 32-bit call is an `int`.
    word as i32 as usize
}
