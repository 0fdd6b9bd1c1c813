use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, CWD, FileAttr, Mode, OpenFlags, XFlags};

use crate::api::scratch::{Dir, closed};
use crate::support::machine::proc;
use crate::support::skip::skip;

/// Whether the kernel has the two calls and the directory's file system has such attributes. If
/// not, prints a skip of `test`.
fn has(test: &str, dir: &Dir) -> bool {
    match fs::file_getattr(CWD, &dir.join(""), AtFlags::empty()) {
        Err(Errno::NOSYS) => skip(test, "before Linux 6.17"),
        Err(Errno::OPNOTSUPP) => skip(test, "the file system has no such attributes"),
        found => return found.is_ok(),
    }
    false
}

/// Reads the file's attributes with the equivalent ioctl.
fn asked(dir: &Dir) -> (u32, u32) {
    const FS_IOC_FSGETXATTR: u32 = 0x801c_581f;
    let flags = OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let fd = fs::openat(CWD, &dir.join("file"), flags, Mode::RUSR).unwrap();
    let mut found = [0_u32; 7];
    // SAFETY: the kernel writes a `struct fsxattr`, which is 28 bytes long.
    let done = unsafe { libc::ioctl(fd.as_raw_fd(), FS_IOC_FSGETXATTR as _, &mut found) };
    assert_eq!(done, 0);
    (found[0], found[3])
}

#[test]
fn attributes_come_back() {
    let dir = Dir::new();
    if !has("attributes_come_back", &dir) {
        return;
    }
    let (none, itself) = (AtFlags::empty(), AtFlags::EMPTY_PATH);
    let at = dir.fd();
    let before = asked(&dir);
    let attr = fs::file_getattr(&at, c"file", none).unwrap();
    assert_eq!(
        (attr.xflags.bits(), attr.projid),
        (before.0.into(), before.1)
    );
    assert!(!attr.xflags.contains(XFlags::NODUMP));

    let mut changed = attr;
    changed.xflags |= XFlags::NODUMP | XFlags::NOATIME;
    fs::file_setattr(&at, c"file", none, &changed).unwrap();
    assert_eq!(fs::file_getattr(&at, c"file", none), Ok(changed));
    assert_eq!(u64::from(asked(&dir).0), changed.xflags.bits());
    let file = fs::openat(&at, c"file", OpenFlags::CLOEXEC, Mode::empty()).unwrap();
    assert_eq!(fs::file_getattr(&file, c"", itself), Ok(changed));
    fs::file_setattr(&file, c"", itself, &attr).unwrap();
    assert_eq!(fs::file_getattr(CWD, &dir.join("file"), none), Ok(attr));
}

#[test]
fn links_are_followed_or_not() {
    let dir = Dir::new();
    if !has("links_are_followed_or_not", &dir) {
        return;
    }
    let _ = asked(&dir);
    symlink("file", dir.path().join("link")).unwrap();
    let (at, link) = (dir.fd(), AtFlags::SYMLINK_NOFOLLOW);
    let attr = FileAttr::new(XFlags::NODUMP);
    fs::file_setattr(&at, c"link", AtFlags::empty(), &attr).unwrap();
    let file = fs::file_getattr(&at, c"file", AtFlags::empty()).unwrap();
    assert!(file.xflags.contains(XFlags::NODUMP));
    let found = fs::file_getattr(&at, c"link", link);
    assert!(!found.is_ok_and(|attr| attr.xflags.contains(XFlags::NODUMP)));
}

#[test]
fn file_attr_errors() {
    if !proc("file_attr_errors") {
        return;
    }
    let dir = Dir::new();
    if !has("file_attr_errors", &dir) {
        return;
    }
    let _ = asked(&dir);
    let (at, none) = (dir.fd(), AtFlags::empty());
    let long = std::ffi::CString::new("/".repeat(4096)).unwrap();
    let attr = FileAttr::default();
    for (path, flags, error) in [
        (c"none", none, Errno::NOENT),
        (c"", none, Errno::NOENT),
        (c"file/none", none, Errno::NOTDIR),
        (&*long, none, Errno::NAMETOOLONG),
        (c"file", AtFlags::REMOVEDIR, Errno::INVAL),
    ] {
        assert_eq!(fs::file_getattr(&at, path, flags), Err(error));
        assert_eq!(fs::file_setattr(&at, path, flags, &attr), Err(error));
    }
    let file = c"file";
    assert_eq!(fs::file_getattr(closed(), file, none), Err(Errno::BADF));
    let set = fs::file_setattr(closed(), file, none, &attr);
    assert_eq!(set, Err(Errno::BADF));
    let proc = fs::file_getattr(CWD, c"/proc/self/status", none);
    assert_eq!(proc, Err(Errno::OPNOTSUPP));
    // An unknown bit above the 32 that other calls have.
    let unknown = FileAttr::new(XFlags::from_bits_retain(1 << 63));
    let set = fs::file_setattr(&at, file, none, &unknown);
    assert_eq!(set, Err(Errno::INVAL));
}
