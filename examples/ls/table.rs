//! The entries that are listed together.

use core::cmp::{Ordering, Reverse};
use core::ffi::CStr;

use trapgate::Result;
use trapgate::fs::{Dev, Mode, Statx};
use trapgate::types::id::{Gid, Uid};

use crate::options::{Options, Order};
use crate::pages::Pages;

/// What a long line shows, and what entries are sorted by.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) mode: Mode,
    pub(crate) nlink: u32,
    pub(crate) uid: Uid,
    pub(crate) gid: Gid,
    pub(crate) size: u64,
    pub(crate) rdev: Dev,
    /// Seconds and nanoseconds since 1970.
    pub(crate) mtime: (i64, u32),
}

impl Facts {
    pub(crate) fn of(statx: &Statx) -> Self {
        Self {
            mode: statx.mode,
            nlink: statx.nlink,
            uid: statx.uid,
            gid: statx.gid,
            size: statx.size,
            rdev: statx.rdev,
            mtime: (statx.mtime.sec, statx.mtime.nsec),
        }
    }
}

/// One entry. Its name is stored separately, so that sorting moves no names.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    name: usize,
    len: usize,
    /// `None` if they are not needed or could not be read.
    pub(crate) facts: Option<Facts>,
}

pub(crate) struct Table {
    rows: Pages<Row>,
    /// The names, each with its nul byte.
    names: Pages<u8>,
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self {
            rows: Pages::new(),
            names: Pages::new(),
        }
    }

    pub(crate) fn push(&mut self, name: &CStr, facts: Option<Facts>) -> Result<()> {
        let bytes = name.to_bytes_with_nul();
        let row = Row {
            name: self.names.as_slice().len(),
            len: bytes.len(),
            facts,
        };
        self.names.extend(bytes)?;
        self.rows.extend(&[row])
    }

    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.names.clear();
    }

    pub(crate) fn rows(&self) -> &[Row] {
        self.rows.as_slice()
    }

    pub(crate) fn name(&self, row: &Row) -> &CStr {
        name(self.names.as_slice(), row)
    }

    /// Sorts in place, without additional memory.
    pub(crate) fn sort(&mut self, options: &Options) {
        let names = self.names.as_slice();
        let by_name = |a: &Row, b: &Row| name(names, a).cmp(name(names, b));
        let by = |a: &Row, b: &Row| match options.order {
            Order::Size => largest(a).cmp(&largest(b)).then_with(|| by_name(a, b)),
            Order::Time => newest(a).cmp(&newest(b)).then_with(|| by_name(a, b)),
            Order::Name | Order::None => by_name(a, b),
        };
        let by =
            |a: &Row, b: &Row| -> Ordering { if options.reverse { by(b, a) } else { by(a, b) } };
        if options.order != Order::None {
            self.rows.as_mut_slice().sort_unstable_by(by);
        } else if options.reverse {
            self.rows.as_mut_slice().reverse();
        }
    }
}

fn name<'a>(names: &'a [u8], row: &Row) -> &'a CStr {
    let bytes = names.get(row.name..).and_then(|rest| rest.get(..row.len));
    bytes
        .and_then(|bytes| CStr::from_bytes_with_nul(bytes).ok())
        .unwrap_or_default()
}

fn largest(row: &Row) -> Reverse<Option<u64>> {
    Reverse(row.facts.map(|facts| facts.size))
}

fn newest(row: &Row) -> Reverse<Option<(i64, u32)>> {
    Reverse(row.facts.map(|facts| facts.mtime))
}
