use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::io;
use trapgate::types::fd::{AsFd, OwnedFd};

fn open(path: &str) -> OwnedFd {
    std::os::fd::OwnedFd::from(std::fs::File::open(path).unwrap());
    let file = std::fs::File::open(path).unwrap();
    // SAFETY: the descriptor was just given up by its owner.
    unsafe { OwnedFd::from_raw_fd(std::os::fd::IntoRawFd::into_raw_fd(file)) }
}

#[test]
fn read_fills_and_moves() {
    let fd = open("/proc/self/cmdline");
    let mut first = [0u8; 4];
    assert_eq!(io::read(&fd, &mut first), Ok(4));
    let mut rest = [MaybeUninit::<u8>::uninit(); 4096];
    let filled = io::read(fd.as_fd(), &mut rest).unwrap();
    let all = std::fs::read("/proc/self/cmdline").unwrap();
    assert_eq!([&first[..], filled].concat(), all);
}

#[test]
fn pread_beyond_every_file() {
    let fd = open("/proc/self/exe");
    assert_eq!(io::pread(&fd, &mut [0u8; 8], (4 << 30) + 7), Ok(0));
    assert_eq!(io::pread(&fd, &mut [0u8; 8], u64::MAX), Err(Errno::INVAL));
    let mut magic = [0u8; 4];
    assert_eq!(io::pread(&fd, &mut magic, 0), Ok(4));
    assert_eq!(&magic, b"\x7fELF");
}
