//! A `main` that does not return.
#![no_std]
#![no_main]
#![forbid(unsafe_code)]

trapgate::entry!(main);

fn main(_: trapgate::rt::Start) -> ! {
    trapgate::process::exit_group(7)
}
