//! Starts a program without some of its standard streams, or where there is no `/dev/null`.

use std::io::Error;
use std::os::fd::RawFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// Every set of the three descriptors.
pub(crate) fn sets() -> impl Iterator<Item = Vec<RawFd>> {
    (0..8).map(|set| (0..3).filter(|fd| set >> fd & 1 == 1).collect())
}

/// The program is started with these descriptors closed.
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

/// The program is started with this root directory, in which its path starts. Without the right to do that, `spawn`
/// fails.
pub(crate) fn chroot(command: &mut Command, root: &Path) {
    let root = std::ffi::CString::new(root.as_os_str().as_bytes()).unwrap();
    let chroot = move || {
        // SAFETY: these read a string; a new user namespace gives the right to change the root.
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
    // SAFETY: makes system calls alone.
    unsafe { command.pre_exec(chroot) };
}
