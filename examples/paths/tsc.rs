//! The time stamp counter, and what `cpuid` says.

use core::arch::asm;

use trapgate::{Sysno, raw};

use crate::target::__cpuid;

/// The counter, after everything before and before everything after.
#[inline(always)]
pub(crate) fn now() -> u64 {
    let (low, high): (u32, u32);
    // SAFETY: every processor with SSE2 has both instructions, and `allowed` was asked whether the counter may be read.
    unsafe {
        asm!(
            "lfence", // what stands before has ended
            "rdtsc",  // edx:eax
            "lfence", // what stands behind has not begun
            out("eax") low,
            out("edx") high,
            options(nostack, preserves_flags),
        );
    }
    u64::from(high) << 32 | u64::from(low)
}

/// Whether this process may read the counter (`PR_SET_TSC`).
pub(crate) fn allowed() -> bool {
    const PR_GET_TSC: usize = 25;
    const PR_TSC_SIGSEGV: i32 = 2;
    let mut may = 0_i32;
    // SAFETY: writes one `int`.
    unsafe { raw::syscall2(Sysno::PRCTL, PR_GET_TSC, (&raw mut may).expose_provenance()) };
    may != PR_TSC_SIGSEGV && cpuid(1).is_some_and(|[.., edx]| edx & (1 << 4) != 0)
}

/// Whether the processor says that the counter has one rate, whatever the processor's own.
pub(crate) fn invariant() -> bool {
    cpuid(0x8000_0007).is_some_and(|[.., edx]| edx & (1 << 8) != 0)
}

/// eax, ebx, ecx and edx of a leaf, if the processor has it.
pub(crate) fn cpuid(leaf: u32) -> Option<[u32; 4]> {
    let ask = |leaf| {
        // SAFETY: every processor with SSE2 has the instruction.
        #[allow(unused_unsafe, reason = "later compilers call it safe")]
        let found = unsafe { __cpuid(leaf) };
        [found.eax, found.ebx, found.ecx, found.edx]
    };
    // The first leaf of a group tells its last.
    let [last, ..] = ask(leaf & 0xffff_0000);
    (leaf <= last && last & 0xffff_0000 == leaf & 0xffff_0000).then(|| ask(leaf))
}
