//! Files, directories and paths for the tests of descriptors and files.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::fs::{self, MemfdFlags, Mode, OpenFlags};
use trapgate::{Errno, Result};

/// An offset that does not fit in 32 bits, with both halves nonzero and different.
pub(crate) const FAR: u64 = (4 << 30) + 7;

/// An empty file in memory.
pub(crate) fn memory() -> OwnedFd {
    fs::memfd_create(c"trapgate", MemfdFlags::CLOEXEC).unwrap()
}

/// A number that is not an open descriptor: the largest, which no limit allows.
pub(crate) fn closed() -> BorrowedFd<'static> {
    // SAFETY: the number is never open; the tests only look at the kernel's error.
    unsafe { BorrowedFd::borrow_raw(i32::MAX) }
}

/// A path of `len` bytes that leads to `name` in its starting directory.
pub(crate) fn long(len: usize, name: &str) -> CString {
    let mut path = "./".repeat((len - name.len()) / 2);
    if (len - name.len()) % 2 == 1 {
        path.push('/');
    }
    CString::new(path + name).unwrap()
}

/// Asserts that `call` succeeds with a path to `name` of 4095 bytes, and fails with a longer path
/// or with a component of 256 bytes.
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

/// A directory of this test, which is removed with its contents on drop.
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

    /// The full path of a file in the directory.
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
