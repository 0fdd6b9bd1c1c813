//! `_start`: the entry point, where the kernel starts the program.
//!
//! On entry `rsp` points to the initial stack: the number of arguments, their addresses, null, the
//! addresses of the environment strings, null, the auxiliary vector. Linux clears the other general
//! registers, and no return address is on the stack.

/// Emits `_start`, which calls the Rust half of start-up with the initial stack and the program's
/// `main`.
#[macro_export]
#[doc(hidden)]
macro_rules! __start {
    ($begin:path, $main:path) => {
        ::core::arch::global_asm!(
            ".pushsection .text._start,\"ax\",@progbits",
            ".globl _start",
            ".type _start,@function",
            "_start:",
            ".cfi_startproc",
            ".cfi_undefined rip", // no caller: unwinders stop here
            "xor ebp, ebp",       // also those that follow frame pointers
            "mov rdi, rsp",       // the initial stack
            "and rsp, -16",       // aligned, whatever the loader did
            "call {begin}",       // does not return
            ".cfi_endproc",
            ".size _start, . - _start",
            ".popsection",
            begin = sym __trapgate_begin,
        );

        unsafe extern "C" fn __trapgate_begin(stack: *const usize) -> ! {
            // SAFETY: only `_start` calls this function, with the initial stack.
            unsafe { $begin(stack, $main) }
        }
    };
}

/// Does nothing, because `backend` has one path.
#[cfg(feature = "start")]
#[inline(always)]
pub(crate) fn open_gate(_sysinfo: impl FnOnce() -> Option<usize>) {}
