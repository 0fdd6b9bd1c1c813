//! The `int 0x80` instruction, which every i686 kernel supports.
//!
//! The number goes into `eax`, and the arguments into `ebx`, `ecx`, `edx`, `esi`, `edi` and `ebp`.
//! The result comes back in `eax`, and the kernel preserves every other register. The compiler
//! reserves `esi` and `ebp` and rejects them as operands. So the fourth argument is exchanged with
//! `esi` around the instruction, and calls with five or six arguments use the functions of
//! `thunks`.

use core::arch::asm;

use super::thunks;

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident)?)?)?) => {{
        let word: usize;
        // SAFETY: the caller vouches for the effects of the call. The kernel changes no register
        // except eax and does not touch this stack. Memory may be read and written, so `nomem` is
        // absent.
        unsafe {
            asm!(
                "int 0x80", // into the kernel and back
                inlateout("eax") $nr.raw() => word,
                $(in("ebx") $a1, $(in("ecx") $a2, $(in("edx") $a3,)?)?)?
                options(nostack),
            );
        }
        word
    }};
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident) => {{
        let word: usize;
        // SAFETY: as above. The second exchange restores esi and edi before the compiler's code
        // continues.
        unsafe {
            asm!(
                "xchg esi, edi", // the fourth argument into esi, esi's value out of it
                "int 0x80",      // into the kernel and back
                "xchg esi, edi", // both restored
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
        // SAFETY: the caller vouches for the effects of the call. `ENTRY` is one of the two
        // callees.
        unsafe { thunks::call5(ENTRY, $nr, $a1, $a2, $a3, $a4, $a5) }
    };
    ($nr:ident, $a1:ident, $a2:ident, $a3:ident, $a4:ident, $a5:ident, $a6:ident) => {
        // SAFETY: the caller vouches for the effects of the call. `ENTRY` is one of the two
        // callees.
        unsafe { thunks::call6(ENTRY, $nr, $a1, $a2, $a3, $a4, $a5, $a6) }
    };
}

syscall_fns! { enter }

unsafe extern "C" {
    #[link_name = symbol!("int80")]
    fn int80();
}

function! { "int80",
    "int 0x80", // into the kernel and back
    "ret",      // every register except eax is unchanged
}

/// The address of `int 0x80; ret`, the callee that needs no address from the kernel.
pub(super) const ENTRY: *mut () = int80 as *mut ();

/// Returns the path that `backend` takes, which is always this one.
#[cfg(trapgate_int80)]
#[inline]
pub(crate) fn gate() -> super::super::Gate {
    super::super::Gate::Int80
}

/// Accepts this path and rejects every other one.
///
/// # Safety
///
/// There are no duties here. They exist on i686 without `--cfg trapgate_int80`.
#[cfg(trapgate_int80)]
#[inline]
pub(crate) unsafe fn set_gate(gate: super::super::Gate) -> crate::errno::Result<()> {
    match gate {
        super::super::Gate::Int80 => Ok(()),
        _ => Err(crate::errno::Errno::INVAL),
    }
}
