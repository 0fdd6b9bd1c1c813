//! Exports what `compiler_builtins` does: the linker leaves out none of it.
#![no_std]

trapgate::panic_handler!();
