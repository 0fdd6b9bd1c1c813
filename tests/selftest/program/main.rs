//! The freestanding suite: this crate's functions in a program without libc, wherever it is started.
//!
//! ```text
//! selftest                  every check: a line `ok NAME`, `FAIL NAME: why` or `SKIP NAME: why` each
//! selftest --check NAME…    these checks
//! selftest --checks         the names of the checks
//! selftest TOPIC::FUNCTION  that function alone, each call between two `close(-100)`: for strace
//! selftest --list           the names of these functions: every function that makes a system call
//! selftest --int80 …        the same by `int 0x80`, whatever the gate was (i686)
//! selftest --exit=N         ends with status N, and does nothing else
//! ```
//!
//! The last line counts; the status is 1 if a check failed. A call that is refused with ENOSYS or EPERM, by an old kernel
//! or a filter, is a reason to skip.
//!
//! It needs no file, no mounted `/proc` and no open descriptor, so that it may be the first process of a system. That one
//! must not end: after the last line it turns the machine off. `--end=restart`, `--end=halt` and `--end=stay` (sleep for
//! ever) do something else, `--end=exit` ends; anybody but process 1 ends whatever `--end` says. Process 1 makes every
//! check: the kernel's own words on its command line are no names.
#![no_std]
#![no_main]

mod checks;
mod outcome;
mod wire;

use core::ffi::CStr;

use trapgate::raw::{self, Gate};
use trapgate::rt::Start;
use trapgate::system::{RebootCommand, reboot};
use trapgate::time::{ClockId, TimerFlags, Timespec, clock_nanosleep};
use trapgate::{eprintln, println, process};

trapgate::entry!(main);

fn main(start: Start) -> i32 {
    let mut args = start.args().skip(1).map(CStr::to_bytes).peekable();
    if args.next_if_eq(b"--int80").is_some() {
        // SAFETY: only `Gate::Vsyscall` has duties.
        if let Err(error) = unsafe { raw::set_gate(Gate::Int80) } {
            eprintln!("selftest: --int80: {error}");
            return 2;
        }
    }
    if process::getpid().raw() == 1 {
        checks::all(start);
        return end(start);
    }
    match args.next() {
        None => checks::all(start),
        Some(b"--check") => checks::some(start, args),
        Some(b"--checks") => {
            checks::names().for_each(|name| println!("{name}"));
            0
        }
        Some(b"--list") => {
            wire::names().for_each(|name| println!("{name}"));
            0
        }
        Some(word) if word.starts_with(b"--end=") => checks::all(start),
        Some(word) => match number(word) {
            Some(status) => status,
            None => wire::run(word),
        },
    }
}

/// The status of `--exit=N`.
fn number(word: &[u8]) -> Option<i32> {
    let digits = word.strip_prefix(b"--exit=")?;
    let add = |sum: i32, digit: &u8| Some(sum * 10 + i32::from(digit.checked_sub(b'0')?));
    digits.iter().try_fold(0, add)
}

/// How the first process ends: not at all, as far as the kernel lets it.
fn end(start: Start) -> i32 {
    let words = start.args().map(CStr::to_bytes);
    let mut ends = words.filter_map(|word| word.strip_prefix(b"--end="));
    let command = match ends.next() {
        None | Some(b"power-off") => Some(RebootCommand::POWER_OFF),
        Some(b"restart") => Some(RebootCommand::RESTART),
        Some(b"halt") => Some(RebootCommand::HALT),
        Some(b"exit") => return 0,
        Some(_) => None,
    };
    if let Some(command) = command {
        let refused = reboot(command, None);
        println!("reboot: {refused:?}");
    }
    let hour = Timespec {
        tv_sec: 3600,
        tv_nsec: 0,
    };
    loop {
        let _ = clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), &hour, None);
    }
}
