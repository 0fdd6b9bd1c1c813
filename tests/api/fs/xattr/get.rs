use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, CWD, Mode, OpenFlags, SizeOnly};

use super::{VALUE, has_at, long_paths, name, place};
use crate::api::scratch::closed;
use crate::support::machine::proc;

const NAME: &std::ffi::CStr = c"user.a";

#[test]
fn values_are_read() {
    let Some(place) = place("values_are_read") else {
        return;
    };
    let mut buf = [0xaa; 64];
    assert_eq!(fs::getxattr(&place.file, NAME, &mut buf), Ok(VALUE.len()));
    assert_eq!(buf[..VALUE.len()], *VALUE);
    assert!(buf[VALUE.len()..].iter().all(|&byte| byte == 0xaa));
    let mut room = [MaybeUninit::uninit(); 64];
    assert_eq!(fs::getxattr(&place.link, NAME, &mut room).unwrap(), VALUE);
    assert_eq!(fs::lgetxattr(&place.file, NAME, &mut room).unwrap(), VALUE);
    assert_eq!(fs::fgetxattr(&place.fd, NAME, &mut room).unwrap(), VALUE);
    // A buffer of exactly the value's length, and one larger than any value.
    let exact = &mut room[..VALUE.len()];
    assert_eq!(fs::fgetxattr(&place.fd, NAME, exact).unwrap(), VALUE);
    let mut vast = vec![MaybeUninit::uninit(); 200_000];
    assert_eq!(
        fs::fgetxattr(&place.fd, NAME, &mut vast[..]).unwrap(),
        VALUE
    );
    // The symbolic link itself does not have the attribute.
    assert_eq!(
        fs::lgetxattr(&place.link, NAME, &mut buf),
        Err(Errno::NODATA)
    );
}

#[test]
fn values_are_read_from_a_directory_on() {
    let Some(place) = place("values_are_read_from_a_directory_on") else {
        return;
    };
    if !has_at("values_are_read_from_a_directory_on") {
        return;
    }
    let (at, mut room) = (place.dir.fd(), [MaybeUninit::uninit(); 64]);
    let (none, itself) = (AtFlags::empty(), AtFlags::EMPTY_PATH);
    let read = fs::getxattrat(&at, c"link", none, NAME, &mut room);
    assert_eq!(read.unwrap(), VALUE);
    let read = fs::getxattrat(&place.fd, c"", itself, NAME, &mut room);
    assert_eq!(read.unwrap(), VALUE);
    let read = fs::getxattrat(CWD, &place.file, AtFlags::SYMLINK_NOFOLLOW, NAME, &mut room);
    assert_eq!(read.unwrap(), VALUE);
    let size = fs::getxattrat(&at, c"file", none, NAME, SizeOnly);
    assert_eq!(size, Ok(VALUE.len()));

    let read = |path, flags, name| fs::getxattrat(&at, path, flags, name, &mut [0; 64]);
    let error = read(c"link", AtFlags::SYMLINK_NOFOLLOW, NAME);
    assert_eq!(error, Err(Errno::NODATA));
    assert_eq!(read(c"", none, NAME), Err(Errno::NOENT));
    assert_eq!(read(c"file", AtFlags::REMOVEDIR, NAME), Err(Errno::INVAL));
    assert_eq!(read(c"file", none, c"user.b"), Err(Errno::NODATA));
    assert_eq!(
        fs::getxattrat(closed(), c"file", none, NAME, SizeOnly),
        Err(Errno::BADF)
    );
    assert_eq!(
        fs::getxattrat(&at, c"file", none, NAME, &mut [0; 3]),
        Err(Errno::RANGE)
    );
}

#[test]
fn the_size_alone() {
    let Some(place) = place("the_size_alone") else {
        return;
    };
    let len = VALUE.len();
    assert_eq!(fs::getxattr(&place.file, NAME, SizeOnly), Ok(len));
    assert_eq!(fs::lgetxattr(&place.file, NAME, SizeOnly), Ok(len));
    assert_eq!(fs::fgetxattr(&place.fd, NAME, SizeOnly), Ok(len));
    assert_eq!(
        fs::fgetxattr(&place.fd, c"user.b", SizeOnly),
        Err(Errno::NODATA)
    );
    // For an empty buffer, the length of the value is not returned.
    let mut room: [MaybeUninit<u8>; 0] = [];
    assert_eq!(fs::getxattr(&place.file, NAME, &mut room).unwrap(), b"");
    assert_eq!(fs::fgetxattr(&place.fd, NAME, &mut room[..]).unwrap(), b"");
    assert_eq!(fs::lgetxattr(&place.file, NAME, &mut [0_u8; 0]), Ok(0));
    assert_eq!(
        fs::fgetxattr(&place.fd, c"user.b", &mut room).unwrap_err(),
        Errno::NODATA
    );
    let cut = &mut [0_u8; VALUE.len() - 1];
    assert_eq!(fs::fgetxattr(&place.fd, NAME, cut), Err(Errno::RANGE));
}

#[test]
fn getxattr_errors() {
    if !proc("getxattr_errors") {
        return;
    }
    let Some(place) = place("getxattr_errors") else {
        return;
    };
    let [longest, longer] = long_paths(&place);
    assert_eq!(fs::getxattr(&longest, NAME, SizeOnly), Ok(VALUE.len()));
    for (path, name, error) in [
        (&*longer, NAME, Errno::NAMETOOLONG),
        (c"", NAME, Errno::NOENT),
        (&place.dir.join("none"), NAME, Errno::NOENT),
        (&place.dir.join("file/none"), NAME, Errno::NOTDIR),
        (&place.file, c"user.none", Errno::NODATA),
        (&place.file, c"nobody's.none", Errno::OPNOTSUPP),
        (&place.file, c"", Errno::RANGE),
        (&place.file, &name(255), Errno::NODATA),
        (&place.file, &name(256), Errno::RANGE),
        (c"/proc/self/status", NAME, Errno::OPNOTSUPP),
    ] {
        assert_eq!(fs::getxattr(path, name, SizeOnly), Err(error), "{name:?}");
        assert_eq!(fs::lgetxattr(path, name, SizeOnly), Err(error), "{name:?}");
    }
    assert_eq!(fs::fgetxattr(closed(), NAME, SizeOnly), Err(Errno::BADF));
    let flags = OpenFlags::PATH | OpenFlags::CLOEXEC;
    let path = fs::openat(CWD, &place.file, flags, Mode::empty()).unwrap();
    assert_eq!(fs::fgetxattr(path, NAME, SizeOnly), Err(Errno::BADF));
}
