//! x86_64: one path, the `syscall` instruction.

pub(crate) mod elf;
mod getauxval;
pub(crate) mod layout;
mod mem;
pub(crate) mod shape;
mod start;
pub mod syscall;
pub(crate) mod vdso;

pub(crate) use syscall as backend;
pub(crate) use syscall as direct;

pub(crate) use getauxval::getauxval;
#[cfg(feature = "start")]
pub(crate) use start::open_gate;

use super::Gate;
use crate::errno::{Errno, Result};

/// The path that `raw` exports.
pub(crate) mod paths {
    pub use crate::arch::x86_64::syscall;
}

/// Returns the path that `backend` takes.
#[inline]
pub(crate) fn gate() -> Gate {
    Gate::Syscall
}

/// Accepts `Gate::Syscall` and rejects every other path.
///
/// # Safety
///
/// There are no duties here. They exist on i686.
#[inline]
pub(crate) unsafe fn set_gate(gate: Gate) -> Result<()> {
    match gate {
        Gate::Syscall => Ok(()),
        Gate::Int80 | Gate::Vsyscall => Err(Errno::INVAL),
    }
}

/// `wide x` of `sys!`: a 64-bit value fills one register.
macro_rules! push_wide {
    ($next:ident [$($done:tt)*] $bits:ident $($rest:tt)*) => {
        $next! { @ [$($done)* ($bits as usize)] $($rest)* }
    };
}

/// `pair x` of `sys!`: two words on every target. On x86_64 the first holds all bits, and the
/// kernel ignores the second.
macro_rules! push_pair {
    ($next:ident [$($done:tt)*] $bits:ident $($rest:tt)*) => {
        $next! { @ [$($done)* ($bits as usize) (0usize)] $($rest)* }
    };
}

pub(crate) use {push_pair, push_wide};
