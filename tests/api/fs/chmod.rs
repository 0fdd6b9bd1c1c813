use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fd::AsFd as _;
use trapgate::fs::{self, AtFlags, FileType, Mode, OpenFlags};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::skip::skip;

#[test]
fn fchmod_sets_the_twelve_bits() {
    let fd = memory();
    for bits in [0, 0o7777, 0o644, 0o4711, 0o1000] {
        assert_eq!(fs::fchmod(&fd, Mode::from_bits_retain(bits)), Ok(()));
        let mode = fs::fstat(&fd).unwrap().mode;
        assert_eq!(
            (mode.permissions().bits(), mode.file_type()),
            (bits, FileType::REG)
        );
    }
    // The kernel ignores the bits of the file type.
    assert_eq!(fs::fchmod(&fd, Mode::from_bits_retain(0o040_700)), Ok(()));
    assert_eq!(fs::fstat(&fd).unwrap().mode.bits(), 0o100_700);
}

#[test]
fn fchmod_errors() {
    assert_eq!(fs::fchmod(closed(), Mode::RWXU), Err(Errno::BADF));
    let path = fs::openat(fs::CWD, c"/", OpenFlags::PATH, Mode::empty()).unwrap();
    assert_eq!(fs::fchmod(&path, Mode::RWXU), Err(Errno::BADF));
}

#[test]
fn by_path_and_through_links() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    let mode = || {
        let stat = fs::fstatat(&at, c"file", AtFlags::empty()).unwrap();
        stat.mode.permissions().bits()
    };
    for (bits, path) in [(0o7777, c"file"), (0, c"file"), (0o640, c"link")] {
        let new = Mode::from_bits_retain(bits);
        assert_eq!(fs::fchmodat(&at, path, new), Ok(()));
        assert_eq!(mode(), bits);
    }
    let new = Mode::from_bits_retain(0o100);
    assert_eq!(fs::fchmodat(fs::CWD, &dir.join("file"), new), Ok(()));
    assert_eq!(mode(), 0o100);

    let file = fs::openat(&at, c"file", OpenFlags::PATH, Mode::empty()).unwrap();
    let (itself, none) = (AtFlags::SYMLINK_NOFOLLOW, AtFlags::empty());
    for (bits, dir, path, flags) in [
        (0o4711, at.as_fd(), c"link", none),
        (0, at.as_fd(), c"file", itself),
        (0o7777, file.as_fd(), c"", AtFlags::EMPTY_PATH),
    ] {
        match fs::fchmodat2(dir, path, Mode::from_bits_retain(bits), flags) {
            Err(error @ Errno::NOSYS) => return skip("chmod::by_path_and_through_links", error),
            done => assert_eq!(done, Ok(())),
        }
        assert_eq!(mode(), bits);
    }
    let link = fs::fchmodat2(&at, c"link", new, itself);
    assert_eq!(link, Err(Errno::OPNOTSUPP));
}

#[test]
fn fchmodat_errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let (mode, none) = (Mode::RWXU, AtFlags::empty());
    let memory = memory();
    for (dir, path, error) in [
        (at.as_fd(), c"", Errno::NOENT),
        (at.as_fd(), c"nothing", Errno::NOENT),
        (at.as_fd(), c"file/below", Errno::NOTDIR),
        (memory.as_fd(), c"file", Errno::NOTDIR),
        (closed(), c"file", Errno::BADF),
    ] {
        assert_eq!(fs::fchmodat(dir, path, mode), Err(error));
        match fs::fchmodat2(dir, path, mode, none) {
            Err(error @ Errno::NOSYS) => return skip("chmod::fchmodat_errors", error),
            done => assert_eq!(done, Err(error)),
        }
    }
    ends_at_4096("file", |path| fs::fchmodat(&at, path, mode));
    ends_at_4096("file", |path| fs::fchmodat2(&at, path, mode, none));
    let unknown = fs::fchmodat2(&at, c"file", mode, AtFlags::EACCESS);
    assert_eq!(unknown, Err(Errno::INVAL));
    let empty = fs::fchmodat2(closed(), c"", mode, AtFlags::EMPTY_PATH);
    assert_eq!(empty, Err(Errno::BADF));
}
