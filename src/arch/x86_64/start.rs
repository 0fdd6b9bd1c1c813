//! `_start`: where the kernel enters the program.
//!
//! At entry `rsp` is the initial stack: the count of arguments, their addresses, null, the addresses of the environment,
//! null, the auxiliary vector. Linux clears the other registers, and no return address is on the stack.

/// Emits `_start`, which gives the initial stack and the program's `main` to the Rust half of start-up.
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
            ".cfi_undefined rip", // nobody called: unwinders stop here
            "xor ebp, ebp",       // and so do those that follow frame pointers
            "mov rdi, rsp",       // the initial stack
            "and rsp, -16",       // aligned, whoever loaded us
            "call {begin}",       // does not return
            ".cfi_endproc",
            ".size _start, . - _start",
            ".popsection",
            begin = sym __trapgate_begin,
        );

        unsafe extern "C" fn __trapgate_begin(stack: *const usize) -> ! {
            // SAFETY: `_start` passes the initial stack, and nothing else calls this.
            unsafe { $begin(stack, $main) }
        }
    };
}

/// What start-up does for the path of `backend`: there is nothing to choose.
#[cfg(feature = "start")]
#[inline(always)]
pub(crate) fn open_gate(_sysinfo: impl FnOnce() -> Option<usize>) {}
