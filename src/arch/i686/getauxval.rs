//! libc's `getauxval`, where the program has one.
//!
//! The reference is a `.weakref`: it never makes the linker look for the function, and unlike `.weak` it does not turn
//! the program's own definition into a weak one when both end in one object under LTO. AT&T syntax, because the
//! assembler knows the distance to the global offset table in no other.

use super::super::Getauxval;

function! { "getauxval",
    concat!(".weakref ", symbol!("libc_getauxval"), ", getauxval"),
    "calll 2f", // where are we?
    ".cfi_adjust_cfa_offset 4",
    "2: popl %eax", // here
    ".cfi_adjust_cfa_offset -4",
    "3: addl $_GLOBAL_OFFSET_TABLE_ + (3b - 2b), %eax", // the global offset table
    concat!("movl ", symbol!("libc_getauxval"), "@GOT(%eax), %eax"), // null without libc
    "retl", // the address
    ;
    options(att_syntax)
}

unsafe extern "C" {
    /// The address of libc's `getauxval`, or null.
    #[link_name = symbol!("getauxval")]
    pub(crate) safe fn getauxval() -> Option<Getauxval>;
}
