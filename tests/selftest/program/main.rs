//! The freestanding suite: checks this crate's functions in a program without libc.
//!
//! ```text
//! selftest                  every check; prints `ok NAME`, `FAIL NAME: why` or `SKIP NAME: why`
//! selftest --check NAME…    only these checks
//! selftest --checks         the names of the checks
//! selftest TOPIC::FUNCTION  only that function, each call between two `close(-100)`; for strace
//! selftest --list           the names of these functions, which are all that make a system call
//! selftest --int80 …        any of these with `int 0x80` as the gate (i686)
//! selftest --exit=N         exits with status N and does nothing else
//! ```
//!
//! The last line has the counts, and the exit status is 1 if a check failed. A check is skipped if
//! an old kernel or a filter rejects its call with ENOSYS or EPERM.
//!
//! The program needs no file, no mounted `/proc` and no open descriptor, so it can be the first
//! process of a system. That process must not exit, so after the last line it powers the machine
//! off. `--end=restart`, `--end=halt` and `--end=stay` (sleep for ever) select another end, and
//! `--end=exit` exits. A process other than process 1 always exits. Process 1 always runs every
//! check, because the kernel passes words of its own command line, which are not names of checks.
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
        // SAFETY: only `Gate::Vsyscall` puts a duty on the caller.
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

/// Parses the status of `--exit=N`.
fn number(word: &[u8]) -> Option<i32> {
    let digits = word.strip_prefix(b"--exit=")?;
    let add = |sum: i32, digit: &u8| Some(sum * 10 + i32::from(digit.checked_sub(b'0')?));
    digits.iter().try_fold(0, add)
}

/// Ends the first process: powers off, restarts or halts the machine, and sleeps for ever if the
/// kernel returns. Returns only for `--end=exit`.
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
