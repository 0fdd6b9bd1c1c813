//! The macros that emit what a program has once.

/// Makes `main` the program's start: emits `_start`, an `_Unwind_Resume` that is never called, for
/// programs that use `alloc`, and, by the features that are on, what `mem!` and `panic_handler!` emit.
///
/// `main` takes a [`Start`](crate::rt::Start) and returns a [`Termination`](crate::rt::Termination): nothing, an `i32`, a
/// [`Result`](crate::Result), or never. The stack is aligned as the ABI says, the frame pointer is zero, and unwinders
/// stop here. No system call is made before `main`: if the program was started without standard streams, they stay
/// closed until [`rt::open_closed_stdio`](crate::rt::open_closed_stdio) opens them.
///
/// `entry!(main)` starts what the linker made. `entry!(main, bare)` is for those who count bytes: the program is linked
/// at a fixed address and has no thread-local variables, and start-up has nothing for either. There, a text without
/// arguments does not wait for a full descriptor, as [`print!`](crate::print) says.
///
/// The program must be `#![no_std]`, static, and linked at a fixed address below 4 GiB: with
/// `-nostartfiles -static -no-pie`. Nothing sets up std, and the first use of it may crash. Nothing relocates the program, so a static position-independent executable does not link, and the error
/// names `-no-pie`. Without `-static`, GNU ld, gold and mold still link one on i686: it is a dynamic
/// executable, which `ld.so` relocates before it starts.
///
/// With feature `std`, `entry!` is a compile error, because std expects to be started by libc. Cargo
/// turns the feature on for a whole build if one of its packages asks for it. In such a workspace,
/// build the program alone: `cargo build -p NAME`.
///
/// ```ignore
/// trapgate::entry!(main);
///
/// fn main(start: trapgate::rt::Start) -> trapgate::Result<()> {
///     trapgate::println!("{} arguments", start.args().len());
///     Ok(())
/// }
/// ```
#[cfg(feature = "start")]
#[macro_export]
macro_rules! entry {
    ($main:path) => {
        $crate::__entry! { $crate::rt::begin, $main }
    };
    ($main:path, bare) => {
        $crate::__entry! { $crate::rt::begin_bare, $main }
    };
}

/// What `entry!` emits.
#[cfg(all(feature = "start", not(feature = "std")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry {
    ($begin:path, $main:path) => {
        // Outside `unsafe`, so that what the program names is no unsafe function and no `static mut`.
        #[inline(always)]
        fn __trapgate_main(start: $crate::rt::Start) -> impl $crate::rt::Termination {
            $main(start)
        }
        $crate::__start! { $begin, __trapgate_main }
        $crate::__entry_no_pie! {}
        // The compiled `alloc` calls it where a panic would unwind. `panic_handler!` must not emit
        // it: in a static library that a C++ program links, it would replace libgcc's, and the
        // first exception would crash.
        $crate::__never_called! { "_Unwind_Resume" }
        $crate::__entry_mem! {}
        $crate::__entry_panic_handler! {}
    };
}

/// With feature `std`, the program would contain std, which this start does not set up: std's panic
/// handler would crash without a message.
#[cfg(all(feature = "start", feature = "std"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry {
    ($begin:path, $main:path) => {
        ::core::compile_error!(::core::concat!(
            "`entry!` starts a program without std, but trapgate's feature `std` is on. If this ",
            "package asks for that feature, remove it. If another package of the workspace does, ",
            "build this program without that one: `cargo build -p NAME`.",
        ));
    };
}

/// Makes linkers refuse a static PIE: nothing would relocate it, and it would crash before `main`.
///
/// A symbol's address as 32 bits is a relocation that they cannot resolve in such a file. They print
/// the symbol's name, which says what to do. `trapgate.ld` discards these bytes and has a check of
/// its own.
#[cfg(all(feature = "start", not(feature = "std")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_no_pie {
    () => {
        ::core::arch::global_asm!(
            ".pushsection .rodata.trapgate_pie,\"aR\",@progbits",
            ".globl \"trapgate::entry! needs the link argument -no-pie\"",
            ".hidden \"trapgate::entry! needs the link argument -no-pie\"",
            "\"trapgate::entry! needs the link argument -no-pie\":",
            ".long \"trapgate::entry! needs the link argument -no-pie\"",
            ".popsection",
        );
    };
}

/// Emits `memcpy`, `memmove`, `memset`, `memcmp`, `bcmp` and `strlen`, hidden: visible to this program's objects alone.
///
/// For a program without libc that does not start with `entry!`, which emits them itself.
#[cfg(feature = "mem")]
#[macro_export]
macro_rules! mem {
    () => {
        $crate::__mem! {}
    };
}

/// Emits the panic handler: the message and its place on standard error, then SIGABRT.
///
/// If the message panics in turn, the place of that second panic is printed instead. If standard error is a pipe without
/// a reader and SIGPIPE is neither ignored nor handled, SIGPIPE ends the process.
///
/// For a program without std that does not start with `entry!`, which emits it itself, and for a
/// static library that a program in another language links. Unlike `entry!`, this macro does not
/// define `_Unwind_Resume`, which the compiled `alloc` calls: C++ programs depend on libgcc's.
#[cfg(feature = "panic-handler")]
#[macro_export]
macro_rules! panic_handler {
    () => {
        #[panic_handler]
        fn panic(info: &::core::panic::PanicInfo<'_>) -> ! {
            $crate::rt::panicked(info)
        }

        // The compiled `core` names it in its unwind tables.
        $crate::__never_called! { "rust_eh_personality" }
    };
}

/// Emits a function that precompiled code names for unwinding, weak and hidden: here nothing unwinds.
#[cfg(any(feature = "start", feature = "panic-handler"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __never_called {
    ($name:literal) => {
        ::core::arch::global_asm!(
            ::core::concat!(".pushsection .text.", $name, ",\"ax\",@progbits"),
            ::core::concat!(".weak ", $name),
            ::core::concat!(".hidden ", $name),
            ::core::concat!(".type ", $name, ",@function"),
            ::core::concat!($name, ":"),
            "ud2",
            ::core::concat!(".size ", $name, ", . - ", $name),
            ".popsection",
        );
    };
}

/// What `entry!` emits for feature `mem`.
#[cfg(all(feature = "start", feature = "mem"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_mem {
    () => {
        $crate::mem! {}
    };
}

/// What `entry!` emits without feature `mem`.
#[cfg(all(feature = "start", not(feature = "mem")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_mem {
    () => {};
}

/// What `entry!` emits for feature `panic-handler`.
#[cfg(all(feature = "start", feature = "panic-handler"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_panic_handler {
    () => {
        $crate::panic_handler! {}
    };
}

/// What `entry!` emits without feature `panic-handler`.
#[cfg(all(feature = "start", not(feature = "panic-handler")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_panic_handler {
    () => {};
}
