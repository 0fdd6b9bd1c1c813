//! Prints in the way that its first argument names.
#![no_std]
#![no_main]

use core::fmt;

use trapgate::rt::Start;
use trapgate::{eprint, print, println};

trapgate::entry!(main);

/// Prints while it is formatted, before and after its own text.
struct Nested;

impl fmt::Display for Nested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print!("[inner {}]", 1);
        f.write_str("own")?;
        print!("[inner two]");
        Ok(())
    }
}

/// Formats a part, then fails.
struct Failing;

impl fmt::Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part")?;
        Err(fmt::Error)
    }
}

/// Formats a letter this many times, and ignores every error.
struct Stubborn(char, usize);

impl fmt::Display for Stubborn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for _ in 0..self.1 {
            let _ = fmt::Write::write_char(f, self.0);
        }
        Ok(())
    }
}

fn main(start: Start) {
    let mut arguments = start.args().skip(1);
    let wish = arguments.next().unwrap_or_default();
    match wish.to_bytes() {
        b"paths" => arguments.for_each(|path| println!("{path:?}")),
        b"text" => println!("{wish:?}: {}", Text(arguments)),
        b"lines" => {
            for number in 0..3000 {
                print!("line ");
                print!("{number}");
                print!(": {:?}", "quoted");
                println!();
            }
            eprint!("done");
        }
        b"letters" => {
            println!("{}{}", Stubborn('a', 3000), Stubborn('b', 3000));
            println!("the next");
        }
        b"nested" => println!("before {Nested} after"),
        b"failing" => println!("before {Failing} after"),
        _ => panic!("not understood: {wish:?}"),
    }
}

/// Formats the arguments, each in one piece.
struct Text<I>(I);

impl<'a, I: Iterator<Item = &'a core::ffi::CStr> + Clone> fmt::Display for Text<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.0.clone();
        words.try_for_each(|word| f.write_str(word.to_str().unwrap_or_default()))
    }
}
