use std::ffi::CString;

use trapgate::Errno;
use trapgate::fs::{self, MemfdFlags};
use trapgate::io::{self, FdFlags};

use crate::support::machine::proc;
use crate::support::skip::skip;

#[test]
fn a_file_in_memory() {
    if !proc("a_file_in_memory") {
        return;
    }
    let fd = fs::memfd_create(c"some name", MemfdFlags::empty()).unwrap();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::empty()));
    let mut link = [0u8; 64];
    let path = CString::new(format!("/proc/self/fd/{}", fd.as_raw_fd())).unwrap();
    let len = fs::readlinkat(fs::CWD, &path, &mut link).unwrap();
    assert_eq!(&link[..len], b"/memfd:some name (deleted)");
    assert_eq!(
        fs::fstat(&fd).map(|stat| (stat.size, stat.nlink)),
        Ok((0, 0))
    );
    let fd = fs::memfd_create(c"", MemfdFlags::CLOEXEC).unwrap();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
}

#[test]
fn seals_when_asked_for() {
    for (flags, seals) in [
        (MemfdFlags::CLOEXEC, libc::F_SEAL_SEAL),
        (MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING, 0),
    ] {
        let fd = fs::memfd_create(c"seals", flags).unwrap();
        // SAFETY: only reads the seals.
        let found = unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GET_SEALS) };
        assert_eq!(found, seals);
    }
}

#[test]
fn executable_or_never() {
    for (flags, mode, seals) in [
        (MemfdFlags::EXEC, 0o777, libc::F_SEAL_SEAL),
        (MemfdFlags::NOEXEC_SEAL, 0o666, 0x20),
    ] {
        let fd = match fs::memfd_create(c"exec", flags | MemfdFlags::CLOEXEC) {
            Err(Errno::INVAL) => return skip("executable_or_never", "before Linux 6.3"),
            fd => fd.unwrap(),
        };
        assert_eq!(fs::fstat(&fd).unwrap().mode.permissions().bits(), mode);
        // SAFETY: only reads the seals.
        let found = unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GET_SEALS) };
        assert_eq!(found, seals);
    }
    let both = MemfdFlags::EXEC | MemfdFlags::NOEXEC_SEAL;
    assert_eq!(fs::memfd_create(c"", both).unwrap_err(), Errno::INVAL);
}

#[test]
fn huge_pages() {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::HUGETLB;
    match fs::memfd_create(c"huge", flags | MemfdFlags::HUGE_2MB) {
        Err(error) => skip("huge_pages", error),
        Ok(fd) => assert_eq!(fs::fstat(&fd).unwrap().blksize, 2 << 20),
    }
    // The size is a number in a bit field. Its bits must not be read as those of a smaller size.
    let flags_2mb = MemfdFlags::HUGETLB | MemfdFlags::HUGE_2MB;
    assert_eq!(format!("{flags_2mb:?}"), "MemfdFlags(HUGETLB | 0x54000000)");
    // x86 has no pages of this size, and without `HUGETLB` a size is an unknown flag.
    let error = fs::memfd_create(c"huge", flags | MemfdFlags::HUGE_8MB).unwrap_err();
    assert!([Errno::NODEV, Errno::INVAL].contains(&error), "{error}");
    let error = fs::memfd_create(c"huge", MemfdFlags::HUGE_2MB).unwrap_err();
    assert_eq!(error, Errno::INVAL);
}

#[test]
fn errors() {
    let name = |len| CString::new("n".repeat(len)).unwrap();
    assert!(fs::memfd_create(&name(249), MemfdFlags::CLOEXEC).is_ok());
    for (len, flags) in [(250, 0), (100_000, 0), (1, 1 << 20), (1, 1 << 31)] {
        let flags = MemfdFlags::from_bits_retain(flags);
        assert_eq!(
            fs::memfd_create(&name(len), flags).unwrap_err(),
            Errno::INVAL
        );
    }
}
