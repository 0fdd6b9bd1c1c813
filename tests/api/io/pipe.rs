use trapgate::Errno;
use trapgate::io::{self, PipeFlags, pipe2};

use crate::api::event::cloexec;

#[test]
fn pipe2_carries_bytes() {
    let (reader, writer) = pipe2(PipeFlags::empty()).unwrap();
    assert!(!cloexec(&reader) && !cloexec(&writer));
    assert_eq!(io::write(&writer, b"through"), Ok(7));
    let mut buf = [0; 16];
    assert_eq!(io::read(&reader, &mut buf), Ok(7));
    assert_eq!(&buf[..7], b"through");
    drop(writer);
    assert_eq!(io::read(&reader, &mut buf), Ok(0));
    assert_eq!(io::write(&reader, b""), Err(Errno::BADF));
}

#[test]
fn pipe2_flags() {
    let flags = PipeFlags::CLOEXEC | PipeFlags::NONBLOCK | PipeFlags::DIRECT;
    let (reader, writer) = pipe2(flags).unwrap();
    assert!(cloexec(&reader) && cloexec(&writer));
    let mut buf = [0; 16];
    assert_eq!(io::read(&reader, &mut buf), Err(Errno::AGAIN));
    for packet in [b"one", b"two"] {
        assert_eq!(io::write(&writer, packet), Ok(3));
    }
    assert_eq!(io::read(&reader, &mut buf), Ok(3));
    let unknown = pipe2(PipeFlags::from_bits_retain(1));
    assert_eq!(unknown.err(), Some(Errno::INVAL));
}
