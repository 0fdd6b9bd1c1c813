//! The time stamp counter, and what `cpuid` reports.

use core::arch::asm;

use trapgate::{Sysno, raw};

use crate::target::__cpuid;

/// Reads the counter, after everything that precedes and before everything that follows.
#[inline(always)]
pub(crate) fn now() -> u64 {
    let (low, high): (u32, u32);
    // SAFETY: every processor with SSE2 has both instructions, and `allowed` has checked that the
    // counter can be read.
    unsafe {
        asm!(
            "lfence", // what precedes has ended
            "rdtsc",  // edx:eax
            "lfence", // what follows has not begun
            out("eax") low,
            out("edx") high,
            options(nostack, preserves_flags),
        );
    }
    u64::from(high) << 32 | u64::from(low)
}

/// Returns whether this process may read the counter (`PR_SET_TSC`).
pub(crate) fn allowed() -> bool {
    const PR_GET_TSC: usize = 25;
    const PR_TSC_SIGSEGV: i32 = 2;
    let mut may = 0_i32;
    // SAFETY: the kernel writes one `int`.
    unsafe { raw::syscall2(Sysno::PRCTL, PR_GET_TSC, (&raw mut may).expose_provenance()) };
    may != PR_TSC_SIGSEGV && cpuid(1).is_some_and(|[.., edx]| edx & (1 << 4) != 0)
}

/// Returns whether the processor reports that the counter has a constant rate, independent of the
/// processor's own.
pub(crate) fn invariant() -> bool {
    cpuid(0x8000_0007).is_some_and(|[.., edx]| edx & (1 << 8) != 0)
}

/// Returns eax, ebx, ecx and edx of a leaf, if the processor has it.
pub(crate) fn cpuid(leaf: u32) -> Option<[u32; 4]> {
    let ask = |leaf| {
        // SAFETY: every processor with SSE2 has the instruction.
        #[allow(unused_unsafe, reason = "later compilers call it safe")]
        let found = unsafe { __cpuid(leaf) };
        [found.eax, found.ebx, found.ecx, found.edx]
    };
    // The first leaf of a group has the number of its last.
    let [last, ..] = ask(leaf & 0xffff_0000);
    (leaf <= last && last & 0xffff_0000 == leaf & 0xffff_0000).then(|| ask(leaf))
}
