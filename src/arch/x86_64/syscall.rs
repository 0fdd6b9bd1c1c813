//! The `syscall` instruction.
//!
//! The number goes into `rax`, and the arguments into `rdi`, `rsi`, `rdx`, `r10`, `r8` and `r9`.
//! The result comes back in `rax`. The instruction overwrites `rcx` with the return address and
//! `r11` with the flags. A processor with FRED preserves both, so no code may rely on either value.
//! The kernel preserves every other register.

use core::arch::asm;

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident
        $(, $a4:ident $(, $a5:ident $(, $a6:ident)?)?)?)?)?)?
    ) => {{
        let word: usize;
        // SAFETY: the caller vouches for the effects of the call. The instruction and the kernel
        // change no register except those declared as outputs, and the kernel does not touch this
        // stack. Memory may be read and written, so `nomem` is absent.
        unsafe {
            asm!(
                "syscall", // into the kernel and back
                inlateout("rax") $nr.raw() as usize => word,
                $(in("rdi") $a1, $(in("rsi") $a2, $(in("rdx") $a3,
                    $(in("r10") $a4, $(in("r8") $a5, $(in("r9") $a6,)?)?)?)?)?)?
                lateout("rcx") _, // the return address
                lateout("r11") _, // the flags
                options(nostack),
            );
        }
        word
    }};
}

syscall_fns! { enter }
