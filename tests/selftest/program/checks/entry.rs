//! The state in which a program starts.

use core::arch::asm;
use core::hint::black_box;

use trapgate::rt::Start;

use crate::outcome::{Outcome, holds, same};

/// Reads the stack pointer in a function, where the compiler relies on its alignment.
#[inline(never)]
fn stack_pointer() -> usize {
    let pointer: *const u8;
    #[cfg(target_arch = "x86_64")]
    // SAFETY: only reads the stack pointer.
    unsafe {
        asm!("mov {}, rsp", out(reg) pointer);
    }
    #[cfg(target_arch = "x86")]
    // SAFETY: only reads the stack pointer.
    unsafe {
        asm!("mov {}, esp", out(reg) pointer);
    }
    pointer.addr()
}

/// The stack is aligned to 16 bytes at a call, and so are variables that require it.
pub(crate) fn stack_alignment(_: Start) -> Outcome {
    #[repr(align(16))]
    struct Aligned([u8; 16]);

    same("stack pointer modulo 16", stack_pointer() as u64 % 16, 0)?;
    let variable = black_box(Aligned([1; 16]));
    let address = (&raw const variable).addr() as u64;
    same("address modulo 16", address % 16, 0)?;
    holds(
        "the variable keeps its bytes",
        black_box(&variable).0 == [1; 16],
    )
}

/// The arguments and the environment end where they should, and can be read twice.
pub(crate) fn arguments(start: Start) -> Outcome {
    let (args, env) = (start.args(), start.env());
    same("arguments", args.len() as u64, start.args().count() as u64)?;
    same("environment", env.len() as u64, start.env().count() as u64)?;
    let lengths = |strings: trapgate::rt::Strings| strings.map(|string| string.count_bytes()).sum();
    let [first, second]: [usize; 2] = [lengths(args.clone()), lengths(args)];
    same(
        "bytes of the arguments at the second reading",
        first as u64,
        second as u64,
    )?;
    let all: usize = lengths(env);
    holds(
        "the strings are within the kernel's limit",
        first + all < 1 << 30,
    )
}

/// The floating-point units are in the ABI's initial state: rounding to nearest, exceptions masked,
/// full x87 precision.
pub(crate) fn floating_point(_: Start) -> Outcome {
    let mut x87 = 0u16;
    let mut sse = 0u32;
    // SAFETY: both instructions store one control word to a variable.
    unsafe {
        asm!("fnstcw [{}]", in(reg) &raw mut x87, options(nostack));
        asm!("stmxcsr [{}]", in(reg) &raw mut sse, options(nostack));
    }
    same("x87 control word", x87.into(), 0x37f)?;
    // The lowest six bits record exceptions that have occurred since the start.
    same("mxcsr", u64::from(sse & !0x3f), 0x1f80)?;
    let third = black_box(1.0f64) / black_box(3.0);
    same("a third", third.to_bits(), 0x3fd5_5555_5555_5555)
}
