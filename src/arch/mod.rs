//! What differs between the targets: how a program enters the kernel, and how each target
//! implements the names that both share.
//!
//! This is the only module that asks for the target. Both folders define the same items, so that no
//! module above needs to know which target it is compiled for:
//!
//! - `backend`: the seven functions through which wrappers enter the kernel.
//! - `direct`: seven functions that use no static. Code that runs before the path of `backend` is
//!   known uses them, and so does the code that determines that path. `fork` uses them too, because
//!   the gate of i686 would put a return address on the stack.
//! - `paths`: the modules that `raw` exports, one for each path.
//! - `gate`, `set_gate`: which path `backend` takes, and how to change it.
//! - `push_wide`, `push_pair`: how a 64-bit value travels in registers.
//! - `shape`: the calls whose arguments differ. `layout`: the structs whose bytes differ.

/// Defines the seven functions of one path, `syscall0` to `syscall6`.
///
/// `$enter!(nr, a1, …)` is the path's own macro: an expression that enters the kernel and has the
/// word that the kernel returns as its value.
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
        #[doc = concat!("Makes a system call with ", $count, " and returns the kernel's word,")]
        /// which is -errno if the call failed.
        ///
        /// # Safety
        ///
        /// - The caller must ensure that the effects of the call, with these arguments, on memory,
        ///   descriptors and threads are sound. In particular, memory that the kernel writes must
        ///   be valid for writes.
        /// - The call must not return twice in the same memory (`vfork`), must not return on
        ///   another stack (`clone` and `clone3` with a stack), and must not depend on the stack
        ///   pointer (`sigreturn`, `rt_sigreturn`).
        #[inline]
        pub unsafe fn $name(nr: $crate::sysno::Sysno $(, $arg: usize)*) -> usize {
            $enter!(nr $(, $arg)*)
        }
    )*};
}

/// Makes the name of a symbol of this crate's assembly. The name contains the whole version, with
/// the pre-release part, so that two versions link into one program. `build.rs` provides the part
/// before `$name`.
macro_rules! symbol {
    ($name:literal) => {
        concat!(env!("TRAPGATE_SYMBOLS"), $name)
    };
}

/// Defines a function in assembly. It has its own section and its own unwind information, and only
/// the objects of this program see its symbol.
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

/// Emits one function of `__mem!` in the user's crate: its section, its symbols and its body. An
/// alias is a second symbol for the same code.
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

/// The type of libc's `getauxval`.
pub(crate) type Getauxval = unsafe extern "C" fn(core::ffi::c_ulong) -> core::ffi::c_ulong;

/// A path into the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gate {
    /// The `syscall` instruction (x86_64).
    Syscall,
    /// The `int 0x80` instruction (i686).
    Int80,
    /// `__kernel_vsyscall`, the fast entry that the kernel maps into each process (i686).
    Vsyscall,
}
