//! The paths into the kernel on this target, each as one function that takes the number and up to
//! six arguments.

use trapgate::Sysno;
use trapgate::raw::{self, Gate};

/// One path's functions, one for each number of arguments. Each reads its arguments from the start
/// of six words.
type Calls = [fn(Sysno, [usize; 6]) -> usize; 7];

/// One path: its name, the gate that it needs, and its functions.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    gate: Gate,
    calls: Calls,
}

macro_rules! calls {
    ($($module:ident)::+) => {{
        use $($module)::+::*;
        calls! { @ syscall0() syscall1(0) syscall2(0 1) syscall3(0 1 2) syscall4(0 1 2 3)
            syscall5(0 1 2 3 4) syscall6(0 1 2 3 4 5) }
    }};
    (@ $($name:ident($($index:literal)*))*) => {
        [$({
            #[inline(never)]
            fn call(nr: Sysno, args: [usize; 6]) -> usize {
                let _ = args;
                // SAFETY: the checks pass numbers that no kernel implements, or descriptors and
                // memory of their own.
                unsafe { $name(nr $(, args[$index])*) }
            }
            call
        }),*]
    };
}

macro_rules! path {
    ($name:literal, $gate:ident, $($module:ident)::+) => {
        Path { name: $name, gate: Gate::$gate, calls: calls!($($module)::+) }
    };
}

#[cfg(target_arch = "x86_64")]
pub(crate) const PATHS: &[Path] = &[
    path!("raw", Syscall, raw),
    path!("syscall", Syscall, raw::syscall),
];

#[cfg(all(target_arch = "x86", not(trapgate_int80)))]
pub(crate) const PATHS: &[Path] = &[
    path!("raw as vsyscall", Vsyscall, raw),
    path!("raw as int80", Int80, raw),
    path!("int80", Int80, raw::int80),
    path!("gate as int80", Int80, raw::vsyscall),
    path!("gate as vsyscall", Vsyscall, raw::vsyscall),
];

#[cfg(all(target_arch = "x86", trapgate_int80))]
pub(crate) const PATHS: &[Path] = &[path!("raw", Int80, raw), path!("int80", Int80, raw::int80)];

impl Path {
    /// Makes a call with the arguments in the slice, at most six.
    pub(crate) fn call(&self, nr: Sysno, args: &[usize]) -> usize {
        let mut words = [0; 6];
        for (word, &arg) in words.iter_mut().zip(args) {
            *word = arg;
        }
        self.calls[args.len().min(6)](nr, words)
    }
}

/// Calls `body` with every path whose gate this process can use, and then restores the gate.
pub(crate) fn each<E>(mut body: impl FnMut(&'static Path) -> Result<(), E>) -> Result<(), E> {
    let before = raw::gate();
    let mut done = Ok(());
    for path in PATHS {
        // SAFETY: nothing has unmapped or moved the vDSO.
        if done.is_ok() && unsafe { raw::set_gate(path.gate) }.is_ok() {
            done = body(path);
        }
    }
    // SAFETY: as above.
    let _ = unsafe { raw::set_gate(before) };
    done
}
