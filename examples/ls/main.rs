//! Lists files: `ls [-adlrStUx] [PATH…]`, or the working directory if no path is given.
//!
//! ```text
//! -a    also entries that begin with a dot
//! -d    a directory itself instead of its entries
//! -l    a line for each: type and rights, links, user, group, size or device,
//!       time of change (UTC), name, target
//! -x    with -l: below it the names of its extended attributes, and how many bytes each has
//! -S    by size, largest first          -t    by time of change, newest first
//! -r    in reverse order                -U    in the order of the directory
//! ```
//!
//! Names are sorted by their bytes. In a long line, `@` follows the rights of a file with extended
//! attributes, users and groups are numbers, and times are right after 2038 and 2100. On a
//! terminal, `?` replaces control characters and bytes that are not UTF-8. To a file or a pipe,
//! names are written unchanged.
//!
//! Sorting needs all entries in memory: some hundred bytes for each, mapped as they arrive, so that
//! only the kernel sets a limit. If it is reached, an error names the directory. `-U` needs 64 KiB
//! for a directory of any size, and fits the columns of `-l` to the entries that are read at once.
//! The program has no columns without `-l`, no colours and no names of users, and does not descend.
//!
//! If something cannot be listed, the reason is printed to standard error and the exit status is 1.
//! For a wrong option, it is 2.
#![no_std]
#![no_main]

mod attributes;
mod date;
mod directory;
mod long;
mod options;
mod out;
mod pages;
mod table;

use core::ffi::CStr;

use trapgate::fs::{AtFlags, CWD, FileType, Mode, OpenFlags, StatxFlags, openat, statx};
use trapgate::rt::{Start, open_closed_stdio};
use trapgate::{Errno, eprintln};

use directory::Place;
use options::Options;
use out::Out;
use table::{Facts, Table};

trapgate::entry!(main);

fn main(start: Start) -> i32 {
    if let Err(error) = open_closed_stdio() {
        eprintln!("ls: /dev/null: {error}");
        return 1;
    }
    let words = || start.args().skip(1);
    let options = match Options::read(words()) {
        Ok(options) => options,
        Err(mistake) => {
            eprintln!("ls: {mistake}\nusage: ls [-adlrStUx] [PATH...]");
            return 2;
        }
    };
    let mut list = List {
        out: Out::new(),
        table: Table::new(),
        trouble: false,
        options,
    };
    let mut paths = options::paths(words());
    match paths.next() {
        None => list.paths(|| [c"."].into_iter()),
        Some(_) => list.paths(|| options::paths(words())),
    }
    // If the output is a pipe without a reader, there is no error to report.
    match list.out.finish() {
        Ok(()) | Err(Errno::PIPE) => {}
        Err(error) => list.note_failure(c"write error", error),
    }
    i32::from(list.trouble)
}

/// A listing in progress.
struct List {
    out: Out,
    table: Table,
    /// Whether something could not be listed.
    trouble: bool,
    options: Options,
}

impl List {
    /// Lists the paths that are not directories, then each directory, with its name if there are
    /// several paths.
    fn paths<'a, I: Iterator<Item = &'a CStr>>(&mut self, paths: impl Fn() -> I) {
        let several = paths().nth(1).is_some();
        for path in paths() {
            match self.look(path) {
                Ok(facts) if self.enters(&facts) => {}
                Ok(facts) => {
                    if let Err(error) = self.table.push(path, Some(facts)) {
                        self.note_failure(path, error);
                    }
                }
                Err(error) => self.note_failure(path, error),
            }
        }
        let mut first = self.table.rows().is_empty();
        self.print(Place::Working);
        for path in paths() {
            if self.look(path).is_ok_and(|facts| self.enters(&facts)) {
                if several {
                    if !first {
                        self.out.write(b"\n");
                    }
                    self.out.name(path.to_bytes());
                    self.out.write(b":\n");
                }
                first = false;
                self.directory(path);
            }
        }
    }

    /// Returns whether the entries of this file are listed instead of the file itself.
    fn enters(&self, facts: &Facts) -> bool {
        facts.mode.file_type() == FileType::DIR && !self.options.itself
    }

    /// Returns the facts of a path of the command line. With `-l` or `-d`, they are those of a link
    /// itself, otherwise those of its target, if that exists.
    fn look(&self, path: &CStr) -> trapgate::Result<Facts> {
        let own = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
        let mask = StatxFlags::BASIC_STATS;
        if !self.options.long && !self.options.itself {
            if let Ok(statx) = statx(CWD, path, AtFlags::empty(), mask) {
                return Ok(Facts::of(&statx));
            }
        }
        statx(CWD, path, own, mask).map(|statx| Facts::of(&statx))
    }

    fn directory(&mut self, path: &CStr) {
        let flags = OpenFlags::RDONLY | OpenFlags::DIRECTORY | OpenFlags::CLOEXEC;
        match openat(CWD, path, flags, Mode::empty()) {
            Ok(fd) => {
                let place = Place::Directory { path, fd: &fd };
                if let Err(error) = self.entries(place) {
                    self.note_failure(path, error);
                }
            }
            Err(error) => self.note_failure(path, error),
        }
    }

    /// Prints what could not be listed, and the reason, after the lines that are already complete.
    /// The exit status becomes 1.
    fn note_failure(&mut self, what: &CStr, error: Errno) {
        let _ = self.out.flush();
        self.trouble = true;
        let message = error.message().unwrap_or("unknown error");
        eprintln!("ls: {}: {message}", what.to_bytes().escape_ascii());
    }
}
