//! Panics in the way that its argument names.
#![no_std]
#![no_main]

use core::fmt;
use core::hint::black_box;

use trapgate::rt::Start;

trapgate::entry!(main);

/// Panics while it is formatted.
struct Nested;

impl fmt::Display for Nested {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("inner")
    }
}

fn main(start: Start) {
    match start
        .args()
        .nth(1)
        .map_or(b"".as_slice(), |argument| argument.to_bytes())
    {
        b"index" => _ = black_box([1, 2, 3].as_slice())[black_box(7)],
        b"text" => panic!("a text"),
        b"format" => panic!("{} and {:?}", 1, "two"),
        b"nested" => panic!("{Nested}"),
        _ => trapgate::println!("nothing"),
    }
}
