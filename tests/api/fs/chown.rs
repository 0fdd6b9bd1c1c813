use std::ffi::CStr;
use std::os::unix::fs::symlink;

use trapgate::fs::{self, AtFlags, Mode, OpenFlags, fchown, fchownat};
use trapgate::types::id::{Gid, Uid};
use trapgate::{Errno, io};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::skip::skip;

#[test]
fn ids_above_16_bits() {
    let fd = memory();
    let (uid, gid) = (Uid::from_raw(70_000), Gid::from_raw(80_000));
    match fchown(&fd, Some(uid), Some(gid)) {
        Err(error @ (Errno::PERM | Errno::INVAL)) => return skip("ids_above_16_bits", error),
        done => assert_eq!(done, Ok(())),
    }
    let ids = || fs::fstat(&fd).map(|stat| (stat.uid.raw(), stat.gid.raw()));
    assert_eq!(ids(), Ok((70_000, 80_000)));
    assert_eq!(fchown(&fd, None, None), Ok(()));
    assert_eq!(ids(), Ok((70_000, 80_000)));
    assert_eq!(fchown(&fd, Some(Uid::from_raw(0)), None), Ok(()));
    assert_eq!(ids(), Ok((0, 80_000)));
    assert_eq!(fchown(&fd, None, Some(Gid::from_raw(0xffff))), Ok(()));
    assert_eq!(ids(), Ok((0, 0xffff)));
    assert_eq!(fchown(&fd, Some(Uid::from_raw(u32::MAX - 1)), None), Ok(()));
    assert_eq!(ids(), Ok((u32::MAX - 1, 0xffff)));
}

#[test]
fn ids_of_our_own() {
    let fd = memory();
    let stat = fs::fstat(&fd).unwrap();
    assert_eq!(fchown(&fd, Some(stat.uid), Some(stat.gid)), Ok(()));
    assert_eq!(fs::fstat(&fd).unwrap().uid, stat.uid);
    let path = fs::openat(fs::CWD, c"/", fs::OpenFlags::PATH, fs::Mode::empty()).unwrap();
    assert_eq!(fchown(&path, None, None), Err(Errno::BADF));
    assert_eq!(fchown(closed(), None, None), Err(Errno::BADF));
    assert_eq!(io::close(path), Ok(()));
}

#[test]
fn fchownat_with_ids_above_16_bits() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    let (itself, none) = (AtFlags::SYMLINK_NOFOLLOW, AtFlags::empty());
    let ids = |path| {
        let stat = fs::fstatat(&at, path, itself).unwrap();
        (stat.uid.raw(), stat.gid.raw())
    };
    let (uid, gid) = (Uid::from_raw(70_000), Gid::from_raw(u32::MAX - 1));
    match fchownat(&at, c"link", Some(uid), Some(gid), none) {
        Err(error @ (Errno::PERM | Errno::INVAL)) => {
            return skip("fchownat_with_ids_above_16_bits", error);
        }
        done => assert_eq!(done, Ok(())),
    }
    let before = ids(c"link");
    assert_eq!(ids(c"file"), (70_000, u32::MAX - 1));
    let gid = Gid::from_raw(80_000);
    assert_eq!(fchownat(&at, c"link", None, Some(gid), itself), Ok(()));
    assert_eq!(ids(c"link"), (before.0, 80_000));
    assert_eq!(ids(c"file"), (70_000, u32::MAX - 1));
    let file = fs::openat(&at, c"file", OpenFlags::PATH, Mode::empty()).unwrap();
    let uid = Uid::from_raw(0xffff);
    assert_eq!(
        fchownat(&file, c"", Some(uid), None, AtFlags::EMPTY_PATH),
        Ok(())
    );
    assert_eq!(ids(c"file"), (0xffff, u32::MAX - 1));
}

#[test]
fn fchownat_errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let none = AtFlags::empty();
    let change = |path: &CStr, flags| fchownat(&at, path, None, None, flags);
    assert_eq!(change(c"nothing", none), Err(Errno::NOENT));
    assert_eq!(change(c"", none), Err(Errno::NOENT));
    assert_eq!(change(c"", AtFlags::EMPTY_PATH), Ok(()));
    assert_eq!(change(c"file/below", none), Err(Errno::NOTDIR));
    assert_eq!(change(c"file", AtFlags::EACCESS), Err(Errno::INVAL));
    for (path, flags) in [(c"file", none), (c"", AtFlags::EMPTY_PATH)] {
        let error = fchownat(closed(), path, None, None, flags);
        assert_eq!(error, Err(Errno::BADF));
    }
    ends_at_4096("file", |path| change(path, none));
}
