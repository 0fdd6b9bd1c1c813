//! A program that starts with `entry!`. `gate_started` prints the gate, `gate_started auxv` prints
//! what the vector states about privileges and capabilities, and `gate_started away WAY` loses its
//! vDSO.
#![no_std]
#![no_main]

#[path = "../away.rs"]
mod away;

use core::ffi::CStr;

use trapgate::raw::{Gate, gate};
use trapgate::rt::Start;
use trapgate::{print, println};

trapgate::entry!(main);

fn main(start: Start) -> i32 {
    if let Some(way) = start.args().nth(2) {
        return away::status(CStr::to_bytes(way), start.auxv());
    }
    if start.args().len() == 2 {
        let auxv = start.auxv();
        println!(
            "{} {:?} {:?}",
            auxv.is_known(),
            auxv.secure(),
            auxv.hwcap2()
        );
        return 0;
    }
    match gate() {
        Gate::Syscall => print!("Syscall\n"),
        Gate::Int80 => print!("Int80\n"),
        Gate::Vsyscall => print!("Vsyscall\n"),
        _ => return 1,
    }
    0
}
