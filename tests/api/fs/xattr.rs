mod get;
mod list;
mod remove;
mod set;

use std::ffi::CString;
use std::os::unix::fs::symlink;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::{Errno, Result};

use crate::api::scratch::Dir;
use crate::support::skip::skip;

/// A file with the attribute `user.a`, a link to it, and the directory of both.
struct Place {
    dir: Dir,
    file: CString,
    link: CString,
    fd: OwnedFd,
}

const VALUE: &[u8] = b"the\0value\n";

/// If the file system has no user attributes, prints a skip of `test` and returns `None`.
fn place(test: &str) -> Option<Place> {
    let dir = Dir::new();
    let (file, link) = (dir.join("file"), dir.join("link"));
    symlink("file", dir.path().join("link")).unwrap();
    let flags = OpenFlags::CREAT | OpenFlags::RDWR | OpenFlags::CLOEXEC;
    let fd = fs::openat(fs::CWD, &file, flags, Mode::RUSR | Mode::WUSR).unwrap();
    // Set through libc, for comparison.
    // SAFETY: two strings that end with a null byte, and a value of the given length.
    let set = unsafe {
        libc::setxattr(
            file.as_ptr(),
            c"user.a".as_ptr(),
            VALUE.as_ptr().cast(),
            VALUE.len(),
            0,
        )
    };
    if set != 0 {
        skip(test, "the file system has no user attributes");
        return None;
    }
    Some(Place {
        dir,
        file,
        link,
        fd,
    })
}

/// Whether the kernel has the four calls of Linux 6.13. If not, prints a skip of `test`.
fn has_at(test: &str) -> bool {
    let asked = fs::listxattrat(fs::CWD, c"/", fs::AtFlags::empty(), fs::SizeOnly);
    if asked == Err(Errno::NOSYS) {
        skip(test, "before Linux 6.13");
    }
    asked != Err(Errno::NOSYS)
}

/// Reads an attribute's value.
fn value(place: &Place, name: &std::ffi::CStr) -> Result<Vec<u8>> {
    let mut room = vec![0; 65536];
    let len = fs::fgetxattr(&place.fd, name, &mut room[..])?;
    room.truncate(len);
    Ok(room)
}

/// A path of 4096 bytes including the null byte, which is the longest; and a path of one byte more.
fn long_paths(place: &Place) -> [CString; 2] {
    [4095, 4096].map(|len| {
        let mut path = place.file.clone().into_bytes();
        while path.len() < len {
            path.insert(0, b'/');
        }
        CString::new(path).unwrap()
    })
}

/// A name of this many bytes.
fn name(len: usize) -> CString {
    CString::new(format!("user.{}", "n".repeat(len - 5))).unwrap()
}
