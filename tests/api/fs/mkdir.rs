use std::ffi::CString;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, FileType, Mode};

use crate::api::scratch::{Dir, closed, ends_at_4096};

#[test]
fn mkdirat_makes() {
    let dir = Dir::new();
    let at = dir.fd();
    let mode = Mode::RUSR | Mode::XUSR | Mode::SVTX;
    assert_eq!(fs::mkdirat(&at, c"new", mode), Ok(()));
    let stat = fs::fstatat(&at, c"new", AtFlags::empty()).unwrap();
    assert_eq!(
        (stat.mode.file_type(), stat.mode.permissions()),
        (FileType::DIR, mode)
    );
    let longest = CString::new("n".repeat(255)).unwrap();
    assert_eq!(fs::mkdirat(&at, &longest, Mode::empty()), Ok(()));
    // Removed here: without read permission only root could list it when the test cleans up.
    assert_eq!(fs::unlinkat(&at, &longest, AtFlags::REMOVEDIR), Ok(()));
}

#[test]
fn mkdirat_errors() {
    let dir = Dir::new();
    let (at, mode) = (dir.fd(), Mode::RWXU);
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert_eq!(fs::mkdirat(&at, c"file", mode), Err(Errno::EXIST));
    assert_eq!(fs::mkdirat(&at, c".", mode), Err(Errno::EXIST));
    assert_eq!(fs::mkdirat(&at, c"", mode), Err(Errno::NOENT));
    assert_eq!(fs::mkdirat(&at, c"outer/inner", mode), Err(Errno::NOENT));
    assert_eq!(fs::mkdirat(&at, c"file/below", mode), Err(Errno::NOTDIR));
    assert_eq!(fs::mkdirat(closed(), c"new", mode), Err(Errno::BADF));
    ends_at_4096("far", |path| fs::mkdirat(&at, path, mode));
}
