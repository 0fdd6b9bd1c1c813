//! Where the copies are made.

use core::ffi::CStr;

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{AtFlags, CWD, FileType, Mode, OpenFlags, Statx, StatxFlags, openat, statx};
use trapgate::{Errno, Result};

/// A file with this name, or a directory in which the copies get the names of their sources.
pub(crate) enum Target<'a> {
    File(&'a CStr),
    Directory(OwnedFd),
}

impl<'a> Target<'a> {
    /// Interprets the last word of the command line. If there are several sources, it must be a
    /// directory.
    pub(crate) fn new(path: &'a CStr, several: bool) -> Result<Self> {
        let flags = OpenFlags::PATH | OpenFlags::DIRECTORY | OpenFlags::CLOEXEC;
        match openat(CWD, path, flags, Mode::empty()) {
            Ok(fd) => Ok(Self::Directory(fd)),
            Err(Errno::NOTDIR | Errno::NOENT) if !several => Ok(Self::File(path)),
            Err(error) => Err(error),
        }
    }

    /// Returns the directory and the name of a source's copy.
    fn place(&self, source: &'a CStr) -> (BorrowedFd<'_>, &'a CStr) {
        match self {
            Self::File(path) => (CWD, path),
            Self::Directory(fd) => (fd.as_fd(), last(source)),
        }
    }

    /// Opens a source's copy, and creates it if it does not exist. Returns `None` if it exists and
    /// is kept.
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
        // The file may be the source itself under another name. This is checked before its contents
        // are lost.
        let same = statx(dir, name, AtFlags::empty(), StatxFlags::BASIC_STATS)
            .is_ok_and(|to| to.dev == from.dev && to.ino == from.ino);
        if same {
            return Err(Errno::EXIST);
        }
        let file = openat(dir, name, flags | OpenFlags::TRUNC, Mode::empty())?;
        Ok(Some(file))
    }
}

/// Returns what follows the last slash. A path that ends with a slash, which is not that of a file,
/// is returned whole.
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

/// Returns whether this file has a length of its own and can be read at any offset.
pub(crate) fn is_regular(statx: &Statx) -> bool {
    statx.mode.file_type() == FileType::REG
}
