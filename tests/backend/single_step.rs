//! Calls with the trap flag set, as under a debugger that single-steps: the processor traps after
//! each instruction, and every call must still work.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::{arch::asm, mem, ptr};

use super::path::{NOBODY, expect, in_child, paths, sentinels};

static TRAPS: AtomicUsize = AtomicUsize::new(0);

extern "C" fn trapped(_: libc::c_int) {
    TRAPS.fetch_add(1, Relaxed);
}

#[cfg(target_arch = "x86_64")]
macro_rules! flags {
    ($change:literal) => {
        asm!("pushfq", concat!($change), "popfq")
    };
}

#[cfg(target_arch = "x86")]
macro_rules! flags {
    ($change:literal) => {
        asm!("pushfd", concat!($change), "popfd")
    };
}

#[cfg(target_arch = "x86_64")]
fn step(on: bool) {
    // SAFETY: SIGTRAP has a handler, and the stack is restored. Without `nostack`, the compiler
    // keeps nothing in the red zone.
    unsafe {
        if on {
            flags!("or qword ptr [rsp], 0x100");
        } else {
            flags!("and qword ptr [rsp], ~0x100");
        }
    }
}

#[cfg(target_arch = "x86")]
fn step(on: bool) {
    // SAFETY: SIGTRAP has a handler, and the stack is restored.
    unsafe {
        if on {
            flags!("or dword ptr [esp], 0x100");
        } else {
            flags!("and dword ptr [esp], ~0x100");
        }
    }
}

#[test]
fn each_call_single_stepped() {
    for path in paths() {
        in_child(path.name, || {
            path.enter();
            // SAFETY: the handler only counts.
            unsafe {
                let mut action: libc::sigaction = mem::zeroed();
                action.sa_sigaction = trapped as extern "C" fn(libc::c_int) as usize;
                libc::sigaction(libc::SIGTRAP, &raw const action, ptr::null_mut());
            }
            for count in 0..=6 {
                let args = sentinels(count);
                TRAPS.store(0, Relaxed);
                step(true);
                let word = path.call(NOBODY, &args);
                step(false);
                expect(word, -38_isize as usize);
                // At least the call's instruction and the return from it have trapped.
                expect(usize::from(TRAPS.load(Relaxed) > 3), 1);
                // The flag stays cleared: the next call does not trap.
                TRAPS.store(0, Relaxed);
                expect(path.call(NOBODY, &args), -38_isize as usize);
                expect(TRAPS.load(Relaxed), 0);
            }
        });
    }
}
