//! Exports the functions of `compiler_builtins`; the linker leaves none of them out.
#![no_std]

trapgate::panic_handler!();
