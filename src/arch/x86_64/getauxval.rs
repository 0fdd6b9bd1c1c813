//! The address of libc's `getauxval`, if the program contains it.
//!
//! The reference is a `.weakref`. It never makes the linker search for the function. Unlike
//! `.weak`, it does not make the program's own definition weak if LTO puts both into one object.

use core::arch::asm;

use super::super::Getauxval;

/// Returns libc's `getauxval`, or `None` in a program without it.
#[inline(never)] // The assembly defines its symbols once.
pub(crate) fn getauxval() -> Option<Getauxval> {
    let address: *const ();
    // SAFETY: the code reads one word of the global offset table, which is not written after the
    // program was loaded.
    unsafe {
        asm!(
            concat!(".weakref ", symbol!("getauxval"), ", getauxval"),
            // Null without libc.
            concat!("mov {address}, qword ptr [rip + ", symbol!("getauxval"), "@GOTPCREL]"),
            address = out(reg) address,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    // SAFETY: the linker or the loader has set the word to null or to the address of libc's
    // function.
    unsafe { core::mem::transmute::<*const (), Option<Getauxval>>(address) }
}
