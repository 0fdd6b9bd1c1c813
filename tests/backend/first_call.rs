//! The first call that a process makes through the crate, at awkward moments. Each scene runs in a
//! process of its own: this test program again, with the scene's name in the environment.

use std::arch::asm;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::sync::Barrier;
#[cfg(target_arch = "x86")]
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::{env, mem, process, ptr, thread};

use trapgate::Sysno;
use trapgate::raw::{self, Gate};
#[cfg(target_arch = "x86")]
use trapgate::vdso;

use crate::support::machine::{self, proc};
use crate::support::skip::skip;

// A replacement for libc's `getauxval`, which the gate's first target may call. It faults unless
// the stack is aligned, and overwrites every register that the C calling convention does not
// preserve.
#[cfg(target_arch = "x86")]
core::arch::global_asm!(
    ".pushsection .text.getauxval, \"ax\", @progbits",
    ".globl getauxval",
    ".type getauxval, @function",
    "getauxval:",
    "lea eax, [esp + 4]",
    "test al, 15",
    "jz 2f",
    "ud2", // the stack is not aligned
    "2:",
    "pcmpeqd xmm0, xmm0",
    "pcmpeqd xmm1, xmm1",
    "pcmpeqd xmm2, xmm2",
    "pcmpeqd xmm3, xmm3",
    "pcmpeqd xmm4, xmm4",
    "pcmpeqd xmm5, xmm5",
    "pcmpeqd xmm6, xmm6",
    "pcmpeqd xmm7, xmm7",
    "or ecx, -1",
    "or edx, -1",
    "jmp {answer}",
    ".popsection",
    answer = sym answer,
);

/// Whether to disable the vDSO while the gate's first target reads the auxiliary vector, as another
/// thread might.
#[cfg(target_arch = "x86")]
static DISABLE: AtomicBool = AtomicBool::new(false);

/// Returns the value from libc's own function, by its other name.
#[cfg(target_arch = "x86")]
extern "C" fn answer(key: libc::c_ulong) -> libc::c_ulong {
    if DISABLE.swap(false, Relaxed) {
        vdso::disable();
    }
    unsafe extern "C" {
        safe fn __getauxval(key: libc::c_ulong) -> libc::c_ulong;
    }
    __getauxval(key)
}

const SCENE: &str = "TRAPGATE_SCENE";

/// Returns a command that runs this program for one scene.
fn scene(name: &str) -> Command {
    let mut command = Command::new(machine::itself());
    command
        .args(["--exact", "backend::first_call::stage", "--nocapture"])
        .env(SCENE, name);
    command
}

#[track_caller]
fn plays(name: &str) {
    let output = scene(name).output().unwrap();
    assert!(output.status.success(), "{name}: {output:?}");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("played"),
        "{name}: {output:?}"
    );
}

/// Inlined, so that the caller's values stay in registers across the call.
#[inline(always)]
fn getpid() -> u32 {
    // SAFETY: getpid has no arguments and no effect.
    unsafe { raw::syscall0(Sysno::GETPID) as u32 }
}

#[test]
fn in_a_signal_handler() {
    plays("signal");
}

#[test]
fn on_many_threads_at_once() {
    plays("threads");
}

#[test]
fn between_two_float_operations() {
    plays("float");
}

#[test]
fn between_two_vector_operations() {
    plays("vector");
}

#[test]
fn with_each_number_of_arguments() {
    for count in 0..=6 {
        plays(&format!("arguments {count}"));
    }
}

#[test]
#[cfg(target_arch = "x86")]
fn disable_is_not_undone_by_a_first_call_under_way() {
    plays("disabled meanwhile");
}

#[test]
fn finds_the_fastest_path() {
    plays("gate");
}

/// Plays the scene that the environment names, if any.
#[test]
fn stage() {
    let Ok(name) = env::var(SCENE) else { return };
    match name.as_str() {
        "signal" => signal(),
        "threads" => threads(),
        "float" => float(),
        "vector" => vector(),
        "gate" => gate(),
        #[cfg(target_arch = "x86")]
        "disabled meanwhile" => disabled_meanwhile(),
        "blocked" => blocked::outer_frame(),
        arguments => {
            let count = arguments
                .strip_prefix("arguments ")
                .unwrap()
                .parse()
                .unwrap();
            let args = super::path::sentinels(count);
            let path = &super::path::paths()[0];
            assert_eq!(path.call(super::path::NOBODY, &args), -38_isize as usize);
        }
    }
    println!("played");
}

fn signal() {
    extern "C" fn handler(_: libc::c_int) {
        assert_eq!(getpid(), process::id());
    }
    // SAFETY: the handler only makes a raw call.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler as extern "C" fn(libc::c_int) as usize;
        libc::sigaction(libc::SIGUSR1, &raw const action, ptr::null_mut());
        libc::raise(libc::SIGUSR1);
    }
    assert_eq!(getpid(), process::id());
}

fn threads() {
    const COUNT: usize = 8;
    let barrier = Barrier::new(COUNT);
    thread::scope(|scope| {
        for _ in 0..COUNT {
            scope.spawn(|| {
                barrier.wait();
                assert_eq!(getpid(), process::id());
            });
        }
    });
}

/// Checks values in vector registers across the first call. An `asm!` before and after the call
/// places each value in a register, and the function does nothing else, so the values stay in their
/// registers if the call preserves them.
macro_rules! across_the_first_call {
    ($type:ty, $value:expr, $($name:ident)*) => {{
        #[inline(never)]
        fn across(values: &mut [$type; 6]) -> u32 {
            let [$(mut $name),*] = *values;
            // SAFETY: the assembly has no instruction; it only assigns registers.
            $(unsafe { asm!("/* {} */", inout(xmm_reg) $name) };)*
            let pid = getpid();
            // SAFETY: as above.
            $(unsafe { asm!("/* {} */", inout(xmm_reg) $name) };)*
            *values = [$($name),*];
            pid
        }
        let mut values = [$($value(stringify!($name))),*];
        let expected = format!("{values:?}");
        assert_eq!(across(&mut values), process::id());
        assert_eq!(format!("{values:?}"), expected);
    }};
}

fn float() {
    let value = |name: &str| name.bytes().map(f64::from).sum::<f64>() + 0.5;
    across_the_first_call!(f64, value, a b c d e f);
}

fn vector() {
    #[cfg(target_arch = "x86")]
    use std::arch::x86::__m128i;
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64::__m128i;

    let value = |name: &str| -> __m128i {
        let byte = u32::from(name.as_bytes()[0]);
        // SAFETY: both types have 16 bytes, and every bit pattern is valid.
        unsafe { mem::transmute([byte, byte * 3, byte * 5, byte * 7]) }
    };
    across_the_first_call!(__m128i, value, a b c d e f);
}

fn gate() {
    // SAFETY: `getauxval` accepts any number; 32 is `AT_SYSINFO`.
    let sysinfo = unsafe { libc::getauxval(32) };
    let fastest = if cfg!(target_arch = "x86_64") {
        Gate::Syscall
    } else if cfg!(trapgate_int80) || sysinfo == 0 {
        Gate::Int80
    } else {
        // The same holds with the feature `rt`, because this program's `_start` is not the crate's.
        Gate::Vsyscall
    };
    assert_eq!(raw::gate(), fastest);
}

#[cfg(target_arch = "x86")]
fn disabled_meanwhile() {
    DISABLE.store(true, Relaxed);
    assert_eq!(getpid(), process::id());
    // A gate that is fixed at compile time does not read the auxiliary vector.
    assert_eq!(DISABLE.load(Relaxed), cfg!(trapgate_int80));
    assert_eq!(raw::gate(), Gate::Int80);
}

/// A call that blocks with six arguments, called by three frames whose names the debugger must
/// show.
mod blocked {
    use super::{Sysno, black_box, raw};

    #[inline(never)]
    pub(crate) fn outer_frame() {
        middle_frame(black_box(1));
        black_box(());
    }

    #[inline(never)]
    fn middle_frame(depth: usize) {
        inner_frame(depth + black_box(1));
        black_box(());
    }

    #[inline(never)]
    fn inner_frame(depth: usize) {
        let word = black_box(0u32);
        println!("blocked");
        // FUTEX_WAIT on a word that no thread wakes. The last argument is the depth, which
        // FUTEX_WAIT ignores.
        // SAFETY: the word belongs to this frame.
        black_box(unsafe {
            raw::syscall6(Sysno::FUTEX, &raw const word as usize, 0, 0, 0, 0, depth)
        });
    }
}

/// A debugger shows every frame above a blocked call with six arguments.
#[test]
fn a_debugger_sees_the_whole_backtrace() {
    if !proc("a_debugger_sees_the_whole_backtrace") {
        return;
    }
    use std::io::{BufRead as _, BufReader};

    if Command::new("gdb")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        return skip(
            "a_debugger_sees_the_whole_backtrace",
            "gdb is not installed",
        );
    }
    let mut child = scene("blocked").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while !lines
        .next()
        .expect("the scene ended")
        .unwrap()
        .contains("blocked")
    {}
    // The thread enters the kernel a moment after it prints the line.
    thread::sleep(std::time::Duration::from_millis(300));
    let output = Command::new("gdb")
        .args(["-nx", "-batch", "-ex", "thread apply all backtrace", "-p"])
        .arg(child.id().to_string())
        .output()
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let mut rest = &*text;
    for frame in ["inner_frame", "middle_frame", "outer_frame", "stage"] {
        let found = rest.find(frame);
        assert!(
            found.is_some(),
            "no {frame} in\n{text}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        rest = &rest[found.unwrap()..];
    }
}
