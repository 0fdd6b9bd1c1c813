use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, Cachestat, CachestatRange};
use trapgate::io::{PipeFlags, pipe2};

use crate::api::scratch::{Dir, FAR, closed, memory};
use crate::support::skip::skip;

/// Opens a new file for reading and writing on a disk. A file in memory has no pages to write back
/// or to drop. If temporary files are in memory, prints a skip of `test`.
pub(crate) fn file_on_a_disk(test: &str) -> Option<(Dir, OwnedFd)> {
    let dir = Dir::new();
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let fd = fs::openat(dir.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
    // SAFETY: zeros are a valid value of the struct, and libc writes only the struct.
    let kind = unsafe {
        let mut stat: libc::statfs = std::mem::zeroed();
        assert_eq!(libc::fstatfs(fd.as_raw_fd(), &mut stat), 0);
        stat.f_type as u32
    };
    let why = match kind {
        0x0102_1994 | 0x8584_58f6 => "is in memory",
        0x794c_7630 => "is an overlay, whose files keep their pages elsewhere",
        _ => return Some((dir, fd)),
    };
    skip(test, format_args!("the folder for temporary files {why}"));
    None
}

/// Calls `cachestat`. If the kernel is too old, prints a skip of `test` and returns `None`.
pub(super) fn cached(test: &str, fd: &OwnedFd, off: u64, len: u64) -> Option<Cachestat> {
    match io::cachestat(fd, &CachestatRange::new(off, len)) {
        Err(Errno::NOSYS) => {
            skip(test, "before Linux 6.5");
            None
        }
        stat => Some(stat.unwrap()),
    }
}

#[test]
fn pages_in_the_cache() {
    let test = "pages_in_the_cache";
    let fd = memory();
    let Some(none) = cached(test, &fd, 0, 0) else {
        return;
    };
    assert_eq!(none, Cachestat::default());
    let page = 4096;
    assert_eq!(io::pwrite(&fd, &[1; 3 * 4096], 0), Ok(3 * page as usize));
    assert_eq!(io::pwrite(&fd, b"far", FAR), Ok(3));
    let count = |off, len| cached(test, &fd, off, len).unwrap().nr_cache;
    // A file in memory may have huge pages.
    let (all, near) = (count(0, 0), count(0, 3 * page));
    assert!(all > near && near >= 3, "{all} {near}");
    assert_eq!(count(0, page), 1);
    assert_eq!(count(page - 1, 2), 2, "each page that the range touches");
    assert_eq!(count(FAR, 1), 1);
    assert_eq!(count(FAR, 0) + count(0, FAR & !0xfff), all);
    assert_eq!(count(2 * FAR, 0), 0);
    assert_eq!(count(u64::MAX, 0), 0);
    assert_eq!(count(0, u64::MAX), all);
}

#[test]
fn changed_pages() {
    let test = "changed_pages";
    let Some((_dir, fd)) = file_on_a_disk(test) else {
        return;
    };
    assert_eq!(io::write(&fd, &[1; 8192]), Ok(8192));
    let Some(stat) = cached(test, &fd, 0, 0) else {
        return;
    };
    assert_eq!((stat.nr_cache, stat.nr_dirty), (2, 2), "{stat:?}");
    assert_eq!((stat.nr_writeback, stat.nr_evicted), (0, 0), "{stat:?}");
    assert_eq!(io::fsync(&fd), Ok(()));
    let stat = cached(test, &fd, 0, 0).unwrap();
    assert_eq!((stat.nr_cache, stat.nr_dirty), (2, 0), "{stat:?}");
    assert_eq!(cached(test, &fd, 4096, 0).unwrap().nr_cache, 1);
}

#[test]
fn errors() {
    let range = &CachestatRange::default();
    let error = io::cachestat(closed(), range).unwrap_err();
    if error == Errno::NOSYS {
        return skip("errors", "before Linux 6.5");
    }
    assert_eq!(error, Errno::BADF);
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::cachestat(&reader, range), Ok(Cachestat::default()));
    // SAFETY: the name ends with a null byte; the descriptor is new.
    let raw = unsafe { libc::memfd_create(c"huge".as_ptr(), libc::MFD_HUGETLB) };
    if raw >= 0 {
        // SAFETY: the descriptor is new and has no other owner.
        let huge = unsafe { OwnedFd::from_raw_fd(raw) };
        assert_eq!(io::cachestat(&huge, range), Err(Errno::OPNOTSUPP));
    }
}
