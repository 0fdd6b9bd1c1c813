//! The paths of this target, each as one function that takes the number and up to six arguments.

use trapgate::Sysno;
use trapgate::raw::{self, Gate};

/// A call by one path: as many arguments as the slice is long.
pub(crate) type Call = fn(Sysno, &[usize]) -> usize;

/// One path: its name, the gate that it needs, and the call.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    gate: Gate,
    pub(crate) call: Call,
}

impl Path {
    /// Makes the gate what this path needs. For a process of its own: the gate is everybody's.
    pub(crate) fn enter(&self) {
        // SAFETY: nothing has moved or unmapped the vDSO.
        unsafe { raw::set_gate(self.gate) }.unwrap();
        assert_eq!(raw::gate(), self.gate);
    }
}

macro_rules! call {
    ($($module:ident)::+) => {{
        /// Kept apart so that its registers are its own.
        #[inline(never)]
        fn call(nr: Sysno, args: &[usize]) -> usize {
            use $($module)::+::*;
            // SAFETY: the tests pass numbers that do not exist, and arguments that are theirs.
            unsafe {
                match *args {
                    [] => syscall0(nr),
                    [a] => syscall1(nr, a),
                    [a, b] => syscall2(nr, a, b),
                    [a, b, c] => syscall3(nr, a, b, c),
                    [a, b, c, d] => syscall4(nr, a, b, c, d),
                    [a, b, c, d, e] => syscall5(nr, a, b, c, d, e),
                    [a, b, c, d, e, f] => syscall6(nr, a, b, c, d, e, f),
                    _ => unreachable!("six arguments are the most"),
                }
            }
        }
        call
    }};
}

/// What everybody calls comes first.
#[cfg(target_arch = "x86_64")]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw",
            gate: Gate::Syscall,
            call: call!(raw),
        },
        Path {
            name: "syscall",
            gate: Gate::Syscall,
            call: call!(raw::syscall),
        },
    ]
}

#[cfg(all(target_arch = "x86", not(trapgate_int80)))]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw as vsyscall",
            gate: Gate::Vsyscall,
            call: call!(raw),
        },
        Path {
            name: "raw as int80",
            gate: Gate::Int80,
            call: call!(raw),
        },
        Path {
            name: "int80",
            gate: Gate::Int80,
            call: call!(raw::int80),
        },
        Path {
            name: "gate as int80",
            gate: Gate::Int80,
            call: call!(raw::vsyscall),
        },
        Path {
            name: "gate as vsyscall",
            gate: Gate::Vsyscall,
            call: call!(raw::vsyscall),
        },
    ]
}

#[cfg(all(target_arch = "x86", trapgate_int80))]
pub(crate) fn paths() -> Vec<Path> {
    vec![
        Path {
            name: "raw",
            gate: Gate::Int80,
            call: call!(raw),
        },
        Path {
            name: "int80",
            gate: Gate::Int80,
            call: call!(raw::int80),
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
