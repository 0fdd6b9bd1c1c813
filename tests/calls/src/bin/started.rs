//! A program that starts with `entry!`, which passes the crate what it needs. `started OPERATION`.
#![no_std]
#![no_main]

use core::hint::black_box;

use trapgate::fd::OwnedFd;
use trapgate::raw;
use trapgate::rt::Start;
use trapgate::time::{self, ClockId};
use trapgate::vdso::Vdso;
use trapgate::{Errno, Result, eprintln, io, print, println, thread};

trapgate::entry!(main);

/// Marks the start and the end of the operation. If the operation does not return, there is no
/// second mark.
fn mark() {
    // SAFETY: no descriptor has this number, so no other owner exists.
    let none = unsafe { OwnedFd::from_raw_fd(-100) };
    let _ = io::close(none);
}

fn main(start: Start) -> Result<()> {
    let operation = start.args().nth(1).unwrap_or_default().to_bytes();
    mark();
    match operation {
        b"print" => print!("{}\n", start.args().len()),
        b"println" => println!("a line"),
        b"eprint" => trapgate::eprint!("a line\n"),
        b"eprintln" => eprintln!("a line"),
        b"streams" => {
            // SAFETY: nothing here uses standard input.
            drop(unsafe { OwnedFd::from_raw_fd(0) });
            _ = black_box(trapgate::rt::open_closed_stdio());
        }
        b"panic" => panic!("as asked"),
        b"error" => return Err(Errno::NOENT),
        b"knows" => {
            let auxv = start.auxv();
            _ = black_box((auxv.iter().count(), auxv.sysinfo(), auxv.sysinfo_ehdr()));
            _ = black_box((raw::gate(), Vdso::current()));
            _ = black_box(time::clock_gettime(ClockId::MONOTONIC));
            _ = black_box(thread::getcpu());
        }
        _ => {}
    }
    mark();
    Ok(())
}
