//! Exits with status 42.
#![no_std]
#![no_main]

extern crate origin;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    origin::program::immediate_exit(101)
}

#[unsafe(no_mangle)]
fn origin_main(_: usize, _: *mut *mut u8, _: *mut *mut u8) -> i32 {
    42
}

/// The unwind tables of the compiled `core` refer to this symbol; nothing calls it.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
