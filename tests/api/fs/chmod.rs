use trapgate::Errno;
use trapgate::fs::{self, FileType, Mode, OpenFlags};

use crate::api::scratch::{closed, memory};

#[test]
fn fchmod_sets_the_twelve_bits() {
    let fd = memory();
    for bits in [0, 0o7777, 0o644, 0o4711, 0o1000] {
        assert_eq!(fs::fchmod(&fd, Mode::from_bits_retain(bits)), Ok(()));
        let mode = fs::fstat(&fd).unwrap().mode;
        assert_eq!(
            (mode.permissions().bits(), mode.file_type()),
            (bits, FileType::REG)
        );
    }
    // The kernel ignores a type.
    assert_eq!(fs::fchmod(&fd, Mode::from_bits_retain(0o040_700)), Ok(()));
    assert_eq!(fs::fstat(&fd).unwrap().mode.bits(), 0o100_700);
}

#[test]
fn fchmod_errors() {
    assert_eq!(fs::fchmod(closed(), Mode::RWXU), Err(Errno::BADF));
    let path = fs::openat(fs::CWD, c"/", OpenFlags::PATH, Mode::empty()).unwrap();
    assert_eq!(fs::fchmod(&path, Mode::RWXU), Err(Errno::BADF));
}
