//! Copies files to standard output: `cat [FILE…]`. Without a file, or for `-`, it copies standard
//! input.
//!
//! A regular file that is also the output is not copied, because the copy would read what it has
//! written and never end.
//!
//! An error is printed to standard error with the name of the file. The remaining files are still
//! copied, and the exit status is 1. If writing fails, the program ends with that status; if the
//! output is a pipe without a reader, it prints no message.
#![no_std]
#![no_main]

use core::mem::MaybeUninit;

use trapgate::fd::{AsFd as _, BorrowedFd};
use trapgate::fs::{CWD, Dev, FileType, Mode, OpenFlags, fstat, openat};
use trapgate::io::{read, write};
use trapgate::rt::{STDERR, STDIN, STDOUT, Start, open_closed_stdio};
use trapgate::{Errno, Result};

trapgate::entry!(main);

/// The reason why a copy failed.
enum Failure {
    Read(Errno),
    Write(Errno),
    /// Input and output are the same file.
    Itself,
}

fn main(start: Start) -> i32 {
    if let Err(error) = open_closed_stdio() {
        report_error(b"/dev/null", error);
        return 1;
    }
    let output = regular(STDOUT).map(|output| output.0);
    let files = start.args().skip(1);
    if files.len() == 0 {
        return status(b"-", copy(STDIN, output)).unwrap_or(1);
    }
    let mut worst = 0;
    for name in files {
        let copied = if name == c"-" {
            copy(STDIN, output)
        } else {
            match openat(
                CWD,
                name,
                OpenFlags::RDONLY | OpenFlags::CLOEXEC,
                Mode::empty(),
            ) {
                Ok(file) => copy(file.as_fd(), output),
                Err(error) => Err(Failure::Read(error)),
            }
        };
        match status(name.to_bytes(), copied) {
            Some(status) => worst |= status,
            None => return 1,
        }
    }
    worst
}

/// A regular file: its device and inode numbers, which identify it, and its size.
type Regular = ((Dev, u64), u64);

fn regular(fd: BorrowedFd<'_>) -> Option<Regular> {
    let facts = fstat(fd).ok()?;
    let regular = facts.mode.file_type() == FileType::REG;
    regular.then_some(((facts.dev, facts.ino), facts.size))
}

/// Copies until the end, unless the file is the output. An output that is empty can be copied,
/// because there is nothing to read.
fn copy(from: BorrowedFd<'_>, output: Option<(Dev, u64)>) -> core::result::Result<(), Failure> {
    if regular(from).is_some_and(|(file, size)| Some(file) == output && size != 0) {
        return Err(Failure::Itself);
    }
    let mut buffer = [const { MaybeUninit::uninit() }; 1 << 16];
    loop {
        match read(from, &mut buffer) {
            Ok([]) => return Ok(()),
            Ok(bytes) => write_all(STDOUT, bytes).map_err(Failure::Write)?,
            Err(Errno::INTR) => {}
            Err(error) => return Err(Failure::Read(error)),
        }
    }
}

fn write_all(to: BorrowedFd<'_>, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        match write(to, bytes) {
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Returns the exit status of a copy, or `None` if the output accepts no more.
fn status(name: &[u8], copied: core::result::Result<(), Failure>) -> Option<i32> {
    match copied {
        Ok(()) => Some(0),
        Err(Failure::Read(error)) => {
            report_error(name, error);
            Some(1)
        }
        Err(Failure::Itself) => {
            say(&[b"cat: ", name, b": input file is output file\n"]);
            Some(1)
        }
        Err(Failure::Write(Errno::PIPE)) => None,
        Err(Failure::Write(error)) => {
            report_error(b"write error", error);
            None
        }
    }
}

fn report_error(what: &[u8], error: Errno) {
    let message = error.message().unwrap_or("unknown error");
    say(&[b"cat: ", what, b": ", message.as_bytes(), b"\n"]);
}

fn say(parts: &[&[u8]]) {
    for part in parts {
        // An error here cannot be reported anywhere.
        let _ = write_all(STDERR, part);
    }
}
