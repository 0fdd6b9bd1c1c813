//! Opens a file, prints, writes to the file, and exits with the file's descriptor as the status:
//! `streams open FILE` first opens the standard streams that are closed, `streams leave FILE`
//! leaves them closed.
#![no_std]
#![no_main]

use trapgate::fs::{CWD, Mode, OpenFlags, openat};
use trapgate::io::{FdFlags, fcntl_getfd, read, write};
use trapgate::rt::{self, STDERR, STDIN, STDOUT};
use trapgate::{Errno, Result, eprintln, println};

trapgate::entry!(main);

fn main(start: rt::Start) -> Result<i32> {
    let mut words = start.args().skip(1);
    let open = words.next() == Some(c"open");
    let path = words.next().ok_or(Errno::INVAL)?;
    if open {
        rt::open_closed_stdio()?;
        // The program can read from the first, write to the others, and pass all of them to a
        // child.
        read(STDIN, &mut [0; 16])?;
        write(STDOUT, b"")?;
        write(STDERR, b"")?;
        for stream in [STDIN, STDOUT, STDERR] {
            if fcntl_getfd(stream)? != FdFlags::empty() {
                return Err(Errno::INVAL);
            }
        }
    }
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC;
    let file = openat(CWD, path, flags, Mode::from_bits_retain(0o600))?;
    println!("to standard {}", "output");
    eprintln!("to standard {}", "error");
    write(&file, b"content")?;
    Ok(file.as_raw_fd())
}
