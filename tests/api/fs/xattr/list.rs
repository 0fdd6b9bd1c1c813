use std::collections::BTreeSet;
use std::ffi::CStr;
use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, CWD, SizeOnly, XattrFlags, XattrNames};

use super::{has_at, long_paths, name, place};
use crate::api::scratch::closed;

/// The names of user attributes only, because a system may add others to every file.
fn user(bytes: &[u8]) -> BTreeSet<&CStr> {
    let mut names = XattrNames::new(bytes);
    let found = names
        .by_ref()
        .filter(|name| name.to_bytes().starts_with(b"user."));
    let found = found.collect();
    assert!(names.is_empty(), "{bytes:?}");
    found
}

#[test]
fn names_are_listed() {
    let Some(place) = place("names_are_listed") else {
        return;
    };
    let long = name(255);
    let all = BTreeSet::from([c"user.a", c"user.b", c"user.", &long]);
    for name in [c"user.b", &long] {
        fs::setxattr(&place.file, name, b"", XattrFlags::CREATE).unwrap();
    }
    // Not every file system accepts a name that consists of the prefix only.
    let short = fs::setxattr(&place.file, c"user.", b"", XattrFlags::CREATE);
    let all: BTreeSet<&CStr> = all
        .into_iter()
        .filter(|&name| name != c"user." || short.is_ok())
        .collect();

    let mut room = [MaybeUninit::uninit(); 4096];
    assert_eq!(user(fs::listxattr(&place.link, &mut room).unwrap()), all);
    assert_eq!(user(fs::llistxattr(&place.file, &mut room).unwrap()), all);
    assert_eq!(user(fs::flistxattr(&place.fd, &mut room).unwrap()), all);
    let mut buf = [0; 4096];
    let len = fs::flistxattr(&place.fd, &mut buf).unwrap();
    assert_eq!(user(&buf[..len]), all);
    let link = fs::llistxattr(&place.link, &mut room).unwrap();
    assert!(user(link).is_empty());

    // The size alone is returned. A buffer of that size is enough, one of a byte less is not, and
    // an empty one gets nothing.
    assert_eq!(fs::listxattr(&place.file, SizeOnly), Ok(len));
    assert_eq!(fs::llistxattr(&place.file, SizeOnly), Ok(len));
    assert_eq!(fs::flistxattr(&place.fd, SizeOnly), Ok(len));
    assert_eq!(fs::listxattr(&place.file, &mut buf[..len]), Ok(len));
    let cut = fs::llistxattr(&place.file, &mut room[..len - 1]);
    assert_eq!(cut.unwrap_err(), Errno::RANGE);
    assert_eq!(fs::listxattr(&place.file, &mut room[..0]).unwrap(), b"");
    assert_eq!(fs::flistxattr(&place.fd, &mut buf[..0]), Ok(0));
}

#[test]
fn names_are_listed_from_a_directory_on() {
    let Some(place) = place("names_are_listed_from_a_directory_on") else {
        return;
    };
    if !has_at("names_are_listed_from_a_directory_on") {
        return;
    }
    let (at, none) = (place.dir.fd(), AtFlags::empty());
    let (itself, link) = (AtFlags::EMPTY_PATH, AtFlags::SYMLINK_NOFOLLOW);
    let one = BTreeSet::from([c"user.a"]);
    let mut room = [MaybeUninit::uninit(); 256];
    let list = fs::listxattrat(&at, c"link", none, &mut room);
    assert_eq!(user(list.unwrap()), one);
    let list = fs::listxattrat(&place.fd, c"", itself, &mut room);
    assert_eq!(user(list.unwrap()), one);
    let list = fs::listxattrat(CWD, &place.link, link, &mut room);
    assert!(user(list.unwrap()).is_empty());
    let size = fs::listxattrat(&at, c"file", none, SizeOnly);
    assert_eq!(size, fs::flistxattr(&place.fd, SizeOnly));

    let list = |path, flags| fs::listxattrat(&at, path, flags, SizeOnly);
    assert_eq!(list(c"", none), Err(Errno::NOENT));
    assert_eq!(list(c"none", none), Err(Errno::NOENT));
    assert_eq!(list(c"file", AtFlags::REMOVEDIR), Err(Errno::INVAL));
    assert_eq!(
        fs::listxattrat(closed(), c"file", none, SizeOnly),
        Err(Errno::BADF)
    );
    assert_eq!(
        fs::listxattrat(&at, c"file", none, &mut [0; 3]),
        Err(Errno::RANGE)
    );
}

#[test]
fn listxattr_errors() {
    let Some(place) = place("listxattr_errors") else {
        return;
    };
    let [longest, longer] = long_paths(&place);
    assert_eq!(
        fs::listxattr(&longest, SizeOnly),
        fs::flistxattr(&place.fd, SizeOnly)
    );
    for (path, error) in [
        (&*longer, Errno::NAMETOOLONG),
        (c"", Errno::NOENT),
        (&place.dir.join("none"), Errno::NOENT),
        (&place.dir.join("file/none"), Errno::NOTDIR),
    ] {
        assert_eq!(fs::listxattr(path, SizeOnly), Err(error));
        assert_eq!(fs::llistxattr(path, SizeOnly), Err(error));
    }
    assert_eq!(fs::flistxattr(closed(), SizeOnly), Err(Errno::BADF));
}

#[test]
fn names_are_taken_apart() {
    let names = XattrNames::new(b"user.a\0\0b\0end");
    assert_eq!(format!("{names:?}"), r#"["user.a", "", "b"]"#);
    assert!(names.clone().eq([c"user.a", c"", c"b"]));
    let mut names = names.skip(2);
    assert_eq!(names.next(), Some(c"b"));
    for _ in 0..3 {
        assert_eq!(names.next(), None);
    }
    let mut names = XattrNames::new(b"\0");
    assert!(!names.is_empty());
    assert_eq!(names.next(), Some(c""));
    assert!(names.is_empty());
    assert_eq!(XattrNames::new(b"").next(), None);
    let mut none = XattrNames::new(b"end");
    assert_eq!((none.next(), none.is_empty()), (None, false));
}
