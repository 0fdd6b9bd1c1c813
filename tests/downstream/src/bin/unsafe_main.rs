//! A `main` that may only be named inside `unsafe`, in a crate that forbids `unsafe`: it does not
//! compile.
#![no_std]
#![no_main]
#![forbid(unsafe_code)]

trapgate::entry!(MAIN);

static mut MAIN: fn(trapgate::rt::Start) = |_| {};
