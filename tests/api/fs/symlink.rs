use std::ffi::CString;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, FileType, symlinkat};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};

#[test]
fn a_link_to_nothing() {
    let dir = Dir::new();
    let at = dir.fd();
    assert_eq!(symlinkat(c"some/where", &at, c"link"), Ok(()));
    assert_eq!(symlinkat(c"\xff", fs::CWD, &dir.join("bytes")), Ok(()));
    let target = |name| std::fs::read_link(dir.path().join(name)).unwrap();
    assert_eq!(target("link").as_os_str(), "some/where");
    assert_eq!(target("bytes").as_os_str().as_encoded_bytes(), b"\xff");
    let stat = fs::fstatat(&at, c"link", AtFlags::SYMLINK_NOFOLLOW).unwrap();
    assert_eq!((stat.mode.file_type(), stat.size), (FileType::LNK, 10));
}

#[test]
fn errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(symlinkat(c"x", &at, c"file"), Err(Errno::EXIST));
    assert_eq!(symlinkat(c"", &at, c"new"), Err(Errno::NOENT));
    assert_eq!(symlinkat(c"x", &at, c""), Err(Errno::NOENT));
    assert_eq!(symlinkat(c"x", &at, c"nothing/new"), Err(Errno::NOENT));
    assert_eq!(symlinkat(c"x", &at, c"file/new"), Err(Errno::NOTDIR));
    assert_eq!(symlinkat(c"x", closed(), c"new"), Err(Errno::BADF));
    assert_eq!(symlinkat(c"x", memory(), c"new"), Err(Errno::NOTDIR));
    ends_at_4096("new", |path| symlinkat(c"x", &at, path));
    let target = |len| CString::new("t".repeat(len)).unwrap();
    assert_eq!(symlinkat(&target(4095), &at, c"longest"), Ok(()));
    let error = symlinkat(&target(4096), &at, c"longer");
    assert_eq!(error, Err(Errno::NAMETOOLONG));
}
