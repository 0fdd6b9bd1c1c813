use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{self, AccessFlags, AtFlags, chroot};

use crate::api::child;
use crate::api::scratch::{Dir, long};
use crate::support::machine::{Right, capable};
use crate::support::skip::skip;

#[test]
fn absolute_paths_start_there() {
    if !capable(Right::SysChroot) {
        return skip(
            "absolute_paths_start_there",
            "no privilege to change the root",
        );
    }
    let dir = Dir::new();
    let (root, at) = (dir.join(""), dir.fd());
    std::fs::write(dir.path().join("file only here"), "").unwrap();
    let limit = long(4095, ".");
    child::holds(|| {
        let mut room = [MaybeUninit::uninit(); 4096];
        let there = |path| fs::faccessat(fs::CWD, path, AccessFlags::empty()).is_ok();
        let outside = fs::fstatat(fs::CWD, c".", AtFlags::empty());
        [
            !there(c"/file only here"),
            chroot(&root) == Ok(()),
            there(c"/file only here"),
            there(c"/../file only here"),
            // The working directory is unchanged, and is now outside the root.
            fs::fstatat(fs::CWD, c".", AtFlags::empty()) == outside,
            fs::getcwd(&mut room).is_ok_and(|path| path.to_bytes().starts_with(b"(unreachable)/")),
            fs::fchdir(&at) == Ok(()),
            fs::getcwd(&mut room) == Ok(c"/"),
            chroot(&limit) == Ok(()),
        ]
    });
}

#[test]
fn errors() {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(chroot(c""), Err(Errno::NOENT));
    assert_eq!(chroot(&dir.join("nothing")), Err(Errno::NOENT));
    assert_eq!(chroot(&dir.join("file")), Err(Errno::NOTDIR));
    assert_eq!(chroot(&long(4096, ".")), Err(Errno::NAMETOOLONG));
    child::holds(|| {
        child::without_rights();
        [chroot(c"/") == Err(Errno::PERM)]
    });
}
