//! The README's program.
#![no_std]
#![no_main]

use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::{io, println};

trapgate::entry!(main);

fn main(start: trapgate::rt::Start) -> trapgate::Result<()> {
    trapgate::rt::open_closed_stdio()?; // a file must not become standard output
    for path in start.args().skip(1) {
        let file = fs::openat(fs::CWD, path, OpenFlags::RDONLY, Mode::empty())?;
        let mut buf = [0; 4096];
        let count = io::read(&file, &mut buf)?;
        println!("{path:?} begins with {count} bytes");
    }
    Ok(())
}
