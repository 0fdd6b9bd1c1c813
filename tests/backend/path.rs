//! The paths of this target, each as one function that takes the number and up to six arguments.

use std::hint::black_box;

use trapgate::Sysno;
use trapgate::raw::{self, Gate};

/// A call by one path: a function for each number of arguments, which are read from a slice that is long enough.
type Calls = [fn(Sysno, &[usize]) -> usize; 7];

/// One path: its name, the gate that it needs, and the calls.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    gate: Gate,
    calls: Calls,
}

impl Path {
    /// Makes the gate what this path needs. For a process of its own: the gate is everybody's.
    pub(crate) fn enter(&self) {
        // SAFETY: nothing has moved or unmapped the vDSO.
        unsafe { raw::set_gate(self.gate) }.unwrap();
        assert_eq!(raw::gate(), self.gate);
    }

    /// Makes a call with as many arguments as the slice is long.
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
            // Three values wait for the call to end: optimised, in the registers that it leaves to the compiler.
            #[inline(never)]
            fn call(nr: Sysno, args: &[usize]) -> usize {
                let _ = args;
                let (x, y, z) = (black_box(1_usize), black_box(2_usize), black_box(3_usize));
                // SAFETY: the tests pass numbers that do not exist, or arguments that are theirs; `call` gives as many
                // words as there are arguments.
                let word = unsafe { $name(nr $(, *args.get_unchecked($index))*) };
                if (x ^ 1) | (y ^ 2) | (z ^ 3) == 0 { word } else { 0xbad }
            }
            call
        }),*]
    };
}

/// What everybody calls comes first.
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

/// A number that no kernel has.
pub(crate) const NOBODY: Sysno = Sysno::from_raw(0xffe);

/// Six words that differ in every byte, as wide as a register.
pub(crate) fn sentinels(count: usize) -> Vec<usize> {
    (1..=count)
        .map(|n| (0x1111_1111_1111_1111_u64.wrapping_mul(n as u64) ^ 0x0102_0304) as usize)
        .collect()
}

/// Runs `body` in a child that touches nothing of the test harness, for one path; the child must end well.
pub(crate) fn in_child(name: &str, body: impl FnOnce()) {
    // SAFETY: the child runs `body`, which makes raw calls and compares words, and ends without unwinding.
    let child = unsafe { libc::fork() };
    assert!(child >= 0, "fork");
    if child == 0 {
        body();
        // SAFETY: ends this process.
        unsafe { libc::_exit(0) };
    }
    let mut status = 0;
    // SAFETY: waits for the child made above.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0, "{name}: the child ended with {status:#x}");
}

/// Ends a child whose word is not what it should be, with the place as its status.
#[track_caller]
pub(crate) fn expect(word: usize, expected: usize) {
    if word != expected {
        let line = std::panic::Location::caller().line();
        eprintln!("line {line}: {word:#x}, not {expected:#x}");
        // SAFETY: ends this process.
        unsafe { libc::_exit(1) };
    }
}
