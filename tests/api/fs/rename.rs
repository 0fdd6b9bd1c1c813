use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Dev, FileType, Mode, OpenFlags, RenameFlags, renameat2};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

const NONE: RenameFlags = RenameFlags::empty();

/// A directory with these files, each of which contains its own name.
fn with(names: &[&str]) -> Dir {
    let dir = Dir::new();
    for name in names {
        std::fs::write(dir.path().join(name), name).unwrap();
    }
    dir
}

fn content(dir: &Dir, name: &str) -> Option<String> {
    std::fs::read_to_string(dir.path().join(name)).ok()
}

#[test]
fn moves_and_replaces() {
    let dir = with(&["a", "b", "link"]);
    let at = dir.fd();
    std::fs::create_dir(dir.path().join("below")).unwrap();
    let flags = OpenFlags::PATH | OpenFlags::CLOEXEC;
    let below = fs::openat(&at, c"below", flags, Mode::empty()).unwrap();
    assert_eq!(renameat2(&at, c"a", &below, c"a", NONE), Ok(()));
    assert_eq!(content(&dir, "a"), None);
    let (old, new) = (dir.join("below/a"), dir.join("b"));
    assert_eq!(renameat2(fs::CWD, &old, fs::CWD, &new, NONE), Ok(()));
    assert_eq!(content(&dir, "b").as_deref(), Some("a"));

    // A symbolic link itself is renamed, and renaming between two names of one file changes
    // nothing.
    std::fs::remove_file(dir.path().join("link")).unwrap();
    symlink("b", dir.path().join("link")).unwrap();
    assert_eq!(renameat2(&at, c"link", &at, c"other", NONE), Ok(()));
    assert!(dir.path().join("other").is_symlink());
    std::fs::hard_link(dir.path().join("b"), dir.path().join("b2")).unwrap();
    assert_eq!(renameat2(&at, c"b", &at, c"b2", NONE), Ok(()));
    assert!(content(&dir, "b").is_some() && content(&dir, "b2").is_some());
}

#[test]
fn flags() {
    let dir = with(&["a", "b"]);
    let at = dir.fd();
    let rename = |old, new, flags| renameat2(&at, old, &at, new, flags);
    let (keep, exchange) = (RenameFlags::NOREPLACE, RenameFlags::EXCHANGE);
    assert_eq!(rename(c"a", c"b", keep), Err(Errno::EXIST));
    assert_eq!(rename(c"a", c"c", keep), Ok(()));
    assert_eq!(rename(c"c", c"b", exchange), Ok(()));
    assert_eq!(content(&dir, "b").as_deref(), Some("a"));
    assert_eq!(content(&dir, "c").as_deref(), Some("b"));
    assert_eq!(rename(c"c", c"d", exchange), Err(Errno::NOENT));
    assert_eq!(rename(c"c", c"d", exchange | keep), Err(Errno::INVAL));
    let unknown = RenameFlags::from_bits_retain(1 << 31);
    assert_eq!(rename(c"c", c"d", unknown), Err(Errno::INVAL));

    match rename(c"c", c"d", RenameFlags::WHITEOUT) {
        Err(error @ (Errno::PERM | Errno::INVAL)) => return skip("rename::flags", error),
        done => assert_eq!(done, Ok(())),
    }
    let left = fs::fstatat(&at, c"c", AtFlags::empty()).unwrap();
    assert_eq!(left.mode.file_type(), FileType::CHR);
    assert_eq!(left.rdev, Dev::default());
}

#[test]
fn errors() {
    if !proc("rename::errors") {
        return;
    }
    let dir = with(&["file"]);
    let at = dir.fd();
    std::fs::create_dir_all(dir.path().join("outer/inner")).unwrap();
    std::fs::create_dir(dir.path().join("other")).unwrap();
    let rename = |old, new| renameat2(&at, old, &at, new, NONE);
    assert_eq!(rename(c"nothing", c"new"), Err(Errno::NOENT));
    assert_eq!(rename(c"", c"new"), Err(Errno::NOENT));
    assert_eq!(rename(c"file", c""), Err(Errno::NOENT));
    assert_eq!(rename(c"file", c"nothing/new"), Err(Errno::NOENT));
    assert_eq!(rename(c"file/below", c"new"), Err(Errno::NOTDIR));
    assert_eq!(rename(c"outer", c"file"), Err(Errno::NOTDIR));
    assert_eq!(rename(c"file", c"outer"), Err(Errno::ISDIR));
    assert_eq!(rename(c"other", c"outer"), Err(Errno::NOTEMPTY));
    assert_eq!(rename(c"outer", c"outer/inner/new"), Err(Errno::INVAL));
    assert_eq!(rename(c".", c"new"), Err(Errno::BUSY));
    let outside = renameat2(&at, c"file", fs::CWD, c"/proc/new", NONE);
    assert_eq!(outside, Err(Errno::XDEV));
    assert_eq!(
        renameat2(closed(), c"file", &at, c"new", NONE),
        Err(Errno::BADF)
    );
    assert_eq!(
        renameat2(&at, c"file", closed(), c"new", NONE),
        Err(Errno::BADF)
    );
    assert_eq!(
        renameat2(&at, c"file", memory(), c"new", NONE),
        Err(Errno::NOTDIR)
    );
    ends_at_4096("file", |old| renameat2(&at, old, &at, c"moved", NONE));
    ends_at_4096("again", |new| {
        std::fs::write(dir.path().join("file"), "").unwrap();
        renameat2(&at, c"file", &at, new, NONE)
    });
}
