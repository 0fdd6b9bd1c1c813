//! A pseudo-terminal, for programs whose output on a terminal differs.

use std::fs::File;
use std::io::Read as _;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::ptr::null_mut;

/// Opens a pseudo-terminal of this width. Returns the test's end and the program's end.
pub(crate) fn terminal(columns: u16) -> (File, OwnedFd) {
    let size = libc::winsize {
        ws_row: 25,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let (mut ours, mut theirs) = (-1, -1);
    let size = (&raw const size).cast_mut();
    // SAFETY: writes two descriptors and reads the size.
    let done = unsafe { libc::openpty(&mut ours, &mut theirs, null_mut(), null_mut(), size) };
    assert_eq!(done, 0, "{}", std::io::Error::last_os_error());
    // SAFETY: both descriptors are new.
    unsafe { (File::from_raw_fd(ours), OwnedFd::from_raw_fd(theirs)) }
}

/// Returns everything that is written to the terminal until its last user closes it, with `\r\n`
/// changed back to `\n`.
pub(crate) fn shown(mut ours: File) -> String {
    let mut all = vec![];
    // Reading from a terminal that no process has open returns `EIO`.
    let _ = ours.read_to_end(&mut all);
    String::from_utf8_lossy(&all).replace("\r\n", "\n")
}
