//! libc's `getauxval`, where the program has one.
//!
//! The reference is a `.weakref`: it never makes the linker look for the function, and unlike `.weak` it does not turn
//! the program's own definition into a weak one when both end in one object under LTO.

use core::arch::asm;

use super::super::Getauxval;

/// The address of libc's `getauxval`, if there is one.
#[inline(never)] // The name is given once.
pub(crate) fn getauxval() -> Option<Getauxval> {
    let address: *const ();
    // SAFETY: reads one word of the global offset table, which nothing writes after start-up.
    unsafe {
        asm!(
            concat!(".weakref ", symbol!("getauxval"), ", getauxval"),
            concat!("mov {address}, qword ptr [rip + ", symbol!("getauxval"), "@GOTPCREL]"), // null without libc
            address = out(reg) address,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    // SAFETY: the linker put null or the address of libc's function there.
    unsafe { core::mem::transmute::<*const (), Option<Getauxval>>(address) }
}
