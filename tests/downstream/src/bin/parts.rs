//! Uses a little of everything that a program is made of: variables, tables of addresses,
//! formatting, 64-bit division, memory functions.
#![no_std]
#![no_main]

use core::fmt::Write as _;
use core::hint::black_box;
use core::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};

use trapgate::rt::Start;
use trapgate::{eprint, eprintln, print, println};

trapgate::entry!(main);

static SET: AtomicU64 = AtomicU64::new(7);
static ZERO: [AtomicU8; 20_000] = [const { AtomicU8::new(0) }; 20_000];
static ALIGNED: Aligned = Aligned(AtomicUsize::new(9));
static TABLE: [&str; 3] = ["one", "two", "three"];
static FUNCTIONS: [fn(u64) -> u64; 2] = [
    |n| n / black_box(1_000_000_007),
    |n| n % black_box(1_000_003),
];

#[repr(align(64))]
struct Aligned(AtomicUsize);

/// A text on the stack.
struct Text {
    bytes: [u8; 64],
    length: usize,
}

impl core::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let end = self.length + text.len();
        self.bytes
            .get_mut(self.length..end)
            .ok_or(core::fmt::Error)?
            .copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

fn main(start: Start) {
    SET.fetch_add(1, Relaxed);
    for byte in &ZERO {
        byte.fetch_add(3, Relaxed);
    }
    let sum: u32 = ZERO.iter().map(|byte| u32::from(byte.load(Relaxed))).sum();
    let place = (&raw const ALIGNED as usize) % 64;
    println!(
        "{} {sum} {} {place}",
        SET.load(Relaxed),
        ALIGNED.0.load(Relaxed)
    );
    println!("{}", TABLE[black_box(1) + start.args().len() - 1]);
    println!(
        "{} {}",
        FUNCTIONS[0](black_box(u64::MAX)),
        FUNCTIONS[1](black_box(u64::MAX))
    );
    println!(
        "{:.3} {:>6} {:#x} {{}} {:?}",
        1.5_f64 * black_box(2.0),
        "right",
        255,
        Some("a\n")
    );
    let captured = "captured";
    println!("{captured:-^12}");
    print!("no newline, ");
    print!("{}", "");
    println!();
    let mut text = Text {
        bytes: [0; 64],
        length: 0,
    };
    let fits = write!(text, "{}-{captured}", black_box(1)).is_ok();
    println!(
        "{fits} {:?}",
        core::str::from_utf8(&text.bytes[..text.length])
    );
    let mut copy = [0_u8; 5000];
    let length = black_box(4999);
    copy[..length].fill(black_box(5));
    copy.copy_within(1.., 0);
    println!(
        "{} {}",
        copy[..length - 1] == black_box([5; 4998]),
        copy[4999]
    );
    eprint!("to standard error");
    eprintln!(", {}", "a line");
    eprintln!();
}
