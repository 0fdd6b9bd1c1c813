//! Where the copies go.

use core::ffi::CStr;

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{AtFlags, CWD, FileType, Mode, OpenFlags, Statx, StatxFlags, openat, statx};
use trapgate::{Errno, Result};

/// A file of that name, or a directory with files of the sources' names.
pub(crate) enum Target<'a> {
    File(&'a CStr),
    Directory(OwnedFd),
}

impl<'a> Target<'a> {
    /// What the last word of the command line means. Several sources want a directory.
    pub(crate) fn new(path: &'a CStr, several: bool) -> Result<Self> {
        let flags = OpenFlags::PATH | OpenFlags::DIRECTORY | OpenFlags::CLOEXEC;
        match openat(CWD, path, flags, Mode::empty()) {
            Ok(fd) => Ok(Self::Directory(fd)),
            Err(Errno::NOTDIR | Errno::NOENT) if !several => Ok(Self::File(path)),
            Err(error) => Err(error),
        }
    }

    /// The directory and the name of a source's copy.
    fn place(&self, source: &'a CStr) -> (BorrowedFd<'_>, &'a CStr) {
        match self {
            Self::File(path) => (CWD, path),
            Self::Directory(fd) => (fd.as_fd(), last(source)),
        }
    }

    /// Opens a source's copy, made anew if it is not there. `None` where it is there and stays.
    pub(crate) fn open(
        &self,
        source: &'a CStr,
        from: &Statx,
        keep: bool,
    ) -> Result<Option<OwnedFd>> {
        let (dir, name) = self.place(source);
        let flags = OpenFlags::WRONLY | OpenFlags::CLOEXEC;
        let mode = from.mode.permissions() & Mode::from_bits_retain(0o777);
        let fresh = flags | OpenFlags::CREAT | OpenFlags::EXCL;
        match openat(dir, name, fresh, mode) {
            Ok(file) => return Ok(Some(file)),
            Err(Errno::EXIST) if keep => return Ok(None),
            Err(Errno::EXIST) => {}
            Err(error) => return Err(error),
        }
        // Before anything of it is lost: it may be the source itself, by another name.
        let same = statx(dir, name, AtFlags::empty(), StatxFlags::BASIC_STATS)
            .is_ok_and(|to| to.dev == from.dev && to.ino == from.ino);
        if same {
            return Err(Errno::EXIST);
        }
        let file = openat(dir, name, flags | OpenFlags::TRUNC, Mode::empty())?;
        Ok(Some(file))
    }
}

/// What stands behind the last slash; all of it for a path that ends with one, which is no file's.
fn last(path: &CStr) -> &CStr {
    let bytes = path.to_bytes_with_nul();
    let start = bytes
        .iter()
        .rposition(|&byte| byte == b'/')
        .map_or(0, |at| at + 1);
    let name = bytes.get(start..).filter(|name| name.len() > 1);
    name.and_then(|name| CStr::from_bytes_with_nul(name).ok())
        .unwrap_or(path)
}

/// Whether this has a length of its own, and places to go to.
pub(crate) fn is_regular(statx: &Statx) -> bool {
    statx.mode.file_type() == FileType::REG
}
