//! The entries of a directory.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{AtFlags, CWD, StatxFlags, getdents, statx};
use trapgate::{Errno, Result};

use crate::List;
use crate::options::Order;
use crate::table::Facts;

/// The directory of a table's entries.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// The working directory: the names are paths.
    Working,
    Directory {
        path: &'a CStr,
        fd: &'a OwnedFd,
    },
}

impl Place<'_> {
    /// Returns the directory to which the names are relative.
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
                    // Shows the entries that were read before the error.
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
                // The entry was removed meanwhile.
                Err(Errno::NOENT) => return Ok(()),
                // The line of this entry shows `?` for what cannot be read.
                Err(error) => self.note_failure(name, error),
            }
        }
        self.table.push(name, facts)
    }
}
