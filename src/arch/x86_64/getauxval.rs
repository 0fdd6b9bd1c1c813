//! libc's `getauxval`, where the program has one.
//!
//! The reference is a `.weakref`: it never makes the linker look for the function, and unlike `.weak` it does not turn
//! the program's own definition into a weak one when both end in one object under LTO.

use super::super::Getauxval;

function! { "getauxval",
    concat!(".weakref ", symbol!("libc_getauxval"), ", getauxval"),
    concat!("mov rax, qword ptr [rip + ", symbol!("libc_getauxval"), "@GOTPCREL]"), // null without libc
    "ret", // the address
}

unsafe extern "C" {
    /// The address of libc's `getauxval`, or null.
    #[link_name = symbol!("getauxval")]
    pub(crate) safe fn getauxval() -> Option<Getauxval>;
}
