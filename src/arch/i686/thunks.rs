//! System calls through a callee: an address that is called with the registers of `int 0x80`
//! loaded.
//!
//! There are two callees, `__kernel_vsyscall` and `int 0x80; ret`. Both preserve every register
//! except `eax`; `__kernel_vsyscall` may change the flags. The first target of the gate is ordinary
//! code, which may also change the vector, x87 and mask registers, so every call declares those as
//! overwritten.
//!
//! A call with up to four arguments is inline. A call with more must save `esi` and `ebp` on the
//! stack, and a debugger could not unwind through a push in the middle of a function. So a thunk
//! saves them, with unwind information of its own.

use core::arch::asm;

use crate::sysno::Sysno;

/// `asm!` that also declares the registers, other than the integer ones, that ordinary code may
/// change.
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

/// Makes a call with five arguments.
///
/// # Safety
///
/// - `callee` must be one of the two callees that this module's page names, or the first target of
///   the gate.
/// - The duties of `syscall5` apply.
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
    // SAFETY: the thunk reads the three words at eax, which outlive the call, and preserves every
    // integer register except eax. `call!` declares the other registers. The caller vouches for the
    // callee and for the effects of the call.
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

/// Makes a call with six arguments.
///
/// # Safety
///
/// - `callee` must be one of the two callees that this module's page names, or the first target of
///   the gate.
/// - The duties of `syscall6` apply.
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
    // SAFETY: as in `call5`, with four words.
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

// The two thunks. On entry ebx, ecx, edx and edi hold arguments 1, 2, 3 and 5, and eax the address
// of the block: the callee, the number, argument 4 and, for six arguments, argument 6.
function! { "call5",
    "push esi", // save the compiler's esi
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset esi, 0",
    "push dword ptr [eax]", // the callee, because no register is free
    ".cfi_adjust_cfa_offset 4",
    "mov esi, [eax + 8]", // argument 4
    "mov eax, [eax + 4]", // the number
    "call [esp]",         // into the kernel
    "pop esi",            // drop the callee
    ".cfi_adjust_cfa_offset -4",
    "pop esi", // restore it
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore esi",
    "ret", // the kernel's word is in eax
}

function! { "call6",
    "push ebp", // save the compiler's ebp
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset ebp, 0",
    "push esi", // save the compiler's esi
    ".cfi_adjust_cfa_offset 4",
    ".cfi_rel_offset esi, 0",
    "push dword ptr [eax]", // the callee, because no register is free
    ".cfi_adjust_cfa_offset 4",
    "mov esi, [eax + 8]",  // argument 4
    "mov ebp, [eax + 12]", // argument 6
    "mov eax, [eax + 4]",  // the number
    "call [esp]",          // into the kernel
    "pop esi",             // drop the callee
    ".cfi_adjust_cfa_offset -4",
    "pop esi", // restore it
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore esi",
    "pop ebp", // restore it
    ".cfi_adjust_cfa_offset -4",
    ".cfi_restore ebp",
    "ret", // the kernel's word is in eax
}
