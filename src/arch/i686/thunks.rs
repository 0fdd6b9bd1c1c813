//! A system call through a callee: an address to which `call` goes with the registers of `int 0x80` loaded.
//!
//! Two callees exist, `__kernel_vsyscall` and `int 0x80; ret`. Both keep every register but `eax` (the first may change
//! flags). The gate's first target is ordinary code as well, so a call gives up the vector, x87 and mask registers.
//!
//! For up to four arguments the call is inline. Beyond that `esi` and `ebp` must be saved on the stack, and pushes in the
//! middle of a function would lose its frame for a debugger; a thunk makes them, with its own unwind information.

use core::arch::asm;

use crate::sysno::Sysno;

/// `asm!` with the registers that ordinary code may change besides the integer ones.
macro_rules! call {
    ($($all:tt)*) => {
        asm!(
            $($all)*
            out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
            out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
            out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _,
            out("xmm4") _, out("xmm5") _, out("xmm6") _, out("xmm7") _,
            out("k0") _, out("k1") _, out("k2") _, out("k3") _,
            out("k4") _, out("k5") _, out("k6") _, out("k7") _,
        )
    };
}
#[cfg(not(trapgate_int80))]
pub(super) use call;

unsafe extern "C" {
    #[link_name = symbol!("call5")]
    fn thunk5();
    #[link_name = symbol!("call6")]
    fn thunk6();
}

/// Five arguments.
///
/// # Safety
///
/// `callee` is one of the two of this module's page or the gate's first target; the rest as `syscall5`.
#[inline]
pub(super) unsafe fn call5(
    callee: *mut (),
    nr: Sysno,
    a1: usize,
    a2: usize,
    a3: usize,
    a4: usize,
    a5: usize,
) -> usize {
    let block = [callee as usize, nr.raw() as usize, a4];
    let word: usize;
    // SAFETY: the thunk reads the three words at eax, which live through the call, and keeps every integer register but
    // eax; the rest is the caller's.
    unsafe {
        call!(
            "call {thunk}",
            thunk = sym thunk5,
            inlateout("eax") &raw const block => word,
            in("ebx") a1,
            in("ecx") a2,
            in("edx") a3,
            in("edi") a5,
        );
    }
    word
}

/// Six arguments.
///
/// # Safety
///
/// As [`call5`].
#[inline]
#[expect(
    clippy::too_many_arguments,
    reason = "a callee, a number and the six arguments of the ABI"
)]
pub(super) unsafe fn call6(
    callee: *mut (),
    nr: Sysno,
    a1: usize,
    a2: usize,
    a3: usize,
    a4: usize,
    a5: usize,
    a6: usize,
) -> usize {
    let block = [callee as usize, nr.raw() as usize, a4, a6];
    let word: usize;
    // SAFETY: as call5, with four words.
    unsafe {
        call!(
            "call {thunk}",
            thunk = sym thunk6,
            inlateout("eax") &raw const block => word,
            in("ebx") a1,
            in("ecx") a2,
            in("edx") a3,
            in("edi") a5,
        );
    }
    word
}

// The two thunks. At entry ebx, ecx, edx and edi hold arguments 1, 2, 3 and 5, and eax the address of the block: callee,
// number, argument 4 and, for six, argument 6.
function! { "call5",
    "push esi", // the compiler's
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset esi, 0",
    "push dword ptr [eax]", // the callee: every register is taken
    ".cfi_adjust_cfa_offset 4",
    "mov esi, [eax + 8]", // argument 4
    "mov eax, [eax + 4]", // the number
    "call [esp]",         // into the kernel
    "pop esi",            // drop the callee
    ".cfi_adjust_cfa_offset -4",
    "pop esi", // the compiler's
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore esi",
    "ret", // the kernel's word is in eax
}

function! { "call6",
    "push ebp", // the compiler's
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset ebp, 0",
    "push esi", // the compiler's
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset esi, 0",
    "push dword ptr [eax]", // the callee: every register is taken
    ".cfi_adjust_cfa_offset 4",
    "mov esi, [eax + 8]",  // argument 4
    "mov ebp, [eax + 12]", // argument 6
    "mov eax, [eax + 4]",  // the number
    "call [esp]",          // into the kernel
    "pop esi",             // drop the callee
    ".cfi_adjust_cfa_offset -4",
    "pop esi", // the compiler's
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore esi",
    "pop ebp", // the compiler's
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore ebp",
    "ret", // the kernel's word is in eax
}
