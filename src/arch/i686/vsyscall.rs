//! The gate: one pointer, called by value, that leads to `__kernel_vsyscall` as soon as its address is known.
//!
//! `__kernel_vsyscall` takes the registers of `int 0x80`, keeps all but `eax` and the flags, and uses four words of the
//! stack. The kernel gives its address as `AT_SYSINFO` and chooses what is behind it (`sysenter`, `syscall`, `int 0x80`).
//!
//! The pointer is never null, so that a call loads it and goes. It begins at `__first`. That symbol is `resolver`, which
//! finds the address, publishes it and goes on with the call in hand; what loses the race, or runs in a signal handler
//! meanwhile, finds the same address. In a program that starts with `entry!` the symbol is `int 0x80; ret`, and `_start`
//! stores the kernel's address. The macro decides, when it is expanded, and no feature does: a feature reaches every
//! program of a workspace.

use core::arch::asm;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::super::Gate;
use super::{int80, thunks};
use crate::auxv::{self, Auxv};
use crate::errno::{Errno, Result};

/// Where every call through the gate goes.
static GATE: AtomicPtr<()> = AtomicPtr::new(FIRST);

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident)?)?)?) => {{
        let word: usize;
        // SAFETY: what the call does is the caller's. The callee keeps every integer register but eax, and the rest is
        // declared by `call!`; it uses this stack below esp (no `nostack`).
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
        // SAFETY: as above. `fourth` is esi, then the exchanges do nothing, or ebp, then they lend esi its value and
        // give both back; no other operand stands in either.
        unsafe {
            thunks::call!(
                "xchg esi, {fourth}", // the fourth argument into esi, the compiler's esi out of the way
                "call edi",           // into the kernel
                "xchg esi, {fourth}", // both as they were
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
        // SAFETY: what the call does is the caller's; the gate holds one of the callees that `call5` is for.
        unsafe { thunks::call5(GATE.load(Relaxed), $nr, $a1, $a2, $a3, $a4, $a5) }
    };
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident, $a6:ident) => {
        // SAFETY: what the call does is the caller's; the gate holds one of the callees that `call6` is for.
        unsafe { thunks::call6(GATE.load(Relaxed), $nr, $a1, $a2, $a3, $a4, $a5, $a6) }
    };
}

syscall_fns! { enter }

/// The path that `backend` takes, found out now if no call has yet.
#[inline]
pub(crate) fn gate() -> Gate {
    let mut target = GATE.load(Relaxed);
    if target == FIRST && auxv::started().is_none() {
        target = resolve();
    }
    // Where `_start` is ours, the first target is `int 0x80`.
    if target == int80::ENTRY || target == FIRST {
        Gate::Int80
    } else {
        Gate::Vsyscall
    }
}

/// The address that the auxiliary vector gives, if the image is still there.
fn kernel_vsyscall() -> Option<*mut ()> {
    Auxv::current()
        .sysinfo()
        .map(core::ptr::with_exposed_provenance_mut)
}

/// Makes `backend` take another path.
///
/// # Safety
///
/// For [`Gate::Vsyscall`]: the vDSO stays where it is until another path is chosen.
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

/// What `_start` does for the gate: `AT_SYSINFO` from the stack it was given, or no change.
///
/// # Safety
///
/// `sysinfo` is the value of `AT_SYSINFO`.
#[cfg(feature = "start")]
#[inline]
pub(crate) unsafe fn open(sysinfo: *mut ()) {
    GATE.store(sysinfo, Relaxed);
}

unsafe extern "C" {
    /// The gate's first target: `resolver`, or what `entry!` emits.
    #[doc(hidden)]
    #[link_name = symbol!("first")]
    pub fn __first();
}

const FIRST: *mut () = __first as *mut ();

// At entry the registers are those of a system call. `resolve` is ordinary code: it gets an aligned stack, and the call in
// hand gets all its registers back before it goes on at the address found.
function! { "resolver",
    // What `entry!` emits has the symbol, in the same file under LTO, else in another one. See `__gate!`.
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
    "mov ebp, esp", // to come back to
    ".cfi_def_cfa_register ebp",
    "and esp, -16", // what a function may expect
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
    "ret", // go on at the target; its `ret` goes to the caller
    ;
    resolve = sym resolve,
}

/// Finds where the gate leads, publishes it and returns it, in a program whose `_start` is not ours. Any number of
/// threads may be here at once.
///
/// The vector is `Auxv::foreign` and not `Auxv::current`: whatever reads the stack that `_start` was given makes every
/// `_start` store it, also where the linker drops this function.
extern "C" fn resolve() -> *mut () {
    let sysinfo = Auxv::foreign().sysinfo();
    let target = sysinfo.map_or(int80::ENTRY, core::ptr::with_exposed_provenance_mut);
    match GATE.compare_exchange(FIRST, target, Relaxed, Relaxed) {
        Ok(_) => target,
        // Another thread has published, or `set_gate` has chosen: that counts.
        Err(published) => published,
    }
}
