//! A file that a misbehaving FUSE server in this process serves.

use std::ffi::CString;
use std::sync::Mutex;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io;

use crate::api::scratch::Dir;
use crate::support::skip::skip;

const INIT: u32 = 26;
const GETATTR: u32 = 3;
const OPEN: u32 = 14;
const IOCTL: u32 = 39;
const NOSYS: i32 = -38;

/// The server's result for every `ioctl` request: neither 0 nor an error, and no driver returns it.
pub(super) const WORD: i32 = 0x7fff_0001;

/// The server's reply to a message from the kernel: an error number and bytes. For an `ioctl`
/// request, the reply is [`WORD`] and as many `0xff` bytes as the kernel accepts, at most `short`.
fn answer(opcode: u32, body: &[u8], short: usize) -> (i32, Vec<u8>) {
    let word = |at: usize| u32::from_ne_bytes(body[at..at + 4].try_into().unwrap());
    match opcode {
        INIT => {
            let mut out = [0; 16];
            out[..5].copy_from_slice(&[7, 31, 0, 0, 0]);
            out[5] = 4096;
            (0, out.map(u32::to_ne_bytes).concat())
        }
        GETATTR => {
            let mut out = [0; 26];
            out[19..21].copy_from_slice(&[0o100_666, 1]);
            (0, out.map(u32::to_ne_bytes).concat())
        }
        OPEN => (0, vec![0; 16]),
        IOCTL => {
            let room = word(28) as usize;
            let mut out = [WORD, 0, 0, 0].map(i32::to_ne_bytes).concat();
            out.resize(16 + room.min(short), 0xff);
            (0, out)
        }
        _ => (NOSYS, Vec::new()),
    }
}

/// A request as the server receives it.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) number: u32,
    pub(super) argument: u64,
    /// How many bytes the kernel has read at the argument, and how many it lets the server write
    /// there.
    pub(super) sizes: [u32; 2],
}

/// The requests that the server has received.
type Log = Mutex<Vec<Message>>;

impl Message {
    fn new(body: &[u8]) -> Self {
        let word = |at: usize| u32::from_ne_bytes(body[at..at + 4].try_into().unwrap());
        Self {
            number: word(12),
            argument: u64::from(word(20)) << 32 | u64::from(word(16)),
            sizes: [word(24), word(28)],
        }
    }
}

/// Replies to the kernel until the file is unmounted.
fn serve(fuse: &OwnedFd, short: usize, log: &Log) {
    let mut room = vec![0; 1 << 16];
    while let Ok(count) = io::read(fuse, &mut room[..]) {
        let (head, body) = room[..count].split_at(40);
        let opcode = u32::from_ne_bytes(head[4..8].try_into().unwrap());
        if opcode == IOCTL {
            log.lock().unwrap().push(Message::new(body));
        }
        let (error, bytes) = answer(opcode, body, short);
        let len = 16 + bytes.len() as u32;
        let head = [&len.to_ne_bytes()[..], &error.to_ne_bytes(), &head[8..16]].concat();
        // The kernel does not wait for a reply to some messages.
        let _ = io::write(fuse, &[head, bytes].concat());
    }
}

/// Calls `body` with a served file in a new mount namespace, and with the log of the server's
/// requests. The server writes at most `short` bytes for a request.
pub(super) fn served(test: &str, short: usize, body: impl FnOnce(OwnedFd, &Log) + Send) {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let path = dir.join("file");
    let flags = OpenFlags::RDWR | OpenFlags::CLOEXEC;
    let fuse = match fs::openat(fs::CWD, c"/dev/fuse", flags, Mode::empty()) {
        Ok(fuse) => fuse,
        Err(error) => return skip(test, format!("/dev/fuse: {error}")),
    };
    let raw = fuse.as_raw_fd();
    let options = format!("fd={raw},rootmode=100666,user_id=0,group_id=0");
    let options = CString::new(options).unwrap();
    let work = || {
        // SAFETY: this thread has its own namespace, from which no mount propagates.
        let mounted = unsafe {
            let (none, kind) = (std::ptr::null(), c"fuse".as_ptr());
            let private = libc::MS_REC | libc::MS_PRIVATE;
            libc::unshare(libc::CLONE_NEWNS) == 0
                && libc::mount(none, c"/".as_ptr(), none, private, std::ptr::null()) == 0
                && libc::mount(kind, path.as_ptr(), kind, 0, options.as_ptr().cast()) == 0
        };
        if !mounted {
            let error = std::io::Error::last_os_error();
            return skip(test, format!("cannot mount: {error}"));
        }
        let log = Log::default();
        std::thread::scope(|scope| {
            scope.spawn(|| serve(&fuse, short, &log));
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                body(
                    fs::openat(fs::CWD, &path, flags, Mode::empty()).unwrap(),
                    &log,
                );
            }));
            // SAFETY: detaches the mount made above, which also ends the server.
            unsafe { libc::umount2(path.as_ptr(), libc::MNT_DETACH) };
            if let Err(why) = done {
                std::panic::resume_unwind(why);
            }
        });
    };
    let done = std::thread::scope(|scope| scope.spawn(work).join());
    if let Err(why) = done {
        std::panic::resume_unwind(why);
    }
}
