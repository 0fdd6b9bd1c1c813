//! A program that starts with `entry!`. `started` prints the gate; `started away WAY` loses its vDSO.
#![no_std]
#![no_main]

#[path = "../away.rs"]
mod away;

use core::ffi::CStr;

use trapgate::print;
use trapgate::raw::{Gate, gate};
use trapgate::rt::Start;

trapgate::entry!(main);

fn main(start: Start) -> i32 {
    if let Some(way) = start.args().nth(2) {
        return away::status(CStr::to_bytes(way), start.auxv());
    }
    match gate() {
        Gate::Syscall => print!("Syscall\n"),
        Gate::Int80 => print!("Int80\n"),
        Gate::Vsyscall => print!("Vsyscall\n"),
    }
    0
}
