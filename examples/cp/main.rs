//! Copies files: `cp [-nv] [--by=WAY] SOURCE DEST`, or `cp [-nv] [--by=WAY] SOURCE… DIRECTORY`.
//!
//! ```text
//! -n         keeps a file that exists already
//! -v         prints for each file by which way it was copied, and how many bytes
//! --by=WAY   starts with this way: reflink (the default), range, write
//! ```
//!
//! There are three ways, and each is tried if the one before it fails: `ioctl(FICLONE)`, after
//! which both files share the data on the device; `copy_file_range`, by which the kernel copies;
//! `read` and `write`. All of them preserve the holes of a sparse file. A file without a length of
//! its own (a pipe, a device, a file of `/proc`) is read to its end.
//!
//! On a terminal, the program shows its progress, at most ten times per second, if a file takes
//! longer than that.
//!
//! A new file gets the source's permissions without the bits of the umask. An existing file keeps
//! its own, and is truncated first. Owners, times, extended attributes and directories are not
//! copied. Errors are printed to standard error, the other files are still copied, and the exit
//! status is 1. For a wrong command line, it is 2.
#![no_std]
#![no_main]

mod copy;
mod holes;
mod options;
mod progress;
mod target;

use core::ffi::CStr;

use trapgate::rt::{Start, open_closed_stdio};
use trapgate::{eprintln, println};

use copy::Failure;
use options::Options;
use target::Target;

trapgate::entry!(main);

const USAGE: &str = "usage: cp [-nv] [--by=reflink|range|write] SOURCE... DEST";

fn main(start: Start) -> i32 {
    if let Err(error) = open_closed_stdio() {
        eprintln!("cp: /dev/null: {error}");
        return 1;
    }
    let words = || start.args().skip(1);
    let options = match Options::read(words()) {
        Ok(options) => options,
        Err(word) => {
            eprintln!(
                "cp: unknown option `{}`\n{USAGE}",
                word.to_bytes().escape_ascii()
            );
            return 2;
        }
    };
    let count = options::paths(words()).count();
    let Some(dest) = options::paths(words()).last().filter(|_| count > 1) else {
        eprintln!("{USAGE}");
        return 2;
    };
    let target = match Target::new(dest, count > 2) {
        Ok(target) => target,
        Err(error) => {
            print_failure(dest, &Failure::Write(error));
            return 1;
        }
    };
    let mut status = 0;
    for source in options::paths(words()).take(count - 1) {
        match copy::copy(source, &target, &options) {
            Ok(None) => {}
            Ok(Some(done)) if options.verbose => {
                let (name, way) = (source.to_bytes().escape_ascii(), done.way.name());
                println!("{name}: {} bytes by {way}", done.bytes);
            }
            Ok(Some(_)) => {}
            Err(failure) => {
                print_failure(source, &failure);
                status = 1;
            }
        }
    }
    status
}

fn print_failure(name: &CStr, failure: &Failure) {
    eprintln!("cp: {}: {failure}", name.to_bytes().escape_ascii());
}
