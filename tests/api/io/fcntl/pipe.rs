use trapgate::io::{PipeFlags, pipe2};
use trapgate::{Errno, io};

use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine::proc;

#[test]
fn setpipe_sz_rounds_up() {
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).unwrap();
    for (size, rounded) in [
        (0, 4096),
        (1, 4096),
        (4096, 4096),
        (4097, 8192),
        (65_537, 131_072),
        (1 << 20, 1 << 20),
        (3 * 4096, 4 * 4096),
    ] {
        assert_eq!(io::fcntl_setpipe_sz(&writer, size), Ok(rounded), "{size}");
        assert_eq!(io::fcntl_getpipe_sz(&reader), Ok(rounded), "{size}");
    }
    let bytes = [1; 5 * 4096];
    assert_eq!(io::write(&writer, &bytes), Ok(4 * 4096), "full");
    assert_eq!(io::write(&writer, &bytes), Err(Errno::AGAIN));
    assert_eq!(io::fcntl_setpipe_sz(&reader, 4096), Err(Errno::BUSY));
    assert_eq!(io::fcntl_setpipe_sz(&reader, 5 * 4096), Ok(8 * 4096));
    assert_eq!(io::write(&writer, &bytes[..4096]), Ok(4096));
}

#[test]
fn pipe_errors() {
    if !proc("pipe_errors") {
        return;
    }
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    for size in [(1 << 31) + 1, u32::MAX - 4096, u32::MAX] {
        let answer = io::fcntl_setpipe_sz(&reader, size);
        assert_eq!(answer, Err(Errno::INVAL), "{size}");
    }
    assert_eq!(io::fcntl_setpipe_sz(memory(), 4096), Err(Errno::BADF));
    assert_eq!(io::fcntl_getpipe_sz(memory()), Err(Errno::BADF));
    assert_eq!(io::fcntl_setpipe_sz(closed(), 4096), Err(Errno::BADF));
    assert_eq!(io::fcntl_getpipe_sz(closed()), Err(Errno::BADF));
    let limit = std::fs::read_to_string("/proc/sys/fs/pipe-max-size").unwrap();
    let limit: u32 = limit.trim().parse().unwrap();
    child::holds(|| {
        child::without_rights();
        [
            io::fcntl_setpipe_sz(&reader, limit + 1) == Err(Errno::PERM),
            io::fcntl_setpipe_sz(&reader, limit) == Ok(limit),
        ]
    });
}
