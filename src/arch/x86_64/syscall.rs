//! The `syscall` instruction.
//!
//! The number goes in `rax`, the arguments in `rdi`, `rsi`, `rdx`, `r10`, `r8` and `r9`; the result comes back in `rax`.
//! The instruction itself overwrites `rcx` with the return address and `r11` with the flags (under FRED it keeps both, so
//! neither their old nor their new values may be relied on). The kernel keeps every other register.

use core::arch::asm;

macro_rules! enter {
    ($nr:ident $(, $a1:ident $(, $a2:ident $(, $a3:ident $(, $a4:ident $(, $a5:ident $(, $a6:ident)?)?)?)?)?)?) => {{
        let word: usize;
        // SAFETY: what the call does is the caller's. Of the registers the instruction and the kernel change only those
        // named as outputs; memory may be read and written (no `nomem`), and the kernel does not touch this stack.
        unsafe {
            asm!(
                "syscall", // to the kernel's entry point and back
                inlateout("rax") $nr.raw() as usize => word,
                $(in("rdi") $a1, $(in("rsi") $a2, $(in("rdx") $a3, $(in("r10") $a4, $(in("r8") $a5, $(in("r9") $a6,)?)?)?)?)?)?
                lateout("rcx") _, // the return address
                lateout("r11") _, // the flags
                options(nostack),
            );
        }
        word
    }};
}

syscall_fns! { enter }
