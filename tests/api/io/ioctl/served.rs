//! Requests to a file that a program serves, and serves badly.

use std::ffi::CString;
use std::mem::MaybeUninit;

use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, Call, FSLABEL_MAX, PageRegion, PmScanArg, ProcmapQuery, Request};
use trapgate::mm::{self, UffdFeatures, UffdioRange};
use trapgate::types::fd::OwnedFd;

use crate::api::scratch::Dir;
use crate::skip::skip;

const INIT: u32 = 26;
const GETATTR: u32 = 3;
const OPEN: u32 = 14;
const IOCTL: u32 = 39;
const NOSYS: i32 = -38;

/// The answer to every request of `ioctl`, which no driver gives: neither 0 nor an error.
const WORD: i32 = 0x7fff_0001;

/// What the server answers to one message of the kernel's: an error, and bytes. To a request it is [`WORD`] and as many
/// bytes of ones as the kernel takes, or as `short` lets it have.
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

/// Answers the kernel until the file is mounted no more.
fn serve(fuse: &OwnedFd, short: usize) {
    let mut room = vec![0; 1 << 16];
    while let Ok(count) = io::read(fuse, &mut room[..]) {
        let (head, body) = room[..count].split_at(40);
        let opcode = u32::from_ne_bytes(head[4..8].try_into().unwrap());
        let (error, bytes) = answer(opcode, body, short);
        let len = 16 + bytes.len() as u32;
        let head = [&len.to_ne_bytes()[..], &error.to_ne_bytes(), &head[8..16]].concat();
        // Nobody waits for an answer to some messages.
        let _ = io::write(fuse, &[head, bytes].concat());
    }
}

/// What `body` finds with a file that is served, in a mount namespace of its own. An answer has at most `short` bytes.
fn served(test: &str, short: usize, body: impl FnOnce(OwnedFd) + Send) {
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
        // SAFETY: this thread's own namespace, from which no mount goes out.
        let mounted = unsafe {
            let (none, kind) = (std::ptr::null(), c"fuse".as_ptr());
            let private = libc::MS_REC | libc::MS_PRIVATE;
            libc::unshare(libc::CLONE_NEWNS) == 0
                && libc::mount(none, c"/".as_ptr(), none, private, std::ptr::null()) == 0
                && libc::mount(kind, path.as_ptr(), kind, 0, options.as_ptr().cast()) == 0
        };
        if !mounted {
            let error = std::io::Error::last_os_error();
            return skip(test, format!("no mount: {error}"));
        }
        std::thread::scope(|scope| {
            scope.spawn(|| serve(&fuse, short));
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                body(fs::openat(fs::CWD, &path, flags, Mode::empty()).unwrap());
            }));
            // SAFETY: the mount of above; the server ends with it.
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

/// The first page of this process, as a range of memory.
fn range() -> UffdioRange {
    UffdioRange::new(std::ptr::null_mut::<u8>(), 4096)
}

#[test]
fn ones_for_an_answer() {
    served("ones_for_an_answer", usize::MAX, |file| {
        // SAFETY: the number has no size, so that nothing is written.
        let word = unsafe { io::ioctl(&file, Call::new(Request::none(b'T', 0x41), 0)) };
        assert_eq!(
            word,
            Ok(WORD as usize),
            "what might be taken for a descriptor"
        );

        // Without a size nothing comes back.
        assert_eq!(io::ioctl_tiocgwinsz(&file), Ok(io::Winsize::default()));
        assert_eq!(io::ioctl_tcgets(&file), Ok(io::Termios::default()));
        assert_eq!(io::ioctl_tiocoutq(&file), Ok(0));
        assert_eq!(io::ioctl_blksectget(&file), Ok(0));
        assert_eq!(io::ioctl_tiocsetd(&file, io::LineDiscipline::TTY), Ok(()));

        // With one it is as many bytes.
        assert_eq!(io::ioctl_tiocgptn(&file), Ok(u32::MAX));
        assert_eq!(io::ioctl_tcgets2(&file).unwrap().cc, [0xff; 19]);
        let ones = u64::MAX >> (64 - usize::BITS);
        assert_eq!(io::ioctl_blkgetsize64(&file), Ok(ones), "a word");
        assert_eq!(io::ioctl_fs_ioc_getversion(&file), Ok(u32::MAX));
        let mut room = MaybeUninit::uninit();
        let label = io::ioctl_fs_ioc_getfslabel(&file, &mut room).unwrap();
        assert_eq!(label.to_bytes(), [0xff; FSLABEL_MAX - 1]);

        // A count that is more than there is room for.
        let before = PageRegion {
            start: 7,
            ..PageRegion::default()
        };
        let mut regions = [before; 2];
        let mut scan = PmScanArg::new(0, 4096, io::PageCategories::PRESENT);
        let found = io::ioctl_pagemap_scan(&file, &mut scan, &mut regions).unwrap();
        assert_eq!(found, []);
        assert_eq!((regions, scan.walk_end), ([before; 2], u64::MAX));

        // Lengths of more than the buffers have.
        let mut query = ProcmapQuery::new(0, io::ProcmapQueryFlags::empty());
        let (mut name, mut id) = ([b'n'; 8], [7; 8]);
        let names = io::ioctl_procmap_query(&file, &mut query, &mut name, &mut id).unwrap();
        assert_eq!((names.name, names.build_id), (c"", &[][..]));

        let api = mm::ioctl_uffdio_api(&file, UffdFeatures::empty()).unwrap();
        assert_eq!(api.features, UffdFeatures::from_bits_retain(u64::MAX));
        // The kernel reads what these hand over, and their numbers say that it is written to.
        let range = range();
        assert_eq!(mm::ioctl_uffdio_wake(&file, range), Ok(()));
        // SAFETY: no descriptor for page faults.
        let done = unsafe { mm::ioctl_uffdio_unregister(&file, range) };
        assert_eq!((done, range.start), (Ok(()), 0));
    });
}

/// What the server leaves out is zeros, not what was in the room before.
#[test]
fn half_an_answer() {
    served("half_an_answer", 2, |file| {
        assert_eq!(io::ioctl_tiocgptn(&file), Ok(0xffff));
        assert_eq!(io::ioctl_tcgets2(&file).unwrap().cc, [0; 19]);
        assert_eq!(io::ioctl_blkgetsize64(&file), Ok(0xffff));
        let mut room = MaybeUninit::new([b'x'; FSLABEL_MAX]);
        let label = io::ioctl_fs_ioc_getfslabel(&file, &mut room).unwrap();
        assert_eq!(label.to_bytes(), [0xff; 2]);
    });
}
