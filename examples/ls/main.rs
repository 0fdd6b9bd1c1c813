//! Lists files: `ls [-adlrStUx] [PATH…]`, the working directory if none is named.
//!
//! ```text
//! -a    entries that begin with a dot, too
//! -d    a directory itself, not what is in it
//! -l    a line for each: type and rights, links, user, group, size or device, time of change (UTC), name, target
//! -x    with -l: below it the names of its extended attributes, and how many bytes each has
//! -S    by size, largest first          -t    by time of change, newest first
//! -r    the other way round             -U    as the directory has them
//! ```
//!
//! Names are sorted by their bytes. In a long line `@` stands behind the rights of a file with extended attributes, users
//! and groups are numbers, and times are right past 2038 and 2100. A byte that a terminal would take for more than a
//! character is a `?` there; into a file or pipe names go as they are.
//!
//! What is sorted must be in memory: some hundred bytes for each entry, mapped as they come, so that the kernel alone sets
//! the limit; reaching it is an error that names the directory. `-U` needs 64 KiB for a directory of any size, and fits
//! the columns of `-l` to as many entries as come at once. It has no columns without `-l`, no colours, no names of users,
//! and does not descend.
//!
//! The status is 1 where something could not be listed, which is said on standard error, and 2 for a wrong option.
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
    // Nobody reads on: no reason to complain.
    match list.out.finish() {
        Ok(()) | Err(Errno::PIPE) => {}
        Err(error) => list.complain(c"write error", error),
    }
    i32::from(list.trouble)
}

/// A listing under way.
struct List {
    out: Out,
    table: Table,
    /// Something could not be listed.
    trouble: bool,
    options: Options,
}

impl List {
    /// Lists what is no directory, then each directory, under its name where there is more than one path.
    fn paths<'a, I: Iterator<Item = &'a CStr>>(&mut self, paths: impl Fn() -> I) {
        let several = paths().nth(1).is_some();
        for path in paths() {
            match self.look(path) {
                Ok(facts) if self.enters(&facts) => {}
                Ok(facts) => {
                    if let Err(error) = self.table.push(path, Some(facts)) {
                        self.complain(path, error);
                    }
                }
                Err(error) => self.complain(path, error),
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

    /// Whether this is listed by what is in it.
    fn enters(&self, facts: &Facts) -> bool {
        facts.mode.file_type() == FileType::DIR && !self.options.itself
    }

    /// What a word of the command line names: with `-l` and `-d` a link itself, otherwise where it leads, if anywhere.
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
                    self.complain(path, error);
                }
            }
            Err(error) => self.complain(path, error),
        }
    }

    /// Says what could not be listed, and why, behind the lines that are written already.
    fn complain(&mut self, what: &CStr, error: Errno) {
        let _ = self.out.flush();
        self.trouble = true;
        let message = error.message().unwrap_or("unknown error");
        eprintln!("ls: {}: {message}", what.to_bytes().escape_ascii());
    }
}
