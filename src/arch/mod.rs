//! What only the target knows: how to enter the kernel, and what differs behind the same names.
//!
//! This is the one place that asks for the target. Both folders define the same items, so that nothing above can tell
//! which of the two it stands on:
//!
//! - `backend`: the seven functions that every wrapper enters the kernel by;
//! - `direct`: the seven functions that need no state and no stack: for what runs before there is any, and for what
//!   finds out which path `backend` takes;
//! - `paths`: the modules that `raw` shows, one per path;
//! - `gate`, `set_gate`: which path `backend` takes, and how to change it;
//! - `push_wide`, `push_pair`: how a 64-bit value travels in registers;
//! - `shape`: the calls whose arguments differ; `layout`: the structs whose bytes differ.

/// The seven functions of one path, `syscall0` to `syscall6`.
///
/// `$enter!(nr, a1, …)` is the path's own macro: an expression that enters the kernel and gives the word that comes back.
macro_rules! syscall_fns {
    ($enter:ident) => {
        syscall_fns! { @ $enter
            syscall0 "no argument" ()
            syscall1 "one argument" (a1)
            syscall2 "two arguments" (a1 a2)
            syscall3 "three arguments" (a1 a2 a3)
            syscall4 "four arguments" (a1 a2 a3 a4)
            syscall5 "five arguments" (a1 a2 a3 a4 a5)
            syscall6 "six arguments" (a1 a2 a3 a4 a5 a6)
        }
    };
    (@ $enter:ident $($name:ident $count:literal ($($arg:ident)*))*) => {$(
        #[doc = concat!("Makes a system call with ", $count, " and returns the kernel's word, -errno included.")]
        ///
        /// # Safety
        ///
        /// - What the call does with the arguments, to memory, descriptors and threads, is the caller's to answer for.
        /// - Calls that return twice or on another stack (`clone`, `vfork`, `rt_sigreturn`) are not for this function.
        #[inline]
        pub unsafe fn $name(nr: $crate::sysno::Sysno $(, $arg: usize)*) -> usize {
            $enter!(nr $(, $arg)*)
        }
    )*};
}

/// A symbol of this crate's assembly. It carries the whole version, the pre-release part included, so that two versions
/// link into one program. `build.rs` makes the part before the name.
macro_rules! symbol {
    ($name:literal) => {
        concat!(env!("TRAPGATE_SYMBOLS"), $name)
    };
}

/// A function in assembly: a section and unwind information of its own, visible to this program's objects alone.
#[allow(unused_macros, reason = "a target may need none")]
macro_rules! function {
    ($name:literal, $($line:expr,)* ; $($operand:tt)*) => {
        core::arch::global_asm!(
            concat!(".pushsection .text.", symbol!($name), ",\"ax\",@progbits"),
            concat!(".globl ", symbol!($name)),
            concat!(".hidden ", symbol!($name)),
            concat!(".type ", symbol!($name), ",@function"),
            concat!(symbol!($name), ":"),
            ".cfi_startproc",
            $($line,)*
            ".cfi_endproc",
            concat!(".size ", symbol!($name), ", . - ", symbol!($name)),
            ".popsection",
            $($operand)*
        );
    };
    ($name:literal, $($line:expr,)*) => {
        function! { $name, $($line,)* ; }
    };
}

/// One of `__mem!`'s functions: its section, its symbols (all of which name the same code), its body. For the user's crate.
#[macro_export]
#[doc(hidden)]
macro_rules! __mem_function {
    ($prefix:literal, $name:literal $(= $alias:literal)?, $($line:literal,)+) => {
        ::core::arch::global_asm!(
            concat!(".pushsection .text.", $prefix, $name, ",\"ax\",@progbits"),
            ".p2align 5",
            $(
                concat!(".globl ", $prefix, $alias),
                concat!(".hidden ", $prefix, $alias),
                concat!(".type ", $prefix, $alias, ",@function"),
                concat!($prefix, $alias, ":"),
            )?
            concat!(".globl ", $prefix, $name),
            concat!(".hidden ", $prefix, $name),
            concat!(".type ", $prefix, $name, ",@function"),
            concat!($prefix, $name, ":"),
            ".cfi_startproc",
            $($line,)+
            ".cfi_endproc",
            concat!(".size ", $prefix, $name, ", . - ", $prefix, $name),
            $(concat!(".size ", $prefix, $alias, ", . - ", $prefix, $alias),)?
            ".popsection",
        );
    };
}

cfg_if::cfg_if! {
    if #[cfg(not(target_os = "linux"))] {
        compile_error!("trapgate enters the Linux kernel: the target must be Linux");
    } else if #[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))] {
        mod x86_64;
        pub(crate) use self::x86_64::*;
    } else if #[cfg(all(target_arch = "x86_64", target_pointer_width = "32"))] {
        compile_error!("trapgate has no x32: build for x86_64 or i686");
    } else if #[cfg(all(target_arch = "x86", target_feature = "sse2"))] {
        mod i686;
        pub(crate) use self::i686::*;
    } else if #[cfg(target_arch = "x86")] {
        compile_error!("trapgate's 32-bit target is i686 with SSE2");
    } else {
        compile_error!("trapgate supports x86_64 and i686");
    }
}

/// libc's `getauxval`.
pub(crate) type Getauxval = unsafe extern "C" fn(core::ffi::c_ulong) -> core::ffi::c_ulong;

/// A way into the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gate {
    /// The `syscall` instruction (x86_64).
    Syscall,
    /// `int 0x80` (i686).
    Int80,
    /// `__kernel_vsyscall`, the kernel's own fast entry (i686).
    Vsyscall,
}
