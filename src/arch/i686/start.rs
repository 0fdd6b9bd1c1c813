//! `_start`: where the kernel enters the program.
//!
//! At entry `esp` is the initial stack: the count of arguments, their addresses, null, the addresses of the environment,
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
            ".cfi_undefined eip", // nobody called: unwinders stop here
            "xor ebp, ebp",       // and so do those that follow frame pointers
            "mov ecx, esp",       // the initial stack, where `fastcall` has its first argument
            "and esp, -16",       // aligned, whoever loaded us
            "call {begin}",       // does not return
            ".cfi_endproc",
            ".size _start, . - _start",
            ".popsection",
            begin = sym __trapgate_begin,
        );
        $crate::__gate! {}

        unsafe extern "fastcall" fn __trapgate_begin(stack: *const usize) -> ! {
            // SAFETY: `_start` passes the initial stack, and nothing else calls this.
            unsafe { $begin(stack, $main) }
        }
    };
}

/// Emits the gate's first target in a program whose `_start` is ours: `int 0x80; ret`, which is right without knowing
/// anything, instead of the resolver that `vsyscall.rs` has for every other program.
///
/// The symbol is set and not a label: under LTO the assembly of both crates may be one file, in which the symbol would
/// have two. There the library's own definition gives way if this one comes first, and is set anew if it comes second.
#[cfg(not(trapgate_int80))]
#[macro_export]
#[doc(hidden)]
macro_rules! __gate {
    () => {
        ::core::arch::global_asm!(
            ".set .L{first}_is_ours, 1",
            ".ifndef {first}",
            ".globl {first}",
            ".hidden {first}",
            ".endif",
            ".pushsection .text._start,\"ax\",@progbits",
            ".L{first}_int80:",
            ".cfi_startproc",
            "int 0x80", // through the trap gate and back
            "ret",      // every register but eax is the caller's still
            ".cfi_endproc",
            ".set {first}, .L{first}_int80",
            ".popsection",
            first = sym $crate::raw::vsyscall::__first,
        );
    };
}

/// There is no gate.
#[cfg(trapgate_int80)]
#[macro_export]
#[doc(hidden)]
macro_rules! __gate {
    () => {};
}

/// What start-up does for the path of `backend`: the gate leads to `AT_SYSINFO`, where the kernel has given one.
#[cfg(all(feature = "start", not(trapgate_int80)))]
#[inline(always)]
pub(crate) fn open_gate(sysinfo: impl FnOnce() -> Option<usize>) {
    if let Some(address) = sysinfo() {
        // SAFETY: the caller has read the address in the vector that the kernel wrote, and nothing has run before.
        unsafe { super::vsyscall::open(core::ptr::with_exposed_provenance_mut(address)) };
    }
}

/// What start-up does for the path of `backend`: there is nothing to choose.
#[cfg(all(feature = "start", trapgate_int80))]
#[inline(always)]
pub(crate) fn open_gate(_sysinfo: impl FnOnce() -> Option<usize>) {}
