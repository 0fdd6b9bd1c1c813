use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::{Errno, io};

use crate::api::scratch::{closed, memory};
use crate::skip::skip;

#[test]
fn tiocgwinsz_tells_what_was_set() {
    let flags = OpenFlags::RDWR | OpenFlags::NOCTTY | OpenFlags::CLOEXEC;
    let terminal = match fs::openat(fs::CWD, c"/dev/ptmx", flags, Mode::empty()) {
        Ok(terminal) => terminal,
        Err(error) => {
            return skip(
                "tiocgwinsz_tells_what_was_set",
                format!("/dev/ptmx: {error}"),
            );
        }
    };
    let set = libc::winsize {
        ws_row: 0x1234,
        ws_col: u16::MAX,
        ws_xpixel: 3,
        ws_ypixel: 4,
    };
    // SAFETY: the request reads `set`.
    let done = unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TIOCSWINSZ, &set) };
    assert_eq!(done, 0);
    let size = io::ioctl_tiocgwinsz(&terminal).unwrap();
    assert_eq!(
        [size.row, size.col, size.xpixel, size.ypixel],
        [0x1234, u16::MAX, 3, 4]
    );
}

#[test]
fn tiocgwinsz_errors() {
    assert_eq!(io::ioctl_tiocgwinsz(memory()), Err(Errno::NOTTY));
    assert_eq!(io::ioctl_tiocgwinsz(closed()), Err(Errno::BADF));
}
