//! The gate: one pointer, loaded and called, that leads to `__kernel_vsyscall` once its address is
//! known.
//!
//! `__kernel_vsyscall` takes the registers of `int 0x80`, preserves all of them except `eax` and
//! the flags, and uses four words of the stack. The kernel passes its address as `AT_SYSINFO` and
//! chooses the instruction that it uses (`sysenter`, `syscall` or `int 0x80`).
//!
//! The gate is never null, so a call needs no test: it loads the pointer and calls it. Its initial
//! value is the address of the symbol `__first`. In a program whose `_start` is not this crate's,
//! that symbol is `resolver`, which finds the address, stores it in the gate and continues the
//! call. Resolvers that run at once, on several threads or in a signal handler, find the same
//! address. In a program that starts with `entry!`, the symbol is `int 0x80; ret`, and `_start`
//! stores the kernel's address. The expansion of the macro decides this, not a feature, because
//! Cargo turns a feature on for every program of a workspace.

use core::arch::asm;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::super::Gate;
use super::{int80, thunks};
use crate::auxv::{self, Auxv};
use crate::errno::{Errno, Result};

/// The address that every call through the gate calls.
static GATE: AtomicPtr<()> = AtomicPtr::new(FIRST);

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident)?)?)?) => {{
        let word: usize;
        // SAFETY: the caller vouches for the effects of the call. The callee preserves every
        // integer register except eax, and `call!` declares the others. It uses the stack below
        // esp, so `nostack` is absent.
        unsafe {
            thunks::call!(
                "call {callee}", // into the kernel
                callee = in(reg) GATE.load(Relaxed),
                inlateout("eax") $nr.raw() => word,
                $(in("ebx") $a1, $(in("ecx") $a2, $(in("edx") $a3,)?)?)?
            );
        }
        word
    }};
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident) => {{
        let word: usize;
        // SAFETY: as above. If the compiler places `fourth` in esi, the exchanges do nothing. If it
        // places it in ebp, the first one puts the argument into esi and esi's value into ebp, and
        // the second one restores both. No other operand is in either register.
        unsafe {
            thunks::call!(
                "xchg esi, {fourth}", // the fourth argument into esi, esi's value out of it
                "call edi",           // into the kernel
                "xchg esi, {fourth}", // both restored
                fourth = in(reg) $a4,
                inlateout("eax") $nr.raw() => word,
                in("ebx") $a1,
                in("ecx") $a2,
                in("edx") $a3,
                in("edi") GATE.load(Relaxed),
            );
        }
        word
    }};
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident) => {
        // SAFETY: the caller vouches for the effects of the call. The gate holds a callee that
        // `call5` accepts.
        unsafe { thunks::call5(GATE.load(Relaxed), $nr, $a1, $a2, $a3, $a4, $a5) }
    };
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident, $a6:ident) => {
        // SAFETY: the caller vouches for the effects of the call. The gate holds a callee that
        // `call6` accepts.
        unsafe { thunks::call6(GATE.load(Relaxed), $nr, $a1, $a2, $a3, $a4, $a5, $a6) }
    };
}

syscall_fns! { enter }

/// Returns the path that `backend` takes. If no call has determined it yet, this function does.
#[inline]
pub(crate) fn gate() -> Gate {
    let mut target = GATE.load(Relaxed);
    if target == FIRST && auxv::started().is_none() {
        target = resolve();
    }
    // If `entry!` emitted `_start`, the first target is `int 0x80; ret`.
    if target == int80::ENTRY || target == FIRST {
        Gate::Int80
    } else {
        Gate::Vsyscall
    }
}

/// Returns the address of `__kernel_vsyscall`, if the auxiliary vector has it and the image is
/// still mapped there.
fn kernel_vsyscall() -> Option<*mut ()> {
    Auxv::current()
        .sysinfo()
        .map(core::ptr::with_exposed_provenance_mut)
}

/// Makes `backend` take another path.
///
/// # Safety
///
/// - For [`Gate::Vsyscall`], the vDSO must stay mapped at its address as long as the gate leads
///   there.
#[inline]
pub(crate) unsafe fn set_gate(gate: Gate) -> Result<()> {
    let target = match gate {
        Gate::Int80 => int80::ENTRY,
        Gate::Vsyscall => kernel_vsyscall().ok_or(Errno::NOSYS)?,
        Gate::Syscall => return Err(Errno::INVAL),
    };
    GATE.store(target, Relaxed);
    Ok(())
}

/// Stores the kernel's entry in the gate. `_start` calls this with the value of `AT_SYSINFO`.
///
/// # Safety
///
/// - `sysinfo` must be the value of `AT_SYSINFO` in this process's auxiliary vector, and the vDSO
///   must still be mapped there.
#[cfg(feature = "start")]
#[inline]
pub(crate) unsafe fn open(sysinfo: *mut ()) {
    GATE.store(sysinfo, Relaxed);
}

unsafe extern "C" {
    /// The first target of the gate: `resolver`, or what `entry!` emits.
    #[doc(hidden)]
    #[link_name = symbol!("first")]
    pub fn __first();
}

const FIRST: *mut () = __first as *mut ();

// On entry the registers are those of a system call. `resolve` is an ordinary function: it gets an
// aligned stack. Afterwards all registers of the call are restored, and the call continues at the
// address that `resolve` returned.
function! { "resolver",
    // If `entry!` emits the symbol, its definition is in this file under LTO, else in another one.
    // See `__gate!`.
    concat!(".ifndef .L", symbol!("first"), "_is_ours"),
    concat!(".weak ", symbol!("first")),
    concat!(".hidden ", symbol!("first")),
    concat!(".set ", symbol!("first"), ", ", symbol!("resolver")),
    ".endif",
    "push eax", // room for the target, popped by `ret`
    ".cfi_adjust_cfa_offset 4",
    "pushad", // all eight, eax first and edi last
    ".cfi_adjust_cfa_offset 32",
    ".cfi_rel_offset ebp, 8",
    ".cfi_rel_offset esi, 4",
    ".cfi_rel_offset edi, 0",
    ".cfi_rel_offset ebx, 16",
    "mov ebp, esp", // restored below
    ".cfi_def_cfa_register ebp",
    "and esp, -16", // as the ABI demands
    "call {resolve}", // finds and publishes the target
    "mov esp, ebp", // back to the saved registers
    ".cfi_def_cfa_register esp",
    "mov [esp + 32], eax", // the target into its room
    "popad",               // the registers of the call
    ".cfi_adjust_cfa_offset -32",
    ".cfi_restore ebp",
    ".cfi_restore esi",
    ".cfi_restore edi",
    ".cfi_restore ebx",
    "ret", // continue at the target, whose `ret` returns to the caller
    ;
    resolve = sym resolve,
}

/// Finds the gate's target, stores it in the gate and returns it. Any number of threads may run
/// this at once.
///
/// Only programs whose `_start` is not this crate's run it. It uses `Auxv::foreign` instead of
/// `Auxv::current`: a function that reads the stack that `_start` was given makes every `_start`
/// store it, even if the linker drops the function.
extern "C" fn resolve() -> *mut () {
    let sysinfo = Auxv::foreign().sysinfo();
    let target = sysinfo.map_or(int80::ENTRY, core::ptr::with_exposed_provenance_mut);
    match GATE.compare_exchange(FIRST, target, Relaxed, Relaxed) {
        Ok(_) => target,
        // Another thread has stored a target, or `set_gate` has chosen one: that target counts.
        Err(published) => published,
    }
}
