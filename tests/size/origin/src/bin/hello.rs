//! Prints `Hello, World!`, and writes again what the kernel has not written.
#![no_std]
#![no_main]

extern crate origin;

use rustix::{io, stdio};

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    origin::program::immediate_exit(101)
}

#[unsafe(no_mangle)]
fn origin_main(_: usize, _: *mut *mut u8, _: *mut *mut u8) -> i32 {
    let mut text: &[u8] = b"Hello, World!\n";
    // SAFETY: nothing closes the descriptor.
    let stdout = unsafe { stdio::stdout() };
    while !text.is_empty() {
        match io::retry_on_intr(|| io::write(stdout, text)) {
            Ok(0) | Err(_) => break,
            Ok(count) => text = text.get(count..).unwrap_or_default(),
        }
    }
    0
}

/// The unwind tables of the compiled `core` refer to this symbol; nothing calls it.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
