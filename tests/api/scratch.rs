//! What the tests of descriptors and files work on.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::fs::{self, MemfdFlags, Mode, OpenFlags};
use trapgate::{Errno, Result};

/// An offset that does not fit 32 bits, odd in both words.
pub(crate) const FAR: u64 = (4 << 30) + 7;

/// A file in memory.
pub(crate) fn memory() -> OwnedFd {
    fs::memfd_create(c"trapgate", MemfdFlags::CLOEXEC).unwrap()
}

/// A number that is not a descriptor: the largest, which no limit lets a process open.
pub(crate) fn closed() -> BorrowedFd<'static> {
    // SAFETY: not open, and that is the purpose: the kernel is asked what it says.
    unsafe { BorrowedFd::borrow_raw(i32::MAX) }
}

/// A path of `len` bytes that leads to `name` in the directory where it starts.
pub(crate) fn long(len: usize, name: &str) -> CString {
    let mut path = "./".repeat((len - name.len()) / 2);
    if (len - name.len()) % 2 == 1 {
        path.push('/');
    }
    CString::new(path + name).unwrap()
}

/// `call` succeeds with a path to `name` of 4095 bytes, and neither with a longer one nor with a part of 256 bytes.
#[track_caller]
pub(crate) fn ends_at_4096<T>(name: &str, call: impl Fn(&CStr) -> Result<T>) {
    assert_eq!(call(&long(4095, name)).err(), None);
    for path in [
        long(4096, name),
        long(100_000, name),
        long(256, &"n".repeat(256)),
    ] {
        assert_eq!(call(&path).err(), Some(Errno::NAMETOOLONG));
    }
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
