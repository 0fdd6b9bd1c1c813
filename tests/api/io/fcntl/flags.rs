use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, FdFlags};

use super::again;
use crate::api::scratch::{Dir, closed, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

#[test]
fn flags_of_the_descriptor() {
    let fd = memory();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
    assert_eq!(io::fcntl_setfd(&fd, FdFlags::empty()), Ok(()));
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::empty()));
    assert_eq!(io::fcntl_setfd(&fd, FdFlags::CLOEXEC), Ok(()));
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
    // The kernel ignores unknown flags.
    let unknown = FdFlags::from_bits_retain(!1);
    assert_eq!(io::fcntl_setfd(&fd, unknown), Ok(()));
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::empty()));
}

#[test]
fn flags_of_the_file() {
    let dir = Dir::new();
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::CLOEXEC | OpenFlags::DSYNC;
    let fd = fs::openat(dir.fd(), c"file", flags, Mode::RUSR).unwrap();
    // The kernel reports LARGEFILE on both targets: it adds it on x86_64, the crate on i686.
    let opened = OpenFlags::WRONLY | OpenFlags::DSYNC | OpenFlags::LARGEFILE;
    assert_eq!(io::fcntl_getfl(&fd), Ok(opened));
    let set = OpenFlags::APPEND | OpenFlags::NONBLOCK;
    assert_eq!(io::fcntl_setfl(&fd, set | OpenFlags::RDWR), Ok(()));
    assert_eq!(
        io::fcntl_getfl(&fd),
        Ok(opened | set),
        "the access mode stays"
    );
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::pwrite(&fd, b"d", 0), Ok(1));
    assert_eq!(std::fs::read(dir.path().join("file")).unwrap(), b"abcd");
}

#[test]
fn a_path_has_flags_of_the_descriptor_alone() {
    if !proc("a_path_has_flags_of_the_descriptor_alone") {
        return;
    }
    let path = again(memory(), OpenFlags::PATH);
    assert_eq!(io::fcntl_getfd(&path), Ok(FdFlags::CLOEXEC));
    assert!(io::fcntl_getfl(&path).unwrap().contains(OpenFlags::PATH));
    assert_eq!(io::fcntl_setfl(&path, OpenFlags::APPEND), Err(Errno::BADF));
}

#[test]
fn created_query_knows_who_made_the_file() {
    let (dir, create) = (Dir::new(), OpenFlags::CREAT | OpenFlags::RDWR);
    let open = || fs::openat(dir.fd(), c"file", create, Mode::RWXU).unwrap();
    match io::fcntl_created_query(open()) {
        Err(Errno::INVAL) => {
            return skip("created_query_knows_who_made_the_file", "before Linux 6.12");
        }
        created => assert_eq!(created, Ok(true)),
    }
    let second = open();
    assert_eq!(io::fcntl_created_query(&second), Ok(false));
    assert_eq!(io::fcntl_created_query(dir.fd()), Ok(false));
}

#[test]
fn flags_errors() {
    let fd = closed();
    assert_eq!(io::fcntl_getfd(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setfd(fd, FdFlags::CLOEXEC), Err(Errno::BADF));
    assert_eq!(io::fcntl_getfl(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setfl(fd, OpenFlags::empty()), Err(Errno::BADF));
    assert_eq!(io::fcntl_created_query(fd), Err(Errno::BADF));
}
