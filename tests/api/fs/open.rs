use std::os::unix::fs::{PermissionsExt as _, symlink};

use trapgate::Errno;
use trapgate::fd::{AsFd as _, BorrowedFd};
use trapgate::fs::{self, Mode, OpenFlags, OpenHow, ResolveFlags};
use trapgate::io::{self, FdFlags};

use crate::api::scratch::{Dir, FAR, closed, ends_at_4096, long};
use crate::support::machine::proc;

const NONE: Mode = Mode::empty();
const NEW: OpenFlags = OpenFlags::RDWR
    .union(OpenFlags::CREAT)
    .union(OpenFlags::EXCL)
    .union(OpenFlags::CLOEXEC);

fn how(flags: OpenFlags, resolve: ResolveFlags) -> OpenHow {
    OpenHow::new(flags, NONE, resolve)
}

#[test]
fn openat_creates_and_opens() {
    let dir = Dir::new();
    let at = dir.fd();
    let fd = fs::openat(&at, c"file", NEW, Mode::RUSR | Mode::WUSR).unwrap();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    let file = dir.path().join("file");
    assert_eq!(std::fs::read(&file).unwrap(), b"abc");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);

    assert_eq!(
        fs::openat(&at, c"file", NEW, NONE).unwrap_err(),
        Errno::EXIST
    );
    let fd = fs::openat(fs::CWD, &dir.join("file"), OpenFlags::RDONLY, NONE).unwrap();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::empty()));
    assert_eq!(io::read(&fd, &mut [0u8; 8]), Ok(3));
    assert_eq!(io::write(&fd, b"d"), Err(Errno::BADF));

    let cut = fs::openat(&at, c"file", OpenFlags::WRONLY | OpenFlags::TRUNC, NONE).unwrap();
    assert_eq!(fs::fstat(&cut).unwrap().size, 0);
    let nameless = fs::openat(&at, c".", OpenFlags::RDWR | OpenFlags::TMPFILE, Mode::RUSR);
    assert_eq!(fs::fstat(nameless.unwrap()).unwrap().nlink, 0);
}

#[test]
fn a_file_beyond_4_gib_opens() {
    let dir = Dir::new();
    let at = dir.fd();
    let fd = fs::openat(&at, c"large", NEW, Mode::RUSR).unwrap();
    assert_eq!(io::pwrite(&fd, b"far", FAR), Ok(3));
    let again = fs::openat(&at, c"large", OpenFlags::RDONLY, NONE).unwrap();
    let mut buf = [0u8; 3];
    assert_eq!(io::pread(&again, &mut buf, FAR), Ok(3));
    assert_eq!(&buf, b"far");
    let how = how(OpenFlags::RDONLY, ResolveFlags::BENEATH);
    let again = fs::openat2(&at, c"large", &how).unwrap();
    assert_eq!(io::lseek(&again, io::SeekFrom::End(0)), Ok(FAR + 3));
}

#[test]
fn paths_at_the_limit() {
    let dir = Dir::new();
    let at = dir.fd();
    let name = "n".repeat(255);
    std::fs::write(dir.path().join(&name), "").unwrap();
    for len in [255, 257, 4094, 4095] {
        let path = long(len, &name);
        assert_eq!(path.as_bytes().len(), len);
        assert!(
            fs::openat(&at, &path, OpenFlags::RDONLY, NONE).is_ok(),
            "{len}"
        );
        assert!(
            fs::openat2(&at, &path, &OpenHow::default()).is_ok(),
            "{len}"
        );
    }
    ends_at_4096(&name, |path| fs::openat(&at, path, OpenFlags::RDONLY, NONE));
    ends_at_4096(&name, |path| fs::openat2(&at, path, &OpenHow::default()));
}

#[test]
fn openat_errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    symlink("loop", dir.path().join("loop")).unwrap();
    let open = |at: BorrowedFd<'_>, path, flags| fs::openat(at, path, flags, NONE).unwrap_err();
    let at = at.as_fd();
    let read = OpenFlags::RDONLY;
    assert_eq!(open(at, c"", read), Errno::NOENT);
    assert_eq!(open(at, c"nothing", read), Errno::NOENT);
    assert_eq!(open(at, c"file/below", read), Errno::NOTDIR);
    assert_eq!(open(at, c"file", OpenFlags::DIRECTORY), Errno::NOTDIR);
    assert_eq!(open(at, c".", OpenFlags::RDWR), Errno::ISDIR);
    assert_eq!(open(at, c"loop", read), Errno::LOOP);
    assert_eq!(open(closed(), c"file", read), Errno::BADF);
    assert!(
        fs::openat(closed(), &dir.join("file"), read, NONE).is_ok(),
        "absolute"
    );
}

#[test]
fn openat2_restricts_the_walk() {
    if !proc("openat2_restricts_the_walk") {
        return;
    }
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::create_dir(dir.path().join("below")).unwrap();
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    symlink("/file", dir.path().join("absolute")).unwrap();
    let open = |path, resolve| {
        let fd = fs::openat2(&at, path, &how(OpenFlags::RDONLY, resolve))?;
        fs::fstat(fd).map(|stat| stat.size)
    };
    assert_eq!(open(c"link", ResolveFlags::empty()), Ok(3));
    assert_eq!(open(c"link", ResolveFlags::BENEATH), Ok(3));
    assert_eq!(open(c"below/../file", ResolveFlags::BENEATH), Ok(3));
    assert_eq!(open(c"..", ResolveFlags::BENEATH), Err(Errno::XDEV));
    assert_eq!(open(c"/", ResolveFlags::BENEATH), Err(Errno::XDEV));
    assert_eq!(open(c"absolute", ResolveFlags::BENEATH), Err(Errno::XDEV));
    assert_eq!(open(c"absolute", ResolveFlags::IN_ROOT), Ok(3));
    assert_eq!(open(c"../../file", ResolveFlags::IN_ROOT), Ok(3));
    assert_eq!(open(c"link", ResolveFlags::NO_SYMLINKS), Err(Errno::LOOP));
    assert_eq!(
        open(c"/proc/self/exe", ResolveFlags::NO_MAGICLINKS),
        Err(Errno::LOOP)
    );
    assert_eq!(
        open(c"/proc/self/status", ResolveFlags::NO_XDEV),
        Err(Errno::XDEV)
    );
    assert_eq!(open(c"file", ResolveFlags::CACHED), Ok(3));
    let unknown = ResolveFlags::from_bits_retain(1 << 63);
    assert_eq!(open(c"file", unknown), Err(Errno::INVAL));
}

#[test]
fn openat2_flags_and_mode() {
    let dir = Dir::new();
    let at = dir.fd();
    let walk = ResolveFlags::empty();
    let new = OpenHow::new(NEW, Mode::RUSR | Mode::WUSR, walk);
    let fd = fs::openat2(&at, c"file", &new).unwrap();
    assert_eq!(
        fs::fstat(&fd).unwrap().mode.permissions(),
        Mode::RUSR | Mode::WUSR
    );
    assert_eq!(fs::openat2(&at, c"file", &new).unwrap_err(), Errno::EXIST);

    // The crate does not add LARGEFILE to PATH, because the kernel rejects it there.
    let path = how(OpenFlags::PATH | OpenFlags::CLOEXEC, walk);
    let fd = fs::openat2(&at, c"file", &path).unwrap();
    assert_eq!(io::read(&fd, &mut [0u8; 1]), Err(Errno::BADF));
    assert_eq!(io::fcntl_getfl(&fd), Ok(OpenFlags::PATH));

    let mode = OpenHow::new(OpenFlags::RDONLY, Mode::RUSR, walk);
    assert_eq!(fs::openat2(&at, c"file", &mode).unwrap_err(), Errno::INVAL);
    for bit in [31, 63] {
        let mut unknown = OpenHow::default();
        unknown.flags |= 1 << bit;
        assert_eq!(
            fs::openat2(&at, c"file", &unknown).unwrap_err(),
            Errno::INVAL
        );
    }
    for (dir, name, error) in [
        (closed(), c"file", Errno::BADF),
        (at.as_fd(), c"", Errno::NOENT),
        (at.as_fd(), c"nothing", Errno::NOENT),
    ] {
        assert_eq!(fs::openat2(dir, name, &path).unwrap_err(), error);
    }
}
