//! The function that `main.cc` calls.
#![no_std]

trapgate::panic_handler!();

/// Panics for `None`, so that the library needs the panic handler.
#[unsafe(no_mangle)]
pub extern "C" fn half(number: i32) -> i32 {
    number.checked_div(2).unwrap()
}
