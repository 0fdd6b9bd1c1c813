//! File systems and block devices of a test's own, in files.

use std::ffi::CString;
use std::path::Path;
use std::process::Command;

use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, Call, Request};
use trapgate::types::fd::OwnedFd;
use trapgate::{Errno, Result};

use crate::api::scratch::Dir;
use crate::skip::skip;

const LOOP_SET_FD: Request = Request::none(b'L', 0);
const LOOP_CLR_FD: Request = Request::none(b'L', 1);
const LOOP_CTL_GET_FREE: Request = Request::none(b'L', 0x82);

/// What `body` finds on a new file system of this kind, in a mount namespace of its own: its root.
pub(super) fn mounted(test: &str, kind: &str, body: impl FnOnce(&Dir) + Send) {
    let dir = Dir::new();
    let (image, root) = (dir.path().join("image"), Dir::new());
    std::fs::File::create(&image)
        .unwrap()
        .set_len(128 << 20)
        .unwrap();
    let quiet = format!("mkfs.{kind}");
    match Command::new(&quiet).arg("-q").arg(&image).output() {
        Ok(output) if output.status.success() => {}
        other => return skip(test, format!("{quiet}: {other:?}")),
    }
    let work = || {
        // SAFETY: this thread's own namespace, from which no mount goes out.
        let alone = unsafe {
            libc::unshare(libc::CLONE_NEWNS) == 0
                && libc::mount(
                    std::ptr::null(),
                    c"/".as_ptr(),
                    std::ptr::null(),
                    libc::MS_REC | libc::MS_PRIVATE,
                    std::ptr::null(),
                ) == 0
        };
        if !alone {
            return skip(
                test,
                format!("no mount namespace: {}", std::io::Error::last_os_error()),
            );
        }
        let mount = Command::new("mount")
            .args(["-o", "loop"])
            .arg(&image)
            .arg(root.path())
            .output();
        match mount {
            Ok(output) if output.status.success() => body(&root),
            other => skip(test, format!("mount: {other:?}")),
        }
    };
    // What the thread has mounted goes with it.
    let done = std::thread::scope(|scope| scope.spawn(work).join());
    if let Err(why) = done {
        std::panic::resume_unwind(why);
    }
}

/// A block device that is a file.
pub(super) struct Disk {
    pub(super) device: OwnedFd,
    pub(super) path: CString,
    pub(super) number: usize,
    dir: Dir,
}

impl Disk {
    /// A device of this length, with nothing on it.
    pub(super) fn new(len: u64) -> Result<Self> {
        let dir = Dir::new();
        std::fs::File::create(dir.path().join("disk"))
            .unwrap()
            .set_len(len)
            .unwrap();
        let flags = OpenFlags::RDWR | OpenFlags::CLOEXEC;
        let open = |path: &_| fs::openat(fs::CWD, path, flags, Mode::empty());
        let file = open(&dir.join("disk"))?;
        let control = open(c"/dev/loop-control")?;
        // Somebody else may be quicker.
        loop {
            // SAFETY: the driver of the loop devices, whose requests take a number or a descriptor.
            let number = unsafe { io::ioctl(&control, Call::new(LOOP_CTL_GET_FREE, 0)) }?;
            let path = CString::new(format!("/dev/loop{number}")).unwrap();
            let device = match open(&path) {
                Err(Errno::NXIO | Errno::NOENT) => continue,
                device => device?,
            };
            // SAFETY: as above.
            let set =
                unsafe { io::ioctl(&device, Call::new(LOOP_SET_FD, file.as_raw_fd() as usize)) };
            match set {
                Ok(_) => {
                    return Ok(Self {
                        device,
                        path,
                        number,
                        dir,
                    });
                }
                Err(Errno::BUSY) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The same, or `None` and a word about why.
    pub(super) fn or_skip(test: &str, len: u64) -> Option<Self> {
        match Self::new(len) {
            Ok(disk) => Some(disk),
            Err(error) => {
                skip(test, format!("no loop device: {error}"));
                None
            }
        }
    }

    /// The file that has what is on the device.
    pub(super) fn file(&self) -> impl AsRef<Path> + use<> {
        self.dir.path().join("disk")
    }

    /// What the kernel says of the device, in a file below `/sys/block`.
    pub(super) fn says(&self, what: &str) -> u64 {
        let text =
            std::fs::read_to_string(format!("/sys/block/loop{}/{what}", self.number)).unwrap();
        text.trim().parse().unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // SAFETY: as above.
        let _ = unsafe { io::ioctl(&self.device, Call::new(LOOP_CLR_FD, 0)) };
    }
}
