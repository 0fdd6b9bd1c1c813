//! The address of libc's `getauxval`, if the program contains it.
//!
//! The reference is a `.weakref`. It never makes the linker search for the function. Unlike
//! `.weak`, it does not make the program's own definition weak if LTO puts both into one object.
//! The address is a word of data, which the linker or the loader fills in. With the global offset
//! table instead, linkers would keep the table even in a program from which they drop this
//! function. The code is in AT&T syntax, because only there does the assembler accept the distance
//! between two labels as a displacement.

use core::arch::asm;

use super::super::Getauxval;

/// Returns libc's `getauxval`, or `None` in a program without it.
#[inline(never)] // The assembly defines its symbols once.
pub(crate) fn getauxval() -> Option<Getauxval> {
    let address: *const ();
    // SAFETY: the code reads one word, which is not written after the program was loaded. The call
    // and the pop use the stack below esp, so `nostack` is absent.
    unsafe {
        asm!(
            concat!(".weakref ", symbol!("getauxval"), ", getauxval"),
            concat!(".pushsection .data.rel.ro.", symbol!("libc"), ",\"aw\",@progbits"),
            ".p2align 2",
            concat!("4: .long ", symbol!("getauxval")), // null without libc
            ".popsection",
            "calll 2f", // pushes the address of label 2
            "2: popl {address}", // that address
            "movl 4b - 2b({address}), {address}", // the word, whose distance the linker fills in
            address = out(reg) address,
            options(att_syntax, pure, nomem),
        );
    }
    // SAFETY: the linker or the loader has set the word to null or to the address of libc's
    // function.
    unsafe { core::mem::transmute::<*const (), Option<Getauxval>>(address) }
}
