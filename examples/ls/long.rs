//! Lines with names alone, or with everything that is known.

use core::fmt::{self, Write as _};
use core::mem::MaybeUninit;

use trapgate::fs::{FileType, Mode, readlinkat};

use crate::List;
use crate::attributes::Path;
use crate::date::Date;
use crate::directory::Place;
use crate::table::Facts;

impl List {
    /// Sorts the table, prints it and clears it.
    pub(crate) fn print(&mut self, place: Place<'_>) {
        self.table.sort(&self.options);
        let mut widths = Widths::default();
        for row in self.table.rows() {
            if let Some(facts) = &row.facts {
                widths.fit(facts);
            }
        }
        let Self {
            out,
            table,
            options,
            ..
        } = self;
        for row in table.rows() {
            let name = table.name(row);
            let path = options.long.then(|| Path::new(place, name)).flatten();
            let marked = path.as_ref().filter(|path| path.has_attributes());
            if options.long {
                let mark = if marked.is_some() { '@' } else { ' ' };
                // `Out` keeps the error until the end.
                let _ = match &row.facts {
                    Some(facts) => widths.line(out, facts, mark),
                    None => write!(out, "?????????? {:1$}", "", widths.rest()),
                };
            }
            out.name(name.to_bytes());
            let link = Some(FileType::LNK) == row.facts.map(|facts| facts.mode.file_type());
            if options.long && link {
                let mut target = [const { MaybeUninit::uninit() }; 4096];
                if let Ok(target) = readlinkat(place.fd(), name, &mut target) {
                    out.write(b" -> ");
                    out.name(target);
                }
            }
            out.write(b"\n");
            if let Some(path) = marked.filter(|_| options.attributes) {
                path.print_attributes(out);
            }
        }
        table.clear();
    }
}

/// The number of characters that each column needs.
#[derive(Default)]
struct Widths {
    nlink: usize,
    uid: usize,
    gid: usize,
    size: usize,
}

/// The length of `2100-02-28 23:59`. A year with more than four digits needs more.
const DATE: usize = 16;

impl Widths {
    fn fit(&mut self, facts: &Facts) {
        self.nlink = self.nlink.max(digits(facts.nlink.into()));
        self.uid = self.uid.max(digits(facts.uid.raw().into()));
        self.gid = self.gid.max(digits(facts.gid.raw().into()));
        self.size = self.size.max(match device(facts) {
            true => digits(facts.rdev.major.into()) + 2 + digits(facts.rdev.minor.into()),
            false => digits(facts.size),
        });
    }

    /// Writes what precedes the name.
    fn line(&self, out: &mut impl fmt::Write, facts: &Facts, mark: char) -> fmt::Result {
        rights(out, facts.mode)?;
        let (nlink, uid, gid) = (facts.nlink, facts.uid.raw(), facts.gid.raw());
        write!(
            out,
            "{mark} {nlink:0$} {uid:1$} {gid:2$} ",
            self.nlink, self.uid, self.gid
        )?;
        if device(facts) {
            let (major, minor) = (facts.rdev.major, facts.rdev.minor);
            let width = self.size.saturating_sub(2 + digits(minor.into()));
            write!(out, "{major:width$}, {minor}")?;
        } else {
            write!(out, "{:1$}", facts.size, self.size)?;
        }
        write!(out, " {} ", Date(facts.mtime.0))
    }

    /// Returns the width of the columns after the rights, which an entry without facts leaves
    /// blank.
    fn rest(&self) -> usize {
        // The mark, and a space before each column and after the last.
        1 + self.nlink + self.uid + self.gid + self.size + DATE + 6
    }
}

fn device(facts: &Facts) -> bool {
    matches!(facts.mode.file_type(), FileType::CHR | FileType::BLK)
}

fn digits(number: u64) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Writes the type, and what the owner, the group and all others may do.
fn rights(out: &mut impl fmt::Write, mode: Mode) -> fmt::Result {
    out.write_char(match mode.file_type() {
        FileType::REG => '-',
        FileType::DIR => 'd',
        FileType::LNK => 'l',
        FileType::CHR => 'c',
        FileType::BLK => 'b',
        FileType::FIFO => 'p',
        FileType::SOCK => 's',
        _ => '?',
    })?;
    let whose = [
        (Mode::RUSR, Mode::WUSR, Mode::XUSR, Mode::SUID, ['s', 'S']),
        (Mode::RGRP, Mode::WGRP, Mode::XGRP, Mode::SGID, ['s', 'S']),
        (Mode::ROTH, Mode::WOTH, Mode::XOTH, Mode::SVTX, ['t', 'T']),
    ];
    for (read, write, execute, special, [both, alone]) in whose {
        out.write_char(if mode.contains(read) { 'r' } else { '-' })?;
        out.write_char(if mode.contains(write) { 'w' } else { '-' })?;
        out.write_char(match (mode.contains(execute), mode.contains(special)) {
            (false, false) => '-',
            (true, false) => 'x',
            (true, true) => both,
            (false, true) => alone,
        })?;
    }
    Ok(())
}
