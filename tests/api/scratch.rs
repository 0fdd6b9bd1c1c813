//! What the tests of descriptors and files work on.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering::Relaxed};

use trapgate::fs::{self, MemfdFlags, Mode, OpenFlags};
use trapgate::io;
use trapgate::types::fd::{BorrowedFd, OwnedFd};

/// An offset that does not fit 32 bits, odd in both words.
pub(crate) const FAR: u64 = (4 << 30) + 7;

/// A file in memory.
pub(crate) fn memory() -> OwnedFd {
    fs::memfd_create(c"trapgate", MemfdFlags::CLOEXEC).unwrap()
}

/// A number that was a descriptor and is closed: another one each time, out of the range that other threads open.
pub(crate) fn closed() -> BorrowedFd<'static> {
    static NEXT: AtomicI32 = AtomicI32::new(700);
    let fd = io::fcntl_dupfd(memory(), NEXT.fetch_add(1, Relaxed)).unwrap();
    let raw = fd.as_raw_fd();
    io::close(fd).unwrap();
    // SAFETY: not open, and that is the purpose: the kernel is asked what it says.
    unsafe { BorrowedFd::borrow_raw(raw) }
}

/// A directory of the test's own, removed with everything in it.
pub(crate) struct Dir(PathBuf);

impl Dir {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "trapgate-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A file's path, for calls that take it whole.
    pub(crate) fn join(&self, name: &str) -> CString {
        CString::new(self.0.join(name).as_os_str().as_bytes()).unwrap()
    }

    pub(crate) fn fd(&self) -> OwnedFd {
        let flags = OpenFlags::DIRECTORY | OpenFlags::CLOEXEC;
        fs::openat(fs::CWD, &self.join(""), flags, Mode::empty()).unwrap()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}
