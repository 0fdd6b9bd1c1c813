use std::os::unix::fs::symlink;

use trapgate::fd::AsFd as _;
use trapgate::fs::{self, AccessFlags, AtFlags, Mode, faccessat, faccessat2};
use trapgate::{Errno, Sysno, raw};

use crate::api::child;
use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::machine::{Right, capable};
use crate::support::skip::skip;

const EXISTS: AccessFlags = AccessFlags::empty();
const NONE: AtFlags = AtFlags::empty();
const R: AccessFlags = AccessFlags::R_OK;
const W: AccessFlags = AccessFlags::W_OK;
const X: AccessFlags = AccessFlags::X_OK;

/// A directory that every user may search, with a file of these permissions.
fn with(permissions: u16) -> Dir {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let mode = Mode::from_bits_retain;
    fs::fchmodat(dir.fd(), c"file", mode(permissions)).unwrap();
    fs::fchmod(dir.fd(), mode(0o755)).unwrap();
    dir
}

#[test]
fn what_the_owner_may() {
    let dir = with(0o600);
    let at = dir.fd();
    for what in [EXISTS, R, W, R | W] {
        assert_eq!(faccessat(&at, c"file", what), Ok(()), "{what:?}");
        assert_eq!(faccessat2(&at, c"file", what, NONE), Ok(()), "{what:?}");
    }
    // Without any execute permission, not even root may execute the file.
    assert_eq!(faccessat(&at, c"file", R | X), Err(Errno::ACCES));
    assert_eq!(faccessat2(&at, c"file", X, NONE), Err(Errno::ACCES));
    assert_eq!(faccessat(fs::CWD, &dir.join(""), R | W | X), Ok(()));
    assert_eq!(faccessat2(&at, c"", X, AtFlags::EMPTY_PATH), Ok(()));
}

#[test]
fn real_and_effective_ids() {
    if !capable(Right::Setuid) {
        return skip("real_and_effective_ids", "no privilege to take other ids");
    }
    let dir = with(0o640);
    let at = dir.fd();
    let wide = Sysno::from_name("setresuid32").or(Sysno::from_name("setresuid"));
    let wide = wide.unwrap();
    child::holds(|| {
        // SAFETY: the child has one thread, so all of the process changes.
        unsafe { raw::syscall3(wide, 0, 70_001, 0) };
        [
            faccessat(&at, c"file", R | W) == Ok(()),
            faccessat2(&at, c"file", R | W, NONE) == Ok(()),
            faccessat2(&at, c"file", R, AtFlags::EACCESS) == Ok(()),
            faccessat2(&at, c"file", W, AtFlags::EACCESS) == Err(Errno::ACCES),
        ]
    });
}

#[test]
fn links_are_followed_or_not() {
    let dir = Dir::new();
    let at = dir.fd();
    symlink("nothing", dir.path().join("link")).unwrap();
    let itself = AtFlags::SYMLINK_NOFOLLOW;
    assert_eq!(faccessat(&at, c"link", EXISTS), Err(Errno::NOENT));
    assert_eq!(faccessat2(&at, c"link", EXISTS, NONE), Err(Errno::NOENT));
    assert_eq!(faccessat2(&at, c"link", EXISTS, itself), Ok(()));
}

#[test]
fn errors() {
    let dir = with(0o600);
    let at = dir.fd();
    let unknown = AccessFlags::from_bits_retain(8);
    assert_eq!(faccessat(&at, c"file", unknown), Err(Errno::INVAL));
    assert_eq!(faccessat2(&at, c"file", unknown, NONE), Err(Errno::INVAL));
    let unknown = AtFlags::from_bits_retain(1);
    assert_eq!(faccessat2(&at, c"file", R, unknown), Err(Errno::INVAL));
    for (path, error) in [
        (c"", Errno::NOENT),
        (c"nothing", Errno::NOENT),
        (c"file/below", Errno::NOTDIR),
    ] {
        assert_eq!(faccessat(&at, path, EXISTS), Err(error));
        assert_eq!(faccessat2(&at, path, EXISTS, NONE), Err(error));
    }
    let memory = memory();
    for (dir, error) in [(closed(), Errno::BADF), (memory.as_fd(), Errno::NOTDIR)] {
        assert_eq!(faccessat(dir, c"file", R), Err(error));
        assert_eq!(faccessat2(dir, c"file", R, NONE), Err(error));
    }
    let empty = faccessat2(closed(), c"", R, AtFlags::EMPTY_PATH);
    assert_eq!(empty, Err(Errno::BADF));
    ends_at_4096("file", |path| faccessat(&at, path, R));
    ends_at_4096("file", |path| faccessat2(&at, path, R, NONE));
}
