//! i686: two paths, `int 0x80` and `__kernel_vsyscall`, and the gate, a pointer that leads to one
//! of them.

pub(crate) mod elf;
mod getauxval;
pub mod int80;
pub(crate) mod layout;
mod mem;
pub(crate) mod shape;
mod start;
pub(crate) mod thunks;
pub(crate) mod vdso;
#[cfg(not(trapgate_int80))]
pub mod vsyscall;

#[cfg(trapgate_int80)]
pub(crate) use int80 as backend;
pub(crate) use int80 as direct;
#[cfg(not(trapgate_int80))]
pub(crate) use vsyscall as backend;

pub(crate) use backend::{gate, set_gate};
pub(crate) use getauxval::getauxval;
#[cfg(feature = "start")]
pub(crate) use start::open_gate;

/// The paths that `raw` exports.
pub(crate) mod paths {
    pub use crate::arch::i686::int80;
    #[cfg(not(trapgate_int80))]
    pub use crate::arch::i686::vsyscall;
}

/// `wide x` of `sys!`: a 64-bit value fills two registers, the low word first.
macro_rules! push_wide {
    ($next:ident [$($done:tt)*] $bits:ident $($rest:tt)*) => {
        $next! { @ [$($done)* ($bits as usize) (($bits >> 32) as usize)] $($rest)* }
    };
}

/// `pair x` of `sys!`: two words on every target. On i686 this is the same as `wide`.
macro_rules! push_pair {
    ($($all:tt)*) => { $crate::arch::push_wide! { $($all)* } };
}

pub(crate) use {push_pair, push_wide};
