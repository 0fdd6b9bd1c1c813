//! Shows what each path into the kernel costs on this machine, in one picture.
//!
//! ```text
//! paths                 the machine, a table, and bars on a logarithmic scale as wide as the
//!                       terminal
//! paths --csv           the same as data
//! paths --rows PATH     only the rows of one path, beside the function call: vdso, syscall, int80,
//!                       vsyscall
//! paths --rounds N      N rounds instead of two and a half seconds
//! paths --help
//! ```
//!
//! Each round makes a few thousand calls of each row, one row after the other, so that whatever
//! slows the machine down for a while affects all rows alike. Around a row, only the time stamp
//! counter is read. The clock from which its rate follows is read before the first round and after
//! each one, through the vDSO. A row makes no system call unless it measures one.
//!
//! `--csv` writes lines `# what: text` about the machine, then a header and a line for each row:
//!
//! ```text
//! path,call,min_ns,median_ns,cycles,times,status
//! ```
//!
//! `min_ns` and `median_ns` are the nanoseconds of a call in the fastest and in the median round.
//! `cycles` is the time in the median round in ticks of the counter, and `times` is that time as a
//! multiple of the function call's. `status` is `ok`, or the reason why there are no figures; then
//! the four fields are empty. No field contains a comma or a quote.
//!
//! As the first process of a system, the program ignores unknown arguments, which are the kernel's,
//! and turns the machine off at the end. `--end=restart`, `--end=halt` and `--end=exit` change
//! that. It needs no mounted file system.
#![no_std]
#![no_main]

mod csv;
mod machine;
mod measure;
mod options;
mod rows;
mod table;
#[cfg_attr(target_arch = "x86_64", path = "x86_64.rs")]
#[cfg_attr(target_arch = "x86", path = "i686.rs")]
mod target;
mod terminal;
mod text;
mod tsc;

use core::ffi::CStr;

use trapgate::rt::{self, Start};
use trapgate::system::{RebootCommand, reboot};
use trapgate::{eprintln, print, process};

use measure::Trouble;
use options::{Options, Wish};
use text::Out;

trapgate::entry!(main);

fn main(start: Start) -> i32 {
    // The first process has no /dev yet, and continues: it writes no file.
    let _ = rt::open_closed_stdio();
    let first = process::getpid().raw() == 1;
    let status = match Options::read(start.args().skip(1).map(CStr::to_bytes), first) {
        Ok(Wish::Help) => {
            print!("{}", options::HELP);
            0
        }
        Ok(Wish::Rows(options)) => run(&options),
        Err(mistake) => {
            eprintln!("paths: {mistake}\npaths: --help explains the arguments");
            2
        }
    };
    if first {
        end(start);
    }
    status
}

fn run(options: &Options) -> i32 {
    let mut out = Out::new(rt::STDOUT);
    let done = if options.csv {
        csv::print(&mut out, options)
    } else {
        table::print(&mut out, options)
    };
    let written = out.finish();
    match done.and(written.map_err(Trouble::Output)) {
        Ok(()) => 0,
        Err(trouble) => {
            eprintln!("paths: {trouble}");
            1
        }
    }
}

/// Ends the first process: turns the machine off, unless the arguments choose otherwise or the
/// process may not do that.
fn end(start: Start) {
    let words = start.args().map(CStr::to_bytes);
    let command = match words.filter_map(|word| word.strip_prefix(b"--end=")).last() {
        None | Some(b"power-off") => RebootCommand::POWER_OFF,
        Some(b"restart") => RebootCommand::RESTART,
        Some(b"halt") => RebootCommand::HALT,
        Some(_) => return,
    };
    if let Err(error) = reboot(command, None) {
        eprintln!("paths: reboot: {error}");
    }
}
