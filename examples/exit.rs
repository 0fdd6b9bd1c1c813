//! Exits with status 42 and does nothing else.
#![no_std]
#![no_main]

trapgate::entry!(main, bare);

fn main(_: trapgate::rt::Start) -> i32 {
    42
}
