use trapgate::Errno;
use trapgate::fs::{self, AtFlags, CWD, Mode, OpenFlags, XattrArgs, XattrFlags};

use super::{VALUE, has_at, long_paths, name, place, value};
use crate::api::scratch::closed;
use crate::support::machine::{Right, capable};
use crate::support::skip::skip;

const ANY: XattrFlags = XattrFlags::empty();

#[test]
fn values_are_set() {
    let Some(place) = place("values_are_set") else {
        return;
    };
    fs::setxattr(&place.link, c"user.b", b"1", ANY).unwrap();
    assert_eq!(value(&place, c"user.b").unwrap(), b"1");
    fs::lsetxattr(&place.file, c"user.b", b"", ANY).unwrap();
    assert_eq!(value(&place, c"user.b").unwrap(), b"");
    fs::fsetxattr(&place.fd, c"user.a", b"\0\0\0", XattrFlags::REPLACE).unwrap();
    assert_eq!(value(&place, c"user.a").unwrap(), b"\0\0\0");
    // A descriptor that is open for reading only is enough.
    let fd = fs::openat(CWD, &place.file, OpenFlags::CLOEXEC, Mode::empty()).unwrap();
    fs::fsetxattr(fd, c"user.c", &[0xff; 300], XattrFlags::CREATE).unwrap();
    assert_eq!(value(&place, c"user.c").unwrap(), [0xff; 300]);
}

#[test]
fn values_are_set_from_a_directory_on() {
    let Some(place) = place("values_are_set_from_a_directory_on") else {
        return;
    };
    if !has_at("values_are_set_from_a_directory_on") {
        return;
    }
    let (at, none) = (place.dir.fd(), AtFlags::empty());
    let bytes = *b"some value";
    let args = XattrArgs::new(&bytes[5..], XattrFlags::CREATE);
    fs::setxattrat(&at, c"link", none, c"user.b", &args).unwrap();
    assert_eq!(value(&place, c"user.b").unwrap(), b"value");
    let args = XattrArgs::new(b"", XattrFlags::REPLACE);
    let itself = AtFlags::EMPTY_PATH | AtFlags::SYMLINK_NOFOLLOW;
    fs::setxattrat(&place.fd, c"", itself, c"user.a", &args).unwrap();
    assert_eq!(value(&place, c"user.a").unwrap(), b"");

    let set = |path, flags, name, value, how| {
        fs::setxattrat(&at, path, flags, name, &XattrArgs::new(value, how))
    };
    for (path, flags, how, error) in [
        (c"file", none, XattrFlags::CREATE, Errno::EXIST),
        (c"file", none, XattrFlags::from_bits_retain(4), Errno::INVAL),
        (c"file", AtFlags::REMOVEDIR, ANY, Errno::INVAL),
        (c"none", none, ANY, Errno::NOENT),
        (c"", none, ANY, Errno::NOENT),
        (c"link", AtFlags::SYMLINK_NOFOLLOW, ANY, Errno::PERM),
    ] {
        let set = set(path, flags, c"user.a", b"a", how);
        assert_eq!(set, Err(error), "{path:?} {flags:?} {how:?}");
    }
    let vast = set(c"file", none, c"user.a", &[0; 65537], ANY);
    assert_eq!(vast, Err(Errno::_2BIG));
    let args = XattrArgs::new(b"a", ANY);
    assert_eq!(
        fs::setxattrat(closed(), c"file", none, c"user.a", &args),
        Err(Errno::BADF)
    );
}

#[test]
fn a_links_own_attribute() {
    let Some(place) = place("a_links_own_attribute") else {
        return;
    };
    let set = |name| fs::lsetxattr(&place.link, name, b"the link's", ANY);
    assert_eq!(set(c"user.l"), Err(Errno::PERM));
    if !capable(Right::SysAdmin) {
        return skip(
            "a_links_own_attribute",
            "no privilege to set a trusted attribute",
        );
    }
    set(c"trusted.l").unwrap();
    let mut buf = [0; 10];
    assert_eq!(fs::lgetxattr(&place.link, c"trusted.l", &mut buf), Ok(10));
    assert_eq!(buf, *b"the link's");
    let followed = fs::getxattr(&place.link, c"trusted.l", &mut buf);
    assert_eq!(followed, Err(Errno::NODATA));
    let names = fs::llistxattr(&place.link, &mut buf);
    assert_eq!((names, &buf), (Ok(10), b"trusted.l\0"));
    fs::lremovexattr(&place.link, c"trusted.l").unwrap();
    let gone = fs::lgetxattr(&place.link, c"trusted.l", &mut buf);
    assert_eq!(gone, Err(Errno::NODATA));
}

#[test]
fn setxattr_errors() {
    let Some(place) = place("setxattr_errors") else {
        return;
    };
    let [longest, longer] = long_paths(&place);
    fs::setxattr(&longest, c"user.a", VALUE, ANY).unwrap();
    let (new, unknown) = (
        XattrFlags::CREATE,
        XattrFlags::from_bits_retain(0x8000_0000),
    );
    let vast = [0; 65537];
    for (path, name, value, flags, error) in [
        (&*place.file, c"user.a", VALUE, new, Errno::EXIST),
        (
            &place.file,
            c"user.b",
            VALUE,
            XattrFlags::REPLACE,
            Errno::NODATA,
        ),
        (&place.file, c"user.a", VALUE, unknown, Errno::INVAL),
        (&place.file, c"user.a", &vast, ANY, Errno::_2BIG),
        (&place.file, c"", VALUE, ANY, Errno::RANGE),
        (&place.file, &name(256), VALUE, ANY, Errno::RANGE),
        (&place.file, c"nobody's.a", VALUE, ANY, Errno::OPNOTSUPP),
        (&place.dir.join("none"), c"user.a", VALUE, ANY, Errno::NOENT),
        (&longer, c"user.a", VALUE, ANY, Errno::NAMETOOLONG),
    ] {
        let set = fs::setxattr(path, name, value, flags);
        assert_eq!(set, Err(error), "{name:?}");
        let set = fs::lsetxattr(path, name, value, flags);
        assert_eq!(set, Err(error), "{name:?}");
    }
    assert_eq!(
        fs::fsetxattr(closed(), c"user.a", VALUE, ANY),
        Err(Errno::BADF)
    );
    assert_eq!(
        fs::fsetxattr(&place.fd, c"user.a", VALUE, new),
        Err(Errno::EXIST)
    );
    assert_eq!(value(&place, c"user.a").unwrap(), VALUE);
    // The longest possible name.
    fs::fsetxattr(&place.fd, &name(255), b"long", new).unwrap();
    assert_eq!(value(&place, &name(255)).unwrap(), b"long");
}
