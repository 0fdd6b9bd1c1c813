//! File systems and block devices for tests, backed by files.

use std::ffi::{CString, c_int, c_long};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, Call, Request};
use trapgate::{Errno, Result};

use crate::api::scratch::Dir;
use crate::support::skip::skip;

const LOOP_SET_FD: Request = Request::none(b'L', 0);
const LOOP_CLR_FD: Request = Request::none(b'L', 1);
const LOOP_CTL_GET_FREE: Request = Request::none(b'L', 0x82);

// These requests go through libc, so that restoring does not depend on the functions under test.
const BLKROSET: u32 = 0x125d;
const BLKRASET: u32 = 0x1262;
const BLKRAGET: u32 = 0x1263;

/// Calls `body` with the root of a new file system of this kind, mounted in a new mount namespace.
pub(in crate::api) fn mounted(test: &str, kind: &str, body: impl FnOnce(&Dir) + Send) {
    let Some(disk) = Disk::or_skip(test, 128 << 20) else {
        return;
    };
    let root = Dir::new();
    let mkfs = format!("mkfs.{kind}");
    let path = disk.path.to_str().unwrap();
    match Command::new(&mkfs).args(["-q", path]).output() {
        Ok(output) if output.status.success() => {}
        other => return skip(test, format!("{mkfs}: {other:?}")),
    }
    let kind = CString::new(kind).unwrap();
    let work = || {
        // SAFETY: this thread has its own namespace, from which no mount propagates.
        let mounted = unsafe {
            let none = std::ptr::null();
            let private = libc::MS_REC | libc::MS_PRIVATE;
            let (device, root) = (disk.path.as_ptr(), root.join(""));
            libc::unshare(libc::CLONE_NEWNS) == 0
                && libc::mount(none, c"/".as_ptr(), none, private, none.cast()) == 0
                && libc::mount(device, root.as_ptr(), kind.as_ptr(), 0, none.cast()) == 0
        };
        if mounted {
            body(&root);
        } else {
            let error = std::io::Error::last_os_error();
            skip(test, format!("cannot mount {kind:?}: {error}"));
        }
    };
    // The mount disappears with the thread's namespace.
    let done = std::thread::scope(|scope| scope.spawn(work).join());
    if let Err(why) = done {
        std::panic::resume_unwind(why);
    }
}

/// A block device backed by a file. Its settings are restored when the test ends or fails.
pub(in crate::api) struct Disk {
    pub(in crate::api) device: OwnedFd,
    pub(in crate::api) path: CString,
    pub(in crate::api) number: usize,
    /// The original read-ahead.
    read_ahead: c_long,
    dir: Dir,
}

impl Disk {
    /// Makes a writable device of this length that contains zeros.
    pub(in crate::api) fn new(len: u64) -> Result<Self> {
        let dir = Dir::new();
        std::fs::File::create(dir.path().join("disk"))
            .unwrap()
            .set_len(len)
            .unwrap();
        let flags = OpenFlags::RDWR | OpenFlags::CLOEXEC;
        let open = |path: &_| fs::openat(fs::CWD, path, flags, Mode::empty());
        let file = open(&dir.join("disk"))?;
        let control = open(c"/dev/loop-control")?;
        let mut last = Errno::BUSY;
        for _ in 0..200 {
            // SAFETY: a request of the loop driver, whose argument is a number or a descriptor.
            let number = unsafe { io::ioctl(&control, Call::new(LOOP_CTL_GET_FREE, 0)) }?;
            let path = CString::new(format!("/dev/loop{number}")).unwrap();
            let attached = open(&path).and_then(|device| {
                let file = file.as_raw_fd() as usize;
                // SAFETY: as above.
                unsafe { io::ioctl(&device, Call::new(LOOP_SET_FD, file)) }.map(|_| device)
            });
            match attached {
                Ok(device) => {
                    let disk = Self {
                        read_ahead: read_ahead(&device),
                        device,
                        path,
                        number,
                        dir,
                    };
                    // Another test or program may have left the device read-only.
                    disk.make_writable();
                    return Ok(disk);
                }
                // Another program took the device first, or its file does not exist yet.
                Err(error @ (Errno::BUSY | Errno::NXIO | Errno::NOENT)) => last = error,
                Err(error) => return Err(error),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(last)
    }

    fn make_writable(&self) {
        let no: c_int = 0;
        // SAFETY: the kernel reads an `int`.
        unsafe { libc::ioctl(self.device.as_raw_fd(), BLKROSET as _, &raw const no) };
    }

    /// Like `new`, but prints a skip of `test` and returns `None` if that fails.
    pub(in crate::api) fn or_skip(test: &str, len: u64) -> Option<Self> {
        match Self::new(len) {
            Ok(disk) => Some(disk),
            Err(error) => {
                skip(test, format!("cannot make a loop device: {error}"));
                None
            }
        }
    }

    /// The file behind the device.
    pub(in crate::api) fn file(&self) -> impl AsRef<Path> + use<> {
        self.dir.path().join("disk")
    }

    /// Reads a number about the device from a file below `/sys/block`.
    pub(in crate::api) fn says(&self, what: &str) -> u64 {
        let text =
            std::fs::read_to_string(format!("/sys/block/loop{}/{what}", self.number)).unwrap();
        text.trim().parse().unwrap()
    }
}

/// Reads a device's read-ahead.
fn read_ahead(device: &OwnedFd) -> c_long {
    let mut units = 0;
    // SAFETY: the kernel writes a `long`.
    let done = unsafe { libc::ioctl(device.as_raw_fd(), BLKRAGET as _, &raw mut units) };
    assert_eq!(done, 0);
    units
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.make_writable();
        // SAFETY: the argument is a number.
        unsafe { libc::ioctl(self.device.as_raw_fd(), BLKRASET as _, self.read_ahead) };
        // SAFETY: a request of the loop driver. If the device is still mounted, the driver detaches
        // it after the unmount.
        let _ = unsafe { io::ioctl(&self.device, Call::new(LOOP_CLR_FD, 0)) };
    }
}
