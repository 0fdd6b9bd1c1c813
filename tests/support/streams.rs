//! Starts programs without some of their standard streams, or in a root directory without
//! `/dev/null`.

use std::io::Error;
use std::os::fd::RawFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// Returns every subset of the three descriptors.
pub(crate) fn sets() -> impl Iterator<Item = Vec<RawFd>> {
    (0..8).map(|set| (0..3).filter(|fd| set >> fd & 1 == 1).collect())
}

/// Makes `command` start its program with these descriptors closed.
pub(crate) fn close(command: &mut Command, fds: &[RawFd]) {
    let fds = fds.to_vec();
    let close = move || {
        for &fd in &fds {
            // SAFETY: the child does not use its standard streams before exec.
            unsafe { libc::close(fd) };
        }
        Ok(())
    };
    // SAFETY: `close` may be called between fork and exec.
    unsafe { command.pre_exec(close) };
}

/// Makes `command` start its program in this root directory, to which the program's path is
/// relative. If the process may not change its root, `spawn` fails.
pub(crate) fn chroot(command: &mut Command, root: &Path) {
    let root = std::ffi::CString::new(root.as_os_str().as_bytes()).unwrap();
    let chroot = move || {
        // SAFETY: the calls read a string; a new user namespace gives the child the right to change
        // its root.
        let done = unsafe {
            libc::chroot(root.as_ptr()) == 0
                || libc::unshare(libc::CLONE_NEWUSER) == 0 && libc::chroot(root.as_ptr()) == 0
        };
        // SAFETY: reads a string.
        if done && unsafe { libc::chdir(c"/".as_ptr()) } == 0 {
            return Ok(());
        }
        Err(Error::last_os_error())
    };
    // SAFETY: the closure only makes system calls.
    unsafe { command.pre_exec(chroot) };
}
