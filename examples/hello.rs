//! Prints `Hello, World!`: one `write`, one `exit_group`.
#![no_std]
#![no_main]

trapgate::entry!(main, bare);

fn main(_: trapgate::rt::Start) {
    trapgate::println!("Hello, World!");
}
