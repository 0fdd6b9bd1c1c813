//! The paths of this target, each as one function that takes the call's number and up to six
//! arguments.

use std::hint::black_box;

use trapgate::Sysno;
use trapgate::raw::{self, Gate};

/// A path: one function for each number of arguments. Each reads its arguments from a slice that
/// must be long enough.
type Calls = [fn(Sysno, &[usize]) -> usize; 7];

/// One path: its name, the gate that it needs, and its functions.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    gate: Gate,
    calls: Calls,
}

impl Path {
    /// Sets the gate that this path needs. Only for a process of its own, because the gate is
    /// global.
    pub(crate) fn enter(&self) {
        // SAFETY: nothing has moved or unmapped the vDSO.
        unsafe { raw::set_gate(self.gate) }.unwrap();
        assert_eq!(raw::gate(), self.gate);
    }

    /// Makes a call with the arguments in the slice.
    pub(crate) fn call(&self, nr: Sysno, args: &[usize]) -> usize {
        self.calls[args.len()](nr, args)
    }
}

macro_rules! calls {
    ($($module:ident)::+) => {{
        use $($module)::+::*;
        calls! { @ syscall0() syscall1(0) syscall2(0 1) syscall3(0 1 2) syscall4(0 1 2 3)
            syscall5(0 1 2 3 4) syscall6(0 1 2 3 4 5) }
    }};
    (@ $($name:ident($($index:literal)*))*) => {
        [$({
            // Three values stay live across the call. In optimised builds they are in registers
            // that the call must preserve.
            #[inline(never)]
            fn call(nr: Sysno, args: &[usize]) -> usize {
                let _ = args;
                let (x, y, z) = (black_box(1_usize), black_box(2_usize), black_box(3_usize));
                // SAFETY: the tests pass numbers that do not exist, or arguments that belong to
                // them. `call` selects the function whose number of arguments is the slice's
                // length.
                let word = unsafe { $name(nr $(, *args.get_unchecked($index))*) };
                if (x ^ 1) | (y ^ 2) | (z ^ 3) == 0 { word } else { 0xbad }
            }
            call
        }),*]
    };
}

/// The path that programs use by default comes first.
#[cfg(target_arch = "x86_64")]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw",
            gate: Gate::Syscall,
            calls: calls!(raw),
        },
        Path {
            name: "syscall",
            gate: Gate::Syscall,
            calls: calls!(raw::syscall),
        },
    ]
}

#[cfg(all(target_arch = "x86", not(trapgate_int80)))]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw as vsyscall",
            gate: Gate::Vsyscall,
            calls: calls!(raw),
        },
        Path {
            name: "raw as int80",
            gate: Gate::Int80,
            calls: calls!(raw),
        },
        Path {
            name: "int80",
            gate: Gate::Int80,
            calls: calls!(raw::int80),
        },
        Path {
            name: "gate as int80",
            gate: Gate::Int80,
            calls: calls!(raw::vsyscall),
        },
        Path {
            name: "gate as vsyscall",
            gate: Gate::Vsyscall,
            calls: calls!(raw::vsyscall),
        },
    ]
}

#[cfg(all(target_arch = "x86", trapgate_int80))]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw",
            gate: Gate::Int80,
            calls: calls!(raw),
        },
        Path {
            name: "int80",
            gate: Gate::Int80,
            calls: calls!(raw::int80),
        },
    ]
}

/// A number that no kernel implements.
pub(crate) const NOBODY: Sysno = Sysno::from_raw(0xffe);

/// Returns words as wide as a register that differ from each other in every byte.
pub(crate) fn sentinels(count: usize) -> Vec<usize> {
    (1..=count)
        .map(|n| (0x1111_1111_1111_1111_u64.wrapping_mul(n as u64) ^ 0x0102_0304) as usize)
        .collect()
}

/// Runs `body` for one path in a child that does not touch the test harness. The child must exit
/// successfully.
pub(crate) fn in_child(name: &str, body: impl FnOnce()) {
    // SAFETY: the child runs `body`, which only makes raw calls and compares words, and it exits
    // without unwinding.
    let child = unsafe { libc::fork() };
    assert!(child >= 0, "fork");
    if child == 0 {
        body();
        // SAFETY: ends this process.
        unsafe { libc::_exit(0) };
    }
    let mut status = 0;
    // SAFETY: waits for the child that was forked above.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0, "{name}: the child ended with {status:#x}");
}

/// Exits the child with status 1 if the word is not the expected one.
#[track_caller]
pub(crate) fn expect(word: usize, expected: usize) {
    if word != expected {
        let line = std::panic::Location::caller().line();
        eprintln!("line {line}: {word:#x}, not {expected:#x}");
        // SAFETY: ends this process.
        unsafe { libc::_exit(1) };
    }
}
