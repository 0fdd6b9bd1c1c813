use trapgate::Errno;
use trapgate::fs::{self, AtFlags};

use crate::api::scratch::{Dir, closed, ends_at_4096};

#[test]
fn unlinkat_removes() {
    let dir = Dir::new();
    let (at, none) = (dir.fd(), AtFlags::empty());
    std::fs::write(dir.path().join("file"), "").unwrap();
    std::fs::create_dir_all(dir.path().join("outer/inner")).unwrap();

    assert_eq!(
        fs::unlinkat(&at, c"file", AtFlags::REMOVEDIR),
        Err(Errno::NOTDIR)
    );
    assert_eq!(fs::unlinkat(&at, c"file", none), Ok(()));
    assert_eq!(fs::unlinkat(&at, c"file", none), Err(Errno::NOENT));
    assert!(!dir.path().join("file").exists());

    assert_eq!(fs::unlinkat(&at, c"outer", none), Err(Errno::ISDIR));
    assert_eq!(
        fs::unlinkat(&at, c"outer", AtFlags::REMOVEDIR),
        Err(Errno::NOTEMPTY)
    );
    assert_eq!(
        fs::unlinkat(fs::CWD, &dir.join("outer/inner"), AtFlags::REMOVEDIR),
        Ok(())
    );
    assert_eq!(fs::unlinkat(&at, c"outer", AtFlags::REMOVEDIR), Ok(()));
    assert!(!dir.path().join("outer").exists());
}

#[test]
fn unlinkat_errors() {
    let dir = Dir::new();
    let none = AtFlags::empty();
    assert_eq!(fs::unlinkat(dir.fd(), c"", none), Err(Errno::NOENT));
    assert_eq!(fs::unlinkat(closed(), c"file", none), Err(Errno::BADF));
    let unknown = AtFlags::from_bits_retain(1);
    assert_eq!(fs::unlinkat(dir.fd(), c"file", unknown), Err(Errno::INVAL));
    assert_eq!(
        fs::unlinkat(dir.fd(), c".", AtFlags::REMOVEDIR),
        Err(Errno::INVAL)
    );
    std::fs::write(dir.path().join("file"), "").unwrap();
    ends_at_4096("file", |path| fs::unlinkat(dir.fd(), path, none));
}
