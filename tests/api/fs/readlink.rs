use std::mem::MaybeUninit;
use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};

use crate::api::scratch::{Dir, closed, ends_at_4096};

#[test]
fn readlinkat_fills_what_it_can() {
    let dir = Dir::new();
    let target = "t".repeat(4095);
    symlink("some/where", dir.path().join("link")).unwrap();
    symlink(&target, dir.path().join("long")).unwrap();
    let at = dir.fd();
    let mut buf = [b'-'; 12];
    assert_eq!(fs::readlinkat(&at, c"link", &mut buf), Ok(10));
    assert_eq!(&buf, b"some/where--");
    let mut room = [MaybeUninit::uninit(); 64];
    assert_eq!(
        fs::readlinkat(&at, c"link", &mut room[..4]).unwrap(),
        b"some"
    );
    assert_eq!(
        fs::readlinkat(fs::CWD, &dir.join("link"), &mut room).unwrap(),
        b"some/where"
    );
    let mut room = vec![MaybeUninit::uninit(); 8192];
    assert_eq!(
        fs::readlinkat(&at, c"long", &mut room[..]).unwrap(),
        target.as_bytes()
    );

    let itself = OpenFlags::PATH | OpenFlags::NOFOLLOW | OpenFlags::CLOEXEC;
    let link = fs::openat(&at, c"link", itself, Mode::empty()).unwrap();
    assert_eq!(fs::readlinkat(link, c"", &mut buf), Ok(10));
}

/// The kernel takes the size as a signed 32-bit number.
#[cfg(target_pointer_width = "64")]
#[test]
fn readlinkat_into_more_than_2_gib() {
    use crate::api::huge::{SIZES, huge};
    let dir = Dir::new();
    symlink("some/where", dir.path().join("link")).unwrap();
    let at = dir.fd();
    let Some(mut room) = huge("readlinkat_into_more_than_2_gib") else {
        return;
    };
    let room = room.bytes();
    for len in SIZES {
        let found = fs::readlinkat(&at, c"link", &mut room[..len]).unwrap();
        assert_eq!(found, b"some/where", "{len:#x}");
    }
}

#[test]
fn readlinkat_errors() {
    let dir = Dir::new();
    symlink("some/where", dir.path().join("link")).unwrap();
    let at = dir.fd();
    assert_eq!(
        fs::readlinkat(&at, c"link", &mut [0u8; 0]),
        Err(Errno::INVAL)
    );
    assert_eq!(fs::readlinkat(&at, c".", &mut [0u8; 8]), Err(Errno::INVAL));
    assert_eq!(
        fs::readlinkat(&at, c"nothing", &mut [0u8; 8]),
        Err(Errno::NOENT)
    );
    assert_eq!(
        fs::readlinkat(closed(), c"link", &mut [0u8; 8]),
        Err(Errno::BADF)
    );
    // An empty path means an open symbolic link, and a directory is not one.
    assert_eq!(fs::readlinkat(&at, c"", &mut [0u8; 8]), Err(Errno::NOENT));
    ends_at_4096("link", |path| fs::readlinkat(&at, path, &mut [0u8; 16]));
}
