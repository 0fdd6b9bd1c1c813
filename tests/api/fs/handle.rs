use std::mem::MaybeUninit;
use std::os::unix::fs::symlink;

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::fs::{
    self, AtFlags, CWD, FileHandle, Mode, MountId, NSFS_ROOT, OpenFlags, PIDFS_ROOT, StatxFlags,
};
use trapgate::{Errno, Result, io};

use crate::api::scratch::{Dir, FAR, closed};
use crate::support::machine::proc;
use crate::support::skip::skip;

/// Returns a handle's bytes, and its mount.
fn handle(dir: impl AsFd, path: &std::ffi::CStr, flags: AtFlags) -> Result<(Vec<u8>, MountId)> {
    let mut room = [MaybeUninit::new(0xaa); FileHandle::ROOM];
    let (handle, id) = fs::name_to_handle_at(dir, path, flags, &mut room)?;
    Ok((handle.as_bytes().to_vec(), id))
}

fn open(mount: impl AsFd, bytes: &[u8], flags: OpenFlags) -> Result<OwnedFd> {
    let handle = FileHandle::from_bytes(bytes).unwrap();
    fs::open_by_handle_at(mount, handle, flags | OpenFlags::CLOEXEC)
}

/// A directory with a file and a link. If the file system does not support handles, prints a skip
/// of `test`.
fn place(test: &str) -> Option<Dir> {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "content").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    if handle(dir.fd(), c"file", AtFlags::empty()) == Err(Errno::OPNOTSUPP) {
        skip(test, "the file system does not support handles");
        return None;
    }
    Some(dir)
}

/// Whether this process may open by a handle. If not, prints a skip of `test`.
fn may(test: &str, dir: &Dir) -> bool {
    let (bytes, _) = handle(dir.fd(), c"file", AtFlags::empty()).unwrap();
    let may = open(dir.fd(), &bytes, OpenFlags::RDONLY);
    if matches!(may, Err(Errno::PERM)) {
        skip(test, "no privilege to open by a handle");
    }
    may.is_ok()
}

#[test]
fn a_handle_is_the_file() {
    let Some(dir) = place("a_handle_is_the_file") else {
        return;
    };
    let (at, none, itself) = (dir.fd(), AtFlags::empty(), AtFlags::EMPTY_PATH);
    let file = handle(&at, c"file", none).unwrap();
    let fd = fs::openat(&at, c"file", OpenFlags::PATH, Mode::empty()).unwrap();
    assert_eq!(handle(&fd, c"", itself).unwrap(), file);
    let followed = handle(&at, c"link", AtFlags::SYMLINK_FOLLOW);
    assert_eq!(followed.unwrap(), file);
    assert_eq!(handle(CWD, &dir.join("file"), none).unwrap(), file);
    let (link, id) = handle(&at, c"link", none).unwrap();
    assert_ne!(link, file.0);
    assert_eq!(id, file.1);

    let parts = FileHandle::from_bytes(&file.0).unwrap();
    assert_eq!(parts.handle().len() + 8, file.0.len());
    assert!(parts.handle_type() > 0 && !parts.handle().is_empty());
    // Compared with libc's function.
    let mut raw = [0xaa_u8; 200];
    raw[..8].copy_from_slice(&[128, 0, 0, 0, 0, 0, 0, 0]);
    let mut mount = 0;
    // SAFETY: passes a string, a header with room for 128 bytes after it, and an `int` for the
    // mount's id.
    let done = unsafe {
        let (at, room) = (at.as_raw_fd(), raw.as_mut_ptr().cast());
        libc::name_to_handle_at(at, c"file".as_ptr(), room, &mut mount, 0)
    };
    assert_eq!(done, 0);
    assert_eq!(FileHandle::from_bytes(&raw).unwrap(), parts);
    assert_eq!(file.1, MountId::Reused(mount));
}

#[test]
fn the_mount_has_two_ids() {
    let Some(dir) = place("the_mount_has_two_ids") else {
        return;
    };
    let (at, none) = (dir.fd(), AtFlags::empty());
    let statx = |mask| fs::statx(&at, c"file", none, mask).unwrap();
    let (bytes, id) = handle(&at, c"file", none).unwrap();
    let known = statx(StatxFlags::MNT_ID);
    assert!(known.mask.contains(StatxFlags::MNT_ID));
    assert_eq!(id, MountId::Reused(known.mnt_id as i32));
    match handle(&at, c"file", AtFlags::HANDLE_MNT_ID_UNIQUE) {
        Err(Errno::INVAL) => skip("the_mount_has_two_ids", "before Linux 6.12"),
        unique => {
            let known = statx(StatxFlags::MNT_ID_UNIQUE);
            assert!(known.mask.contains(StatxFlags::MNT_ID_UNIQUE));
            assert_eq!(unique.unwrap(), (bytes, MountId::Unique(known.mnt_id)));
        }
    }
}

#[test]
fn a_file_opens_by_its_handle() {
    let Some(dir) = place("a_file_opens_by_its_handle") else {
        return;
    };
    if !may("a_file_opens_by_its_handle", &dir) {
        return;
    }
    let at = dir.fd();
    let (bytes, _) = handle(&at, c"file", AtFlags::empty()).unwrap();
    // The handle depends neither on the name nor on its address, nor on the bytes after it.
    std::fs::rename(dir.path().join("file"), dir.path().join("other")).unwrap();
    for from in 0..4 {
        let bytes = [&[0xff; 4][..from], &bytes, b"rest"].concat();
        let fd = open(&at, &bytes[from..], OpenFlags::RDONLY).unwrap();
        let mut buf = [0; 16];
        assert_eq!(io::read(&fd, &mut buf), Ok(7));
        assert_eq!(buf[..7], *b"content");
    }
    let path = open(&at, &bytes, OpenFlags::PATH).unwrap();
    assert_eq!(io::read(&path, &mut [0; 8]), Err(Errno::BADF));
    // A file whose length does not fit in 31 bits.
    let fd = open(&at, &bytes, OpenFlags::RDWR).unwrap();
    fs::ftruncate(&fd, FAR).unwrap();
    drop(fd);
    let fd = open(&at, &bytes, OpenFlags::RDONLY).unwrap();
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR);

    std::fs::remove_file(dir.path().join("other")).unwrap();
    drop((path, fd));
    // A child that another test has just started may still have the file open.
    let gone = || open(&at, &bytes, OpenFlags::RDONLY).err();
    let waited = (0..1000).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(1));
        gone().is_some()
    });
    assert_eq!(gone(), Some(Errno::STALE), "{waited:?}");
}

#[test]
fn handles_of_other_kinds() {
    let Some(dir) = place("handles_of_other_kinds") else {
        return;
    };
    let (at, none) = (dir.fd(), AtFlags::empty());
    let plain = handle(&at, c"file", none).unwrap();
    // Since Linux 6.5 there is a handle for comparison only, which needs no support of the file
    // system.
    match handle(&at, c"file", AtFlags::HANDLE_FID) {
        Err(Errno::INVAL) => skip("handles_of_other_kinds", "before Linux 6.5"),
        fid => assert_eq!(fid.unwrap().1, plain.1),
    }
    match handle(&at, c"file", AtFlags::HANDLE_CONNECTABLE) {
        Err(Errno::INVAL) => skip("handles_of_other_kinds", "before Linux 6.13"),
        Err(Errno::OPNOTSUPP) => {}
        connectable => {
            let (bytes, id) = connectable.unwrap();
            assert_ne!(bytes, plain.0);
            assert_eq!(id, plain.1);
            let both = AtFlags::HANDLE_CONNECTABLE | AtFlags::HANDLE_FID;
            assert_eq!(handle(&at, c"file", both), Err(Errno::INVAL));
        }
    }
}

#[test]
fn processes_and_namespaces_have_handles() {
    if !proc("processes_and_namespaces_have_handles") {
        return;
    }
    let test = "processes_and_namespaces_have_handles";
    let itself = AtFlags::EMPTY_PATH;
    let pid = libc::pid_t::try_from(std::process::id()).unwrap();
    // SAFETY: opens a descriptor and accesses no memory.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
    assert!(fd >= 0);
    // SAFETY: opened above, and has no other owner.
    let pidfd = unsafe { OwnedFd::from_raw_fd(fd as i32) };
    let flags = OpenFlags::CLOEXEC;
    let net = fs::openat(CWD, c"/proc/self/ns/net", flags, Mode::empty()).unwrap();
    for (fd, root, since) in [(pidfd, PIDFS_ROOT, "6.17"), (net, NSFS_ROOT, "6.18")] {
        let opened = handle(&fd, c"", itself).and_then(|(bytes, _)| {
            let handle = FileHandle::from_bytes(&bytes).unwrap();
            fs::open_by_handle_at(root, handle, OpenFlags::RDONLY)
        });
        match opened {
            Err(Errno::OPNOTSUPP | Errno::BADF) => skip(test, format!("before Linux {since}")),
            Err(Errno::PERM) => skip(test, "no privilege to open by a handle"),
            opened => {
                let inode = |fd| fs::fstat(fd).map(|stat| stat.ino);
                assert_eq!(inode(opened.unwrap()), inode(fd));
            }
        }
    }
}

#[test]
fn name_to_handle_at_errors() {
    if !proc("name_to_handle_at_errors") {
        return;
    }
    let Some(dir) = place("name_to_handle_at_errors") else {
        return;
    };
    let (at, none) = (dir.fd(), AtFlags::empty());
    let long = std::ffi::CString::new("/".repeat(4096)).unwrap();
    for (path, flags, error) in [
        (c"none", none, Errno::NOENT),
        (c"", none, Errno::NOENT),
        (c"file/none", none, Errno::NOTDIR),
        (&*long, none, Errno::NAMETOOLONG),
        (c"file", AtFlags::SYMLINK_NOFOLLOW, Errno::INVAL),
        (c"/proc/self/status", none, Errno::OPNOTSUPP),
    ] {
        assert_eq!(handle(&at, path, flags), Err(error), "{path:?}");
    }
    assert_eq!(handle(closed(), c"file", none), Err(Errno::BADF));
}

#[test]
fn open_by_handle_at_errors() {
    if !proc("open_by_handle_at_errors") {
        return;
    }
    let Some(dir) = place("open_by_handle_at_errors") else {
        return;
    };
    let (bytes, _) = handle(dir.fd(), c"file", AtFlags::empty()).unwrap();
    let open = |mount: &OwnedFd, bytes: &[u8]| open(mount, bytes, OpenFlags::RDONLY).unwrap_err();
    if !may("open_by_handle_at_errors", &dir) {
        return;
    }
    let closed = FileHandle::from_bytes(&bytes).unwrap();
    let closed = fs::open_by_handle_at(crate::api::scratch::closed(), closed, OpenFlags::RDONLY);
    assert_eq!(closed.unwrap_err(), Errno::BADF);
    let at = dir.fd();
    // No bytes, more than the maximum, and a valid number of bytes that the file system does not
    // recognise.
    let handle = |len: u32, fill: u8| {
        let part = std::iter::repeat_n(fill, len as usize);
        Vec::from_iter(
            len.to_ne_bytes()
                .into_iter()
                .chain([1, 0, 0, 0])
                .chain(part),
        )
    };
    assert_eq!(open(&at, &handle(0, 0)), Errno::INVAL);
    assert_eq!(open(&at, &handle(129, 0)), Errno::INVAL);
    assert_eq!(open(&at, &handle(128, 0xff)), Errno::STALE);
    assert_eq!(open(&at, &handle(1, 0xff)), Errno::STALE);
    let proc = fs::openat(CWD, c"/proc", OpenFlags::DIRECTORY, Mode::empty()).unwrap();
    assert_eq!(open(&proc, &bytes), Errno::STALE);
}

#[test]
fn bytes_are_a_handle_or_none() {
    let part = |len: u32, part: &[u8]| {
        let head = [len.to_ne_bytes(), (-7_i32).to_ne_bytes()].concat();
        [&head, part].concat()
    };
    let whole = part(3, b"abcd");
    let handle = FileHandle::from_bytes(&whole).unwrap();
    assert_eq!(handle.as_bytes(), &whole[..11]);
    assert_eq!((handle.handle_type(), handle.handle()), (-7, &b"abc"[..]));
    assert_eq!(
        format!("{handle:?}"),
        "FileHandle { handle_type: -7, handle: [97, 98, 99] }"
    );
    assert_eq!(FileHandle::from_bytes(handle.as_bytes()), Some(handle));
    let empty = part(0, b"");
    assert_eq!(FileHandle::from_bytes(&empty).unwrap().handle(), b"");
    for none in [
        part(1, b""),
        part(5, b"abcd"),
        part(u32::MAX, b"abcd"),
        part(u32::MAX - 7, b"abcd"),
        empty[..7].to_vec(),
        Vec::new(),
    ] {
        assert_eq!(FileHandle::from_bytes(&none), None);
    }
}
