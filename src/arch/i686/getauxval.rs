//! libc's `getauxval`, where the program has one.
//!
//! The reference is a `.weakref`: it never makes the linker look for the function, and unlike `.weak` it does not turn
//! the program's own definition into a weak one when both end in one object under LTO. The address is a word of data,
//! which the linker or the loader fills in. A use of the global offset table would make linkers keep the table even in
//! a program from which they drop this function. AT&T syntax, because the assembler takes the distance in no other.

use core::arch::asm;

use super::super::Getauxval;

/// The address of libc's `getauxval`, if there is one.
#[inline(never)] // The name is given once.
pub(crate) fn getauxval() -> Option<Getauxval> {
    let address: *const ();
    // SAFETY: reads one word, which nothing writes after the program was loaded; the push and the pop of the address are
    // this program's stack below esp (no `nostack`).
    unsafe {
        asm!(
            concat!(".weakref ", symbol!("getauxval"), ", getauxval"),
            concat!(".pushsection .data.rel.ro.", symbol!("libc"), ",\"aw\",@progbits"),
            ".p2align 2",
            concat!("4: .long ", symbol!("getauxval")), // null without libc
            ".popsection",
            "calll 2f", // where are we?
            "2: popl {address}", // here
            "movl 4b - 2b({address}), {address}", // the word, at a distance that the linker knows
            address = out(reg) address,
            options(att_syntax, pure, nomem),
        );
    }
    // SAFETY: the linker put null or the address of libc's function there.
    unsafe { core::mem::transmute::<*const (), Option<Getauxval>>(address) }
}
