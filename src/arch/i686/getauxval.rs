//! libc's `getauxval`, where the program has one.
//!
//! The reference is a `.weakref`: it never makes the linker look for the function, and unlike `.weak` it does not turn
//! the program's own definition into a weak one when both end in one object under LTO. AT&T syntax, because the
//! assembler knows the distance to the global offset table in no other. A function in Rust around it, because a mere
//! mention of the table in an object makes linkers keep one, even if the code is dropped later.

use core::arch::asm;

use super::super::Getauxval;

/// The address of libc's `getauxval`, if there is one.
#[inline(never)] // The name is given once.
pub(crate) fn getauxval() -> Option<Getauxval> {
    let address: *const ();
    // SAFETY: reads one word of the global offset table, which nothing writes after start-up; the push and the pop of the
    // address are this program's stack below esp (no `nostack`).
    unsafe {
        asm!(
            concat!(".weakref ", symbol!("getauxval"), ", getauxval"),
            "calll 2f", // where are we?
            "2: popl {address}", // here
            "3: addl $_GLOBAL_OFFSET_TABLE_ + (3b - 2b), {address}", // the global offset table
            concat!("movl ", symbol!("getauxval"), "@GOT({address}), {address}"), // null without libc
            address = out(reg) address,
            options(att_syntax, pure, nomem),
        );
    }
    // SAFETY: the linker put null or the address of libc's function there.
    unsafe { core::mem::transmute::<*const (), Option<Getauxval>>(address) }
}
