//! x86_64: the `syscall` instruction, and the 32-bit kernel's `int 0x80`.

use core::arch::asm;

pub(crate) use core::arch::x86_64::__cpuid;

use trapgate::Sysno;
use trapgate::mm::MapFlags;
use trapgate::raw::syscall;

use crate::rows::{Path, kernel, never_absent};

pub(crate) const NAME: &str = "x86_64";

pub(crate) const CLOCK_GETTIME: &str = "__vdso_clock_gettime";
pub(crate) const CLOCK_GETRES: &str = "__vdso_clock_getres";

/// Where a 32-bit call may write.
pub(crate) const LOW: MapFlags = MapFlags::_32BIT;

pub(crate) static PATHS: &[Path] = &[
    Path {
        name: "syscall",
        title: "syscall",
        absent: never_absent,
        rows: kernel! {
            may_fault: false,
            // SAFETY: takes nothing, changes nothing.
            getpid: unsafe { syscall::syscall0(Sysno::GETPID) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { syscall::syscall1(Sysno::CLOSE, fd) },
            // SAFETY: the time has room in the page.
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
            // SAFETY: takes nothing, changes nothing.
            getpid: unsafe { int80(20, 0, 0) },
            // SAFETY: nothing here uses this descriptor.
            close: |fd| unsafe { int80(6, fd, 0) },
            // SAFETY: the time has room in the page; an address that 32 bits do not hold is no address.
            clock_gettime: |clock, time| unsafe {
                int80(403, clock, if u32::try_from(time).is_ok() { time } else { 0 })
            },
        },
    },
];

/// A call by its i386 number, with two arguments of which the kernel sees 32 bits.
///
/// # Safety
///
/// - The kernel takes 32-bit calls; where it does not, this is SIGSEGV.
/// - What the call does is the caller's.
#[inline(always)]
unsafe fn int80(number: usize, first: usize, second: usize) -> usize {
    let word: usize;
    // SAFETY: before Linux 4.17 the kernel clears r8 to r11; it keeps every other register but rax. rbx is the compiler's
    // and is lent out around the call.
    unsafe {
        asm!(
            "xchg rbx, {first}", // the first argument into rbx, the compiler's rbx out of the way
            "int 0x80",          // into the kernel
            "xchg rbx, {first}", // both as they were
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
    // The 32-bit kernel's answer is an `int`.
    word as i32 as usize
}
