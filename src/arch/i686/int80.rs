//! The `int 0x80` instruction, the trap gate that every i686 kernel has.
//!
//! The number goes in `eax`, the arguments in `ebx`, `ecx`, `edx`, `esi`, `edi` and `ebp`; the result comes back in `eax`.
//! The kernel keeps every other register. The compiler keeps `esi` and `ebp` for itself and refuses them as operands:
//! the fourth argument is exchanged with `esi` around the call, and five and six go through the thunks of `thunks`.

use core::arch::asm;

use super::thunks;

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident)?)?)?) => {{
        let word: usize;
        // SAFETY: what the call does is the caller's. The kernel changes eax alone; memory may be read and written (no
        // `nomem`), and the kernel does not touch this stack.
        unsafe {
            asm!(
                "int 0x80", // through the trap gate and back
                inlateout("eax") $nr.raw() => word,
                $(in("ebx") $a1, $(in("ecx") $a2, $(in("edx") $a3,)?)?)?
                options(nostack),
            );
        }
        word
    }};
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident) => {{
        let word: usize;
        // SAFETY: as above; esi has its own value back before the compiler's code goes on, and edi is kept by being
        // exchanged twice.
        unsafe {
            asm!(
                "xchg esi, edi", // the fourth argument into esi, the compiler's esi out of the way
                "int 0x80",      // through the trap gate and back
                "xchg esi, edi", // both as they were
                inlateout("eax") $nr.raw() => word,
                in("ebx") $a1,
                in("ecx") $a2,
                in("edx") $a3,
                in("edi") $a4,
                options(nostack),
            );
        }
        word
    }};
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident) => {
        // SAFETY: what the call does is the caller's; the callee is an entry of the kernel's.
        unsafe { thunks::call5(ENTRY, $nr, $a1, $a2, $a3, $a4, $a5) }
    };
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident, $a6:ident) => {
        // SAFETY: what the call does is the caller's; the callee is an entry of the kernel's.
        unsafe { thunks::call6(ENTRY, $nr, $a1, $a2, $a3, $a4, $a5, $a6) }
    };
}

syscall_fns! { enter }

unsafe extern "C" {
    #[link_name = symbol!("int80")]
    fn int80();
}

function! { "int80",
    "int 0x80", // through the trap gate and back
    "ret",      // every register but eax is the caller's still
}

/// The address of `int 0x80; ret`: the callee that needs nothing from the kernel.
pub(super) const ENTRY: *mut () = int80 as *mut ();

/// The path that `backend` takes: this one, and no other.
#[cfg(trapgate_int80)]
#[inline]
pub(crate) fn gate() -> super::super::Gate {
    super::super::Gate::Int80
}

/// Makes `backend` take another path: there is none.
///
/// # Safety
///
/// None here; with a gate there are duties.
#[cfg(trapgate_int80)]
#[inline]
pub(crate) unsafe fn set_gate(gate: super::super::Gate) -> crate::errno::Result<()> {
    match gate {
        super::super::Gate::Int80 => Ok(()),
        _ => Err(crate::errno::Errno::INVAL),
    }
}
