use std::ffi::CString;
use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, FileType, Mode, OpenFlags, linkat};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

const NONE: AtFlags = AtFlags::empty();

#[test]
fn a_second_name() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::create_dir(dir.path().join("below")).unwrap();
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    let flags = OpenFlags::PATH | OpenFlags::CLOEXEC;
    let below = fs::openat(&at, c"below", flags, Mode::empty()).unwrap();
    assert_eq!(linkat(&at, c"file", &below, c"second", NONE), Ok(()));
    let third = dir.join("third");
    assert_eq!(
        linkat(fs::CWD, &dir.join("file"), fs::CWD, &third, NONE),
        Ok(())
    );
    let stat = |path| fs::fstatat(&at, path, NONE).unwrap();
    assert_eq!((stat(c"file").nlink, stat(c"file").size), (3, 3));
    assert_eq!(stat(c"file"), stat(c"below/second"));
    assert_eq!(stat(c"file"), stat(c"third"));
}

#[test]
fn links_are_followed_or_not() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    assert_eq!(linkat(&at, c"link", &at, c"itself", NONE), Ok(()));
    let followed = AtFlags::SYMLINK_FOLLOW;
    assert_eq!(linkat(&at, c"link", &at, c"followed", followed), Ok(()));
    let file_type = |path| {
        let stat = fs::fstatat(&at, path, AtFlags::SYMLINK_NOFOLLOW).unwrap();
        (stat.mode.file_type(), stat.nlink)
    };
    assert_eq!(file_type(c"itself"), (FileType::LNK, 2));
    assert_eq!(file_type(c"followed"), (FileType::REG, 2));
}

#[test]
fn a_nameless_file_gets_a_name() {
    if !proc("a_nameless_file_gets_a_name") {
        return;
    }
    let dir = Dir::new();
    let at = dir.fd();
    let nameless = || {
        let flags = OpenFlags::RDWR | OpenFlags::TMPFILE | OpenFlags::CLOEXEC;
        fs::openat(&at, c".", flags, Mode::RWXU).unwrap()
    };
    let fd = nameless();
    let path = CString::new(format!("/proc/self/fd/{}", fd.as_raw_fd())).unwrap();
    let follow = AtFlags::SYMLINK_FOLLOW;
    assert_eq!(linkat(fs::CWD, &path, &at, c"by proc", follow), Ok(()));
    assert_eq!(fs::fstat(&fd).unwrap().nlink, 1);

    let fd = nameless();
    match linkat(&fd, c"", &at, c"by fd", AtFlags::EMPTY_PATH) {
        Err(Errno::NOENT) => skip(
            "a_nameless_file_gets_a_name",
            "an old kernel requires a privilege",
        ),
        done => {
            assert_eq!(done, Ok(()));
            assert_eq!(fs::fstat(&fd), fs::fstatat(&at, c"by fd", NONE));
        }
    }
}

#[test]
fn errors() {
    if !proc("link::errors") {
        return;
    }
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let link = |old, new, flags| linkat(&at, old, &at, new, flags);
    assert_eq!(link(c"file", c"file", NONE), Err(Errno::EXIST));
    assert_eq!(link(c"nothing", c"new", NONE), Err(Errno::NOENT));
    assert_eq!(link(c"file", c"nothing/new", NONE), Err(Errno::NOENT));
    assert_eq!(link(c"", c"new", NONE), Err(Errno::NOENT));
    assert_eq!(link(c"file", c"", NONE), Err(Errno::NOENT));
    assert_eq!(link(c"file/below", c"new", NONE), Err(Errno::NOTDIR));
    assert_eq!(link(c".", c"new", NONE), Err(Errno::PERM));
    let unknown = AtFlags::SYMLINK_NOFOLLOW;
    assert_eq!(link(c"file", c"new", unknown), Err(Errno::INVAL));
    let outside = linkat(fs::CWD, c"/proc/version", &at, c"new", NONE);
    assert_eq!(outside, Err(Errno::XDEV));
    assert_eq!(
        linkat(closed(), c"file", &at, c"new", NONE),
        Err(Errno::BADF)
    );
    assert_eq!(
        linkat(&at, c"file", closed(), c"new", NONE),
        Err(Errno::BADF)
    );
    assert_eq!(
        linkat(memory(), c"file", &at, c"new", NONE),
        Err(Errno::NOTDIR)
    );
    ends_at_4096("file", |old| linkat(&at, old, &at, c"new", NONE));
    ends_at_4096("newer", |new| linkat(&at, c"file", &at, new, NONE));
}
