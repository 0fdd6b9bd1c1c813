//! `_start`: the entry point, where the kernel starts the program.
//!
//! On entry `esp` points to the initial stack: the number of arguments, their addresses, null, the
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
            ".cfi_undefined eip", // no caller: unwinders stop here
            "xor ebp, ebp",       // also those that follow frame pointers
            "mov ecx, esp",       // the initial stack, where `fastcall` has its first argument
            "and esp, -16",       // aligned, whatever the loader did
            "call {begin}",       // does not return
            ".cfi_endproc",
            ".size _start, . - _start",
            ".popsection",
            begin = sym __trapgate_begin,
        );
        $crate::__gate! {}

        unsafe extern "fastcall" fn __trapgate_begin(stack: *const usize) -> ! {
            // SAFETY: only `_start` calls this function, with the initial stack.
            unsafe { $begin(stack, $main) }
        }
    };
}

/// Emits the first target of the gate for a program whose `_start` is this crate's:
/// `int 0x80; ret`, which works before any address is known. Every other program has the resolver
/// of `vsyscall.rs` instead.
///
/// The symbol is set with `.set` instead of being a label. Under LTO the assembly of both crates
/// may be one file, and two labels of one name would be an error there. If this definition comes
/// first, the library omits its own. If it comes second, it replaces the library's.
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
            "int 0x80", // into the kernel and back
            "ret",      // every register except eax is unchanged
            ".cfi_endproc",
            ".set {first}, .L{first}_int80",
            ".popsection",
            first = sym $crate::raw::vsyscall::__first,
        );
    };
}

/// Emits nothing, because there is no gate.
#[cfg(trapgate_int80)]
#[macro_export]
#[doc(hidden)]
macro_rules! __gate {
    () => {};
}

/// Lets the gate lead to the address of `AT_SYSINFO`, if the kernel has passed one.
#[cfg(all(feature = "start", not(trapgate_int80)))]
#[inline(always)]
pub(crate) fn open_gate(sysinfo: impl FnOnce() -> Option<usize>) {
    if let Some(address) = sysinfo() {
        // SAFETY: the caller has read the address from the vector that the kernel wrote, and no
        // code has run that could have unmapped the image.
        unsafe { super::vsyscall::open(core::ptr::with_exposed_provenance_mut(address)) };
    }
}

/// Does nothing, because `backend` has one path.
#[cfg(all(feature = "start", trapgate_int80))]
#[inline(always)]
pub(crate) fn open_gate(_sysinfo: impl FnOnce() -> Option<usize>) {}
