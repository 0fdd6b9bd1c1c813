use trapgate::Errno;
use trapgate::fs::{self, AtFlags, XattrFlags};

use super::{has_at, long_paths, name, place, value};
use crate::api::scratch::closed;

#[test]
fn attributes_are_removed() {
    let Some(place) = place("attributes_are_removed") else {
        return;
    };
    for name in [c"user.b", c"user.c"] {
        fs::fsetxattr(&place.fd, name, b"value", XattrFlags::CREATE).unwrap();
    }
    for (remove, name) in [
        (fs::removexattr(&place.link, c"user.a"), c"user.a"),
        (fs::lremovexattr(&place.file, c"user.b"), c"user.b"),
        (fs::fremovexattr(&place.fd, c"user.c"), c"user.c"),
    ] {
        assert_eq!(remove, Ok(()), "{name:?}");
        assert_eq!(value(&place, name), Err(Errno::NODATA));
    }
}

#[test]
fn attributes_are_removed_from_a_directory_on() {
    let Some(place) = place("attributes_are_removed_from_a_directory_on") else {
        return;
    };
    if !has_at("attributes_are_removed_from_a_directory_on") {
        return;
    }
    let (at, none) = (place.dir.fd(), AtFlags::empty());
    let remove = |path, flags, name| fs::removexattrat(&at, path, flags, name);
    for (path, flags, name, error) in [
        (c"link", AtFlags::SYMLINK_NOFOLLOW, c"user.a", Errno::PERM),
        (c"file", AtFlags::REMOVEDIR, c"user.a", Errno::INVAL),
        (c"file", none, c"user.b", Errno::NODATA),
        (c"none", none, c"user.a", Errno::NOENT),
        (c"", none, c"user.a", Errno::NOENT),
    ] {
        assert_eq!(remove(path, flags, name), Err(error), "{path:?} {flags:?}");
    }
    let gone = fs::removexattrat(closed(), c"file", none, c"user.a");
    assert_eq!(gone, Err(Errno::BADF));
    assert!(value(&place, c"user.a").is_ok());
    assert_eq!(remove(c"link", none, c"user.a"), Ok(()));
    assert_eq!(value(&place, c"user.a"), Err(Errno::NODATA));
    fs::fsetxattr(&place.fd, c"user.b", b"", XattrFlags::CREATE).unwrap();
    fs::removexattrat(&place.fd, c"", AtFlags::EMPTY_PATH, c"user.b").unwrap();
    assert_eq!(value(&place, c"user.b"), Err(Errno::NODATA));
}

#[test]
fn removexattr_errors() {
    let Some(place) = place("removexattr_errors") else {
        return;
    };
    let [longest, longer] = long_paths(&place);
    for (path, name, error) in [
        (&*place.file, c"user.b", Errno::NODATA),
        (&place.file, c"", Errno::RANGE),
        (&place.file, &name(256), Errno::RANGE),
        (&place.file, c"nobody's.a", Errno::OPNOTSUPP),
        (&place.dir.join("none"), c"user.a", Errno::NOENT),
        (&longer, c"user.a", Errno::NAMETOOLONG),
    ] {
        let removed = fs::removexattr(path, name);
        assert_eq!(removed, Err(error), "{name:?}");
        let removed = fs::lremovexattr(path, name);
        assert_eq!(removed, Err(error), "{name:?}");
    }
    assert_eq!(fs::fremovexattr(closed(), c"user.a"), Err(Errno::BADF));
    assert_eq!(fs::lremovexattr(&place.link, c"user.a"), Err(Errno::PERM));
    assert_eq!(fs::removexattr(&longest, c"user.a"), Ok(()));
}
