//! What is in a directory.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{AtFlags, CWD, StatxFlags, getdents, statx};
use trapgate::{Errno, Result};

use crate::List;
use crate::options::Order;
use crate::table::Facts;

/// Where the entries of a table are.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// Their names are paths.
    Working,
    Directory {
        path: &'a CStr,
        fd: &'a OwnedFd,
    },
}

impl Place<'_> {
    /// Where their names begin.
    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Working => CWD,
            Self::Directory { fd, .. } => fd.as_fd(),
        }
    }
}

impl List {
    /// Lists the entries of a directory.
    pub(crate) fn entries(&mut self, place: Place<'_>) -> Result<()> {
        let mut room = [MaybeUninit::uninit(); 1 << 15];
        loop {
            let entries = match getdents(place.fd(), &mut room) {
                Err(error) => {
                    // What has come so far is worth seeing.
                    self.print(place);
                    return Err(error);
                }
                Ok(entries) => entries,
            };
            if entries.is_empty() {
                break;
            }
            for entry in entries {
                if self.options.all || !entry.name.to_bytes().starts_with(b".") {
                    self.entry(place, entry.name)?;
                }
            }
            if self.options.order == Order::None && !self.options.reverse {
                self.print(place);
            }
        }
        self.print(place);
        Ok(())
    }

    /// Adds an entry to the table.
    fn entry(&mut self, place: Place<'_>, name: &CStr) -> Result<()> {
        let mut facts = None;
        if self.options.facts() {
            let own = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
            match statx(place.fd(), name, own, StatxFlags::BASIC_STATS) {
                Ok(statx) => facts = Some(Facts::of(&statx)),
                // Removed since: no entry any more.
                Err(Errno::NOENT) => return Ok(()),
                // Its line has `?` for what nobody may know.
                Err(error) => self.complain(name, error),
            }
        }
        self.table.push(name, facts)
    }
}
