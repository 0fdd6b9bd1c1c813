//! `sys!`: makes the system call of a wrapper, from its typed arguments to its typed result.

use core::num::NonZeroUsize;

use crate::errno::{Errno, Result};
use crate::raw::check;

/// A type that a wrapper can return. `sys!` chooses the implementation by the wrapper's return
/// type.
pub(crate) trait Decode {
    /// Converts the word that the kernel returned.
    ///
    /// # Safety
    ///
    /// - The word must be the result of a call that returns this type. If the type owns a
    ///   descriptor, no other code may own it.
    unsafe fn decode(word: usize) -> Self;
}

/// For a call that cannot fail.
impl Decode for () {
    #[inline]
    unsafe fn decode(_: usize) {}
}

/// For a call that returns 0 or an error. The conversion is one `neg`.
///
/// Any word except 0 is an `Err`, even if its number is outside 1 to 4095. The kernel returns no
/// such word for these calls; only a tracer or a supervisor that replaces the result can. `Ok(())`
/// would be wrong for it, because wrappers then read what the kernel should have written. If a file
/// system can choose the result, the wrapper decodes a number instead, and initialises the memory
/// that it reads.
impl Decode for Result<()> {
    #[inline]
    unsafe fn decode(word: usize) -> Self {
        match NonZeroUsize::new(word.wrapping_neg()) {
            None => Ok(()),
            Some(number) => Err(Errno::from_word(number)),
        }
    }
}

macro_rules! integers {
    ($($int:ty),*) => {$(
        /// For a call that cannot fail.
        impl Decode for $int {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                word as $int
            }
        }

        /// For a call that returns a number.
        impl Decode for Result<$int> {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                match check(word) {
                    Ok(word) => Ok(word as $int),
                    Err(errno) => Err(errno),
                }
            }
        }
    )*};
}

integers! { usize, u32, i32 }

/// For a call that returns an address and cannot fail.
impl<T> Decode for *mut T {
    #[inline]
    unsafe fn decode(word: usize) -> Self {
        core::ptr::with_exposed_provenance_mut(word)
    }
}

/// For a call that returns an address.
impl<T> Decode for Result<*mut T> {
    #[inline]
    unsafe fn decode(word: usize) -> Self {
        match check(word) {
            Ok(word) => Ok(core::ptr::with_exposed_provenance_mut(word)),
            Err(errno) => Err(errno),
        }
    }
}

/// The result of a call that this target does not have, as the kernel would return it.
pub(crate) const NOSYS: usize = (Errno::NOSYS.raw() as usize).wrapping_neg();

/// Makes the system call of a wrapper.
///
/// `sys!(PREAD64, fd, buf, len, wide offset)` takes the x86_64 name, for which `nr` has the number
/// on this target, and then the arguments in the kernel's order. A plain argument is an
/// [`Arg`](crate::arg::Arg) and fills one register. `wide x` is 64 bits wide and fills one register
/// on x86_64 and two on i686. `pair x` is 64 bits wide and fills two registers on every target.
///
/// If this target has no such call, the result is [`Errno::NOSYS`] and no call is made. `nr` is
/// constant, so the compiler removes the arm that does not apply.
///
/// The macro expands to unsafe calls. The wrapper's `unsafe` block states why the call is sound for
/// these arguments.
macro_rules! sys {
    (@ [$($done:tt)*] $nr:ident, wide $value:expr $(, $($rest:tt)*)?) => {{
        let bits = $crate::arg::Wide::bits($value);
        $crate::arch::push_wide! { sys [$($done)*] bits $nr $(, $($rest)*)? }
    }};
    (@ [$($done:tt)*] $nr:ident, pair $value:expr $(, $($rest:tt)*)?) => {{
        let bits = $crate::arg::Wide::bits($value);
        $crate::arch::push_pair! { sys [$($done)*] bits $nr $(, $($rest)*)? }
    }};
    (@ [$($done:tt)*] $nr:ident, $value:expr $(, $($rest:tt)*)?) => {
        sys! { @ [$($done)* ($crate::arg::Arg::word($value))] $nr $(, $($rest)*)? }
    };
    (@ [] $nr:ident) => { sys! { @call syscall0 $nr } };
    (@ [$a1:tt] $nr:ident) => { sys! { @call syscall1 $nr $a1 } };
    (@ [$a1:tt $a2:tt] $nr:ident) => { sys! { @call syscall2 $nr $a1 $a2 } };
    (@ [$a1:tt $a2:tt $a3:tt] $nr:ident) => { sys! { @call syscall3 $nr $a1 $a2 $a3 } };
    (@ [$a1:tt $a2:tt $a3:tt $a4:tt] $nr:ident) => { sys! { @call syscall4 $nr $a1 $a2 $a3 $a4 } };
    (@ [$a1:tt $a2:tt $a3:tt $a4:tt $a5:tt] $nr:ident) => {
        sys! { @call syscall5 $nr $a1 $a2 $a3 $a4 $a5 }
    };
    (@ [$a1:tt $a2:tt $a3:tt $a4:tt $a5:tt $a6:tt] $nr:ident) => {
        sys! { @call syscall6 $nr $a1 $a2 $a3 $a4 $a5 $a6 }
    };
    (@call $enter:ident $nr:ident $($word:tt)*) => {
        $crate::sys::Decode::decode(match $crate::sysno::nr::$nr {
            Some(number) => $crate::arch::backend::$enter(number $(, $word)*),
            None => $crate::sys::NOSYS,
        })
    };
    ($nr:ident $($args:tt)*) => { sys! { @ [] $nr $($args)* } };
}

pub(crate) use sys;
