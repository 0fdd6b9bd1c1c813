//! Copies files: `cp [-nv] [--by=WAY] SOURCE DEST`, or `cp [-nv] [--by=WAY] SOURCE… DIRECTORY`.
//!
//! ```text
//! -n         a file that is there already stays as it is
//! -v         says of each file by which way it was copied, and how many bytes were
//! --by=WAY   begins with this way: reflink (as without), range, write
//! ```
//!
//! Three ways, each tried where the one before cannot: `ioctl(FICLONE)`, by which both files share what is on the device;
//! `copy_file_range`, by which the kernel copies; `read` and `write`. The holes of a sparse file stay holes by all of
//! them. A file without a length of its own (a pipe, a device, a file of `/proc`) is read to its end.
//!
//! On a terminal it shows how far it is, ten times a second at most, once a file takes longer than that.
//!
//! A new file has the source's permissions less the umask; an old one keeps its own, and is cut to length 0 first. Owners,
//! times, extended attributes and directories are not copied. What fails is said on standard error, the other files are
//! copied nevertheless, and the status is 1; it is 2 for a wrong command line.
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
            complain(dest, &Failure::Write(error));
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
                complain(source, &failure);
                status = 1;
            }
        }
    }
    status
}

fn complain(name: &CStr, failure: &Failure) {
    eprintln!("cp: {}: {failure}", name.to_bytes().escape_ascii());
}
