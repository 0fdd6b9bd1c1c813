//! A program that starts with `entry!`: prints the gate.
#![no_std]
#![no_main]

trapgate::entry!(main);

fn main(_: trapgate::rt::Start) {
    match trapgate::raw::gate() {
        trapgate::raw::Gate::Syscall => trapgate::print!("Syscall\n"),
        trapgate::raw::Gate::Int80 => trapgate::print!("Int80\n"),
        trapgate::raw::Gate::Vsyscall => trapgate::print!("Vsyscall\n"),
    }
}
