use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, chdir, fchdir};

use crate::api::child;
use crate::api::scratch::{Dir, closed, long, memory};

#[test]
fn paths_start_there() {
    let dir = Dir::new();
    let (at, here) = (dir.fd(), dir.join("below"));
    std::fs::create_dir(dir.path().join("below")).unwrap();
    std::fs::write(dir.path().join("below/file"), "").unwrap();
    // The same directory by a path of 4095 bytes, which repeats `below/..`.
    let long = long(4095, "below");
    child::holds(|| {
        let mut room = [MaybeUninit::uninit(); 4096];
        let there = || fs::faccessat(fs::CWD, c"file", fs::AccessFlags::empty()).is_ok();
        [
            !there(),
            chdir(&here) == Ok(()),
            there(),
            fs::getcwd(&mut room) == Ok(&here),
            fchdir(&at) == Ok(()),
            !there(),
            chdir(&long) == Ok(()),
            there(),
            chdir(c"..") == Ok(()),
            fs::fstatat(fs::CWD, c".", AtFlags::empty()) == fs::fstat(&at),
        ]
    });
}

#[test]
fn errors() {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(chdir(c""), Err(Errno::NOENT));
    assert_eq!(chdir(&dir.join("nothing")), Err(Errno::NOENT));
    assert_eq!(chdir(&dir.join("file")), Err(Errno::NOTDIR));
    assert_eq!(chdir(&long(4096, ".")), Err(Errno::NAMETOOLONG));
    let part = long(256, &"n".repeat(256));
    assert_eq!(chdir(&part), Err(Errno::NAMETOOLONG));
    assert_eq!(fchdir(memory()), Err(Errno::NOTDIR));
    assert_eq!(fchdir(closed()), Err(Errno::BADF));
    assert_eq!(fchdir(fs::CWD), Err(Errno::BADF), "CWD is not a descriptor");
}
