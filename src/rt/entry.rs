//! The macros that emit the symbols that a program defines once.

/// Makes `main` the start of the program.
///
/// Emits `_start`, and an `_Unwind_Resume` that is never called, for programs that use `alloc`. If
/// the features `mem` and `panic-handler` are on, it also emits what `mem!` and `panic_handler!`
/// emit.
///
/// `main` takes a [`Start`](crate::rt::Start) and returns a
/// [`Termination`](crate::rt::Termination): nothing, an `i32`, a [`Result`](crate::Result), or
/// never. When it runs, the stack is aligned as the ABI demands, the frame pointer of its caller is
/// zero, and unwinders stop at `_start`. No system call is made before `main`: if the program was
/// started without standard streams, they stay closed until
/// [`rt::open_closed_stdio`](crate::rt::open_closed_stdio) opens them.
///
/// `entry!(main, bare)` is for programs that count bytes: start-up leaves out what such a program
/// can do without. There, a text without arguments does not wait for a full descriptor, as
/// [`print!`](crate::print) describes.
///
/// The program must be `#![no_std]`, static, without thread-local variables, and linked at a fixed
/// address below 4 GiB, with `-nostartfiles -static -no-pie`. Nothing initialises std, and the
/// first use of it may crash. Nothing relocates the program, so a static position-independent
/// executable does not link, and the linker's error names `-no-pie`. Without `-static`, GNU ld,
/// gold and mold still link one on i686: it is a dynamic executable, which `ld.so` relocates before
/// it starts.
///
/// With feature `std`, `entry!` is a compile error, because std expects libc to start the program.
/// Cargo turns the feature on for a whole build if one of its packages asks for it. In such a
/// workspace, build the program alone: `cargo build -p NAME`.
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

/// Emits what `entry!` needs.
#[cfg(all(feature = "start", not(feature = "std")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry {
    ($begin:path, $main:path) => {
        // The program's `main` is called outside `unsafe`, so that it cannot be an unsafe function
        // or a `static mut`.
        #[inline(always)]
        fn __trapgate_main(start: $crate::rt::Start) -> impl $crate::rt::Termination {
            $main(start)
        }
        $crate::__start! { $begin, __trapgate_main }
        $crate::__entry_no_pie! {}
        // The compiled `alloc` names it where a panic would unwind. `panic_handler!` must not emit
        // it: in a static library that a C++ program links, it would replace libgcc's, and the
        // first exception would crash.
        $crate::__never_called! { "_Unwind_Resume" }
        $crate::__entry_mem! {}
        $crate::__entry_panic_handler! {}
    };
}

/// Fails to compile. With feature `std`, the program would contain std, which this start does not
/// initialise: std's panic handler would crash without a message.
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

/// Makes linkers reject a static PIE: nothing would relocate it, and it would crash before `main`.
///
/// The 32-bit address of a symbol is a relocation that linkers cannot resolve in such a file. Their
/// error contains the name of the symbol, which says what to do. `trapgate.ld` discards these bytes
/// and checks for a PIE itself.
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

/// Emits `memcpy`, `memmove`, `memset`, `memcmp`, `bcmp` and `strlen`. The symbols are hidden: only
/// the objects of this program see them.
///
/// This is for a program without libc that does not start with `entry!`, which includes it.
#[cfg(feature = "mem")]
#[macro_export]
macro_rules! mem {
    () => {
        $crate::__mem! {}
    };
}

/// Emits the panic handler: it prints the message and its location to standard error and ends the
/// process by SIGABRT.
///
/// If printing the message panics in turn, the location of that second panic is printed. If
/// standard error is a pipe without a reader and SIGPIPE is neither ignored nor handled, SIGPIPE
/// ends the process.
///
/// This is for a program without std that does not start with `entry!`, which includes it, and for
/// a static library that a program in another language links. Unlike `entry!`, this macro does not
/// define `_Unwind_Resume`, which the compiled `alloc` calls: C++ programs depend on libgcc's.
#[cfg(feature = "panic-handler")]
#[macro_export]
macro_rules! panic_handler {
    () => {
        #[panic_handler]
        fn panic(info: &::core::panic::PanicInfo<'_>) -> ! {
            $crate::rt::panicked(info)
        }

        // The unwind tables of the compiled `core` name it.
        $crate::__never_called! { "rust_eh_personality" }
    };
}

/// Emits a function that precompiled code names for unwinding. It is weak and hidden, and is never
/// called, because nothing unwinds here.
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

/// The part of `entry!` for feature `mem`.
#[cfg(all(feature = "start", feature = "mem"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_mem {
    () => {
        $crate::mem! {}
    };
}

/// The part of `entry!` without feature `mem`.
#[cfg(all(feature = "start", not(feature = "mem")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_mem {
    () => {};
}

/// The part of `entry!` for feature `panic-handler`.
#[cfg(all(feature = "start", feature = "panic-handler"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_panic_handler {
    () => {
        $crate::panic_handler! {}
    };
}

/// The part of `entry!` without feature `panic-handler`.
#[cfg(all(feature = "start", not(feature = "panic-handler")))]
#[macro_export]
#[doc(hidden)]
macro_rules! __entry_panic_handler {
    () => {};
}
