//! Every request: the memory that its function passes is as large as what a driver or a FUSE server
//! accesses, and the function makes that request.
//!
//! `Request<T>` only compiles with memory of type `T`, so these tests check the type.

use std::collections::BTreeSet;
use std::ffi::{c_char, c_int, c_long, c_uint, c_ushort, c_void};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::null_mut;

use linux_raw_sys::general::*;
use trapgate::Errno;
use trapgate::fd::{AsFd, BorrowedFd};
use trapgate::fs::{
    self, FSLABEL_MAX, FiemapFlags, FileDedupeRange, FstrimRange, Fsxattr, InodeFlags, Mode,
    OpenFlags,
};
use trapgate::io::{self, Call, Request};
use trapgate::mm::{
    self, MapFlags, PageCategories, PmScanArg, ProcmapQuery, ProcmapQueryFlags, ProtFlags,
    UffdFeatures, UffdioContinue, UffdioContinueMode, UffdioCopy, UffdioCopyMode, UffdioMove,
    UffdioMoveMode, UffdioPoison, UffdioPoisonMode, UffdioRange, UffdioRegisterMode,
    UffdioWriteprotectMode, UffdioZeropage, UffdioZeropageMode, UserfaultfdFlags,
};
use trapgate::tty::{
    self, FlowAction, FlushQueue, LineDiscipline, ModemFlags, Termios, Termios2, Winsize,
};
use trapgate::types::id::Pid;

use super::fuse::served;
use crate::api::fs::ioctl::disk::Disk;
use crate::api::scratch::{Dir, memory};
use crate::api::tty::terminal;
use crate::support::sysno;

/// A function and the properties of its request.
struct Row {
    name: &'static str,
    constant: &'static str,
    /// The number, followed by the size and direction that it encodes.
    raw: u32,
    size: usize,
    reads: bool,
    writes: bool,
    /// The size of the memory that the function passes.
    memory: usize,
    /// How many bytes the kernel's drivers access at most, from the type in their source.
    kernel: usize,
    /// Calls the function.
    call: fn(BorrowedFd<'_>),
}

impl Row {
    fn new<T, Kernel>(
        [name, constant]: [&'static str; 2],
        request: Request<T>,
        call: fn(BorrowedFd<'_>),
    ) -> Self {
        Self {
            name,
            constant,
            raw: request.raw(),
            size: request.size(),
            reads: request.reads(),
            writes: request.writes(),
            memory: size_of::<T>(),
            kernel: size_of::<Kernel>(),
            call,
        }
    }
}

/// A number that is not a descriptor.
// SAFETY: a negative number is not a descriptor.
const NONE: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(-1) };

/// A page at which nothing is mapped.
fn range() -> UffdioRange {
    UffdioRange::new(null_mut::<u8>(), 4096)
}

/// One row per line: the function, its request, the type in the kernel's source, and the function's
/// arguments after the descriptor.
macro_rules! rows {
    ($($topic:ident::$function:ident = $request:ident: $kernel:ty => $arguments:tt;)*) => {
        vec![$(Row::new::<_, $kernel>(
            [concat!(stringify!($topic), "::", stringify!($function)), stringify!($request)],
            Request::$request,
            rows!(@call $topic $function $arguments),
        )),*]
    };
    (@call $topic:ident $function:ident ($($argument:expr),*)) => {
        |fd| {
            #[allow(unused_unsafe, reason = "some are safe")]
            // SAFETY: whatever serves the file accesses no memory but what this module checks. A
            // returned descriptor is only the server's number, so it is forgotten and not closed.
            let _ = unsafe { $topic::$function(fd $(, $argument)*).map(ManuallyDrop::new).is_ok() };
        }
    };
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    rows! {
        fs::ioctl_blkalignoff = BLKALIGNOFF: c_int => ();
        fs::ioctl_blkbszget = BLKBSZGET: c_int => ();
        fs::ioctl_blkbszset = BLKBSZSET: c_int => (512);
        fs::ioctl_blkdiscard = BLKDISCARD: [u64; 2] => (0, 512);
        fs::ioctl_blkdiscardzeroes = BLKDISCARDZEROES: c_uint => ();
        fs::ioctl_blkflsbuf = BLKFLSBUF: () => ();
        fs::ioctl_blkgetdiskseq = BLKGETDISKSEQ: u64 => ();
        fs::ioctl_blkgetsize64 = BLKGETSIZE64: u64 => ();
        fs::ioctl_blkiomin = BLKIOMIN: c_uint => ();
        fs::ioctl_blkioopt = BLKIOOPT: c_uint => ();
        fs::ioctl_blkpbszget = BLKPBSZGET: c_uint => ();
        fs::ioctl_blkraget = BLKRAGET: c_long => ();
        fs::ioctl_blkraset = BLKRASET: () => (8);
        fs::ioctl_blkroget = BLKROGET: c_int => ();
        fs::ioctl_blkroset = BLKROSET: c_int => (false);
        fs::ioctl_blkrotational = BLKROTATIONAL: c_ushort => ();
        fs::ioctl_blkrrpart = BLKRRPART: () => ();
        fs::ioctl_blksecdiscard = BLKSECDISCARD: [u64; 2] => (0, 512);
        fs::ioctl_blksectget = BLKSECTGET: c_int => (); // SCSI device; a disk: `unsigned short`
        fs::ioctl_blksszget = BLKSSZGET: c_int => ();
        fs::ioctl_blkzeroout = BLKZEROOUT: [u64; 2] => (0, 512);
        fs::ioctl_fibmap = FIBMAP: c_int => (0);
        fs::ioctl_ficlone = FICLONE: () => (NONE);
        fs::ioctl_ficlonerange = FICLONERANGE: file_clone_range => (NONE, 0, 0, 0);
        fs::ioctl_fideduperange = FIDEDUPERANGE: file_dedupe_range => (&mut FileDedupeRange::new(0, 0, []));
        fs::ioctl_fifreeze = FIFREEZE: () => ();
        fs::ioctl_figetbsz = FIGETBSZ: c_int => ();
        io::ioctl_fioasync = FIOASYNC: c_int => (false);
        io::ioctl_fioclex = FIOCLEX: () => ();
        io::ioctl_fionbio = FIONBIO: c_int => (false);
        io::ioctl_fionclex = FIONCLEX: () => ();
        io::ioctl_fionread = FIONREAD: c_int => ();
        io::ioctl_fioqsize = FIOQSIZE: i64 => ();
        fs::ioctl_fithaw = FITHAW: () => ();
        fs::ioctl_fitrim = FITRIM: fstrim_range => (FstrimRange { start: 0, len: 0, minlen: 0 });
        fs::ioctl_fs_ioc_fiemap = FS_IOC_FIEMAP: [u64; 4] => (0, 1, FiemapFlags::empty(), &mut []);
        fs::ioctl_fs_ioc_fsgetxattr = FS_IOC_FSGETXATTR: fsxattr => ();
        fs::ioctl_fs_ioc_fssetxattr = FS_IOC_FSSETXATTR: fsxattr => (&Fsxattr::default());
        fs::ioctl_fs_ioc_getflags = FS_IOC_GETFLAGS: c_uint => ();
        fs::ioctl_fs_ioc_getfslabel = FS_IOC_GETFSLABEL: [u8; 256] => (&mut MaybeUninit::uninit());
        fs::ioctl_fs_ioc_getfssysfspath = FS_IOC_GETFSSYSFSPATH: fs_sysfs_path => (&mut MaybeUninit::uninit());
        fs::ioctl_fs_ioc_getfsuuid = FS_IOC_GETFSUUID: fsuuid2 => ();
        fs::ioctl_fs_ioc_getversion = FS_IOC_GETVERSION: c_int => ();
        fs::ioctl_fs_ioc_setflags = FS_IOC_SETFLAGS: c_uint => (InodeFlags::empty());
        fs::ioctl_fs_ioc_setfslabel = FS_IOC_SETFSLABEL: [u8; 256] => (&[0; FSLABEL_MAX]);
        fs::ioctl_fs_ioc_setversion = FS_IOC_SETVERSION: c_int => (7);
        mm::ioctl_pagemap_scan = PAGEMAP_SCAN: pm_scan_arg => (&mut PmScanArg::new(0, 0, PageCategories::PRESENT), &mut []);
        mm::ioctl_pagemap_scan_wp_matching = PAGEMAP_SCAN: pm_scan_arg => (&mut PmScanArg::new(0, 0, PageCategories::PRESENT), &mut []);
        mm::ioctl_procmap_query = PROCMAP_QUERY: procmap_query => (&mut ProcmapQuery::new(0, ProcmapQueryFlags::empty()), &mut [], &mut []);
        tty::ioctl_tcflsh = TCFLSH: () => (FlushQueue::IFLUSH);
        tty::ioctl_tcgets = TCGETS: termios => ();
        tty::ioctl_tcgets2 = TCGETS2: termios2 => ();
        tty::ioctl_tcsbrk = TCSBRK: () => (true);
        tty::ioctl_tcsbrkp = TCSBRKP: () => (1);
        tty::ioctl_tcsets = TCSETS: termios => (&Termios::default());
        tty::ioctl_tcsets2 = TCSETS2: termios2 => (&Termios2::default());
        tty::ioctl_tcsetsf = TCSETSF: termios => (&Termios::default());
        tty::ioctl_tcsetsf2 = TCSETSF2: termios2 => (&Termios2::default());
        tty::ioctl_tcsetsw = TCSETSW: termios => (&Termios::default());
        tty::ioctl_tcsetsw2 = TCSETSW2: termios2 => (&Termios2::default());
        tty::ioctl_tcxonc = TCXONC: () => (FlowAction::OON);
        tty::ioctl_tioccbrk = TIOCCBRK: () => ();
        tty::ioctl_tiocexcl = TIOCEXCL: () => ();
        tty::ioctl_tiocgetd = TIOCGETD: c_int => ();
        tty::ioctl_tiocgexcl = TIOCGEXCL: c_int => ();
        tty::ioctl_tiocgpgrp = TIOCGPGRP: c_int => ();
        tty::ioctl_tiocgpkt = TIOCGPKT: c_int => ();
        tty::ioctl_tiocgptlck = TIOCGPTLCK: c_int => ();
        tty::ioctl_tiocgptn = TIOCGPTN: c_uint => ();
        tty::ioctl_tiocgptpeer = TIOCGPTPEER: () => (OpenFlags::RDWR);
        tty::ioctl_tiocgsid = TIOCGSID: c_int => ();
        tty::ioctl_tiocgwinsz = TIOCGWINSZ: winsize => ();
        tty::ioctl_tiocmbic = TIOCMBIC: c_uint => (ModemFlags::DTR);
        tty::ioctl_tiocmbis = TIOCMBIS: c_uint => (ModemFlags::DTR);
        tty::ioctl_tiocmget = TIOCMGET: c_int => ();
        tty::ioctl_tiocmset = TIOCMSET: c_uint => (ModemFlags::DTR);
        tty::ioctl_tiocnotty = TIOCNOTTY: () => ();
        tty::ioctl_tiocnxcl = TIOCNXCL: () => ();
        tty::ioctl_tiocoutq = TIOCOUTQ: c_int => ();
        tty::ioctl_tiocpkt = TIOCPKT: c_int => (false);
        tty::ioctl_tiocsbrk = TIOCSBRK: () => ();
        tty::ioctl_tiocsctty = TIOCSCTTY: () => (false);
        tty::ioctl_tiocsetd = TIOCSETD: c_int => (LineDiscipline::TTY);
        tty::ioctl_tiocspgrp = TIOCSPGRP: c_int => (Pid::from_raw(1));
        tty::ioctl_tiocsptlck = TIOCSPTLCK: c_int => (false);
        tty::ioctl_tiocsti = TIOCSTI: c_char => (b'\n');
        tty::ioctl_tiocswinsz = TIOCSWINSZ: winsize => (Winsize::default());
        mm::ioctl_uffdio_api = UFFDIO_API: uffdio_api => (UffdFeatures::empty());
        mm::ioctl_uffdio_continue = UFFDIO_CONTINUE: uffdio_continue => (&mut UffdioContinue::new(range(), UffdioContinueMode::empty()));
        mm::ioctl_uffdio_copy = UFFDIO_COPY: uffdio_copy => (&mut UffdioCopy::new(0, null_mut(), 4096, UffdioCopyMode::empty()));
        mm::ioctl_uffdio_move = UFFDIO_MOVE: uffdio_move => (&mut UffdioMove::new(0, null_mut::<u8>(), 4096, UffdioMoveMode::empty()));
        mm::ioctl_uffdio_poison = UFFDIO_POISON: uffdio_poison => (&mut UffdioPoison::new(range(), UffdioPoisonMode::empty()));
        mm::ioctl_uffdio_register = UFFDIO_REGISTER: uffdio_register => (range(), UffdioRegisterMode::MISSING);
        mm::ioctl_uffdio_unregister = UFFDIO_UNREGISTER: uffdio_range => (range());
        mm::ioctl_uffdio_wake = UFFDIO_WAKE: uffdio_range => (range());
        mm::ioctl_uffdio_writeprotect = UFFDIO_WRITEPROTECT: uffdio_writeprotect => (range(), UffdioWriteprotectMode::WP);
        mm::ioctl_uffdio_zeropage = UFFDIO_ZEROPAGE: uffdio_zeropage => (&mut UffdioZeropage::new(range(), UffdioZeropageMode::empty()));
        mm::ioctl_userfaultfd_ioc_new = USERFAULTFD_IOC_NEW: () => (UserfaultfdFlags::empty());
    }
}

/// Requests whose number encodes a size, although their argument is a number or missing.
const BY_VALUE: [&str; 3] = ["FICLONE", "FIFREEZE", "FITHAW"];

#[test]
fn every_function_is_a_row() {
    let wrappers = sysno::rows()["ioctl"].wrappers.clone().into_iter();
    let wrappers: BTreeSet<&str> = wrappers.filter(|path| path.contains("::ioctl_")).collect();
    let names: BTreeSet<&str> = rows().iter().map(|row| row.name).collect();
    assert_eq!(names, wrappers);
    for row in rows() {
        let function = row.name.split_once("::ioctl_").unwrap().1;
        assert!(
            function.starts_with(&row.constant.to_lowercase()),
            "{function}"
        );
    }
}

/// The memory is exactly as large as the greater of the size in the number and what drivers access.
#[test]
fn memory_is_as_large_as_what_is_accessed() {
    for row in rows() {
        let size = if BY_VALUE.contains(&row.constant) {
            0
        } else {
            row.size
        };
        assert_eq!(row.memory, size.max(row.kernel), "{}", row.constant);
    }
}

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// `set` lends its argument for reading only, so the number of its request must not say that the
/// kernel writes.
#[test]
fn what_is_set_has_no_answer() {
    let source: String = ["io/ioctl", "fs/ioctl", "tty"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(format!("{SOURCES}/{folder}")).unwrap())
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let mut count = 0;
    for row in rows() {
        let is_set = |fd| source.contains(&format!("{{ set({fd}, Request::{},", row.constant));
        if is_set("fd") || is_set("dest") {
            assert!(!row.reads, "{}", row.constant);
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// A page of zeros before an inaccessible page.
struct Edge(*mut c_void);

impl Edge {
    const PAGE: usize = 4096;

    fn new() -> Self {
        let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new mapping, whose second page is not used.
        let page = unsafe {
            let pages = mm::mmap_anonymous(null_mut(), 2 * Self::PAGE, prot, flags).unwrap();
            mm::mprotect(pages.byte_add(Self::PAGE), Self::PAGE, ProtFlags::empty()).unwrap();
            pages
        };
        Self(page)
    }

    /// Returns how many bytes a request to this file accesses, or `None` if more than `most`.
    fn accessed(&self, fd: BorrowedFd<'_>, raw: u32, most: usize) -> Option<usize> {
        (0..=most).find(|count| {
            // SAFETY: the page is mapped by this value, and no reference to it exists.
            unsafe { self.0.cast::<[u8; Self::PAGE]>().write([0; Self::PAGE]) };
            let at = self.0.addr() + Self::PAGE - count;
            // SAFETY: the accessed bytes are either in the page or inaccessible.
            let answer = unsafe { io::ioctl(fd, Call::new(Request::from_raw(raw), at)) };
            answer != Err(Errno::FAULT)
        })
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        // SAFETY: the pages are mapped by this value and not used any more.
        unsafe { mm::munmap(self.0, 2 * Self::PAGE) }.unwrap();
    }
}

const INT: usize = 4;

/// Whether old kernels (5.10) pass an `int` to the file, and newer ones the `long` that the number
/// encodes.
fn is_of_flags(constant: &str) -> bool {
    ["FS_IOC_GETFLAGS", "FS_IOC_SETFLAGS"].contains(&constant)
}

/// A FUSE server accesses as many bytes as the number encodes, and the memory is large enough.
#[test]
fn a_file_in_user_space_stays_in_the_memory() {
    served(
        "a_file_in_user_space_stays_in_the_memory",
        usize::MAX,
        |file, log| {
            let edge = Edge::new();
            for row in rows().into_iter().filter(|row| row.memory > 0) {
                let name = row.constant;
                let accessed = edge.accessed(file.as_fd(), row.raw, row.memory);
                let accessed =
                    accessed.unwrap_or_else(|| panic!("{name}: more than {}", row.memory));
                // The kernel implements some requests itself and calls the server without an
                // argument.
                let own = log
                    .lock()
                    .unwrap()
                    .drain(..)
                    .any(|message| message.argument != 0);
                let fits = accessed == row.size || accessed == INT && is_of_flags(name);
                assert!(!own || fits, "{name}: {accessed}");
            }
        },
    );
}

/// The server sees which request each function makes, and with how much memory.
#[test]
fn a_file_in_user_space_gets_each_request() {
    let all = rows();
    served(
        "a_file_in_user_space_gets_each_request",
        usize::MAX,
        |file, log| {
            let mut seen = BTreeSet::new();
            for row in &all {
                (row.call)(file.as_fd());
                for message in log.lock().unwrap().drain(..) {
                    // The kernel itself requests a file's attributes, with its own memory.
                    let own = row.memory > 0 && message.argument == 0;
                    if !own {
                        assert_eq!(message.number, row.raw, "{}", row.name);
                        let sizes =
                            [row.writes, row.reads].map(|is| if is { row.size as u32 } else { 0 });
                        let ints = sizes.map(|size| size.min(INT as u32));
                        let fits = message.sizes == ints && is_of_flags(row.constant);
                        assert!(fits || message.sizes == sizes, "{}: {message:?}", row.name);
                        seen.insert(row.name);
                    }
                }
            }
            // Requests that the kernel implements for every file do not reach the server.
            assert!(seen.len() > 70, "{seen:?}");
        },
    );
}

/// The kernel's drivers access as many bytes as their source says, and the memory is large enough.
#[test]
fn drivers_stay_in_the_memory() {
    const TEST: &str = "drivers_stay_in_the_memory";
    let (edge, mut seen) = (Edge::new(), 0);
    let mut check = |fd: BorrowedFd<'_>| {
        // Requests without a size in the number may change settings, but only of this test's
        // terminal, pipe, file or disk.
        for row in rows()
            .iter()
            .filter(|row| row.memory > 0 && (row.size == 0 || row.reads))
        {
            let accessed = edge.accessed(fd, row.raw, row.kernel);
            assert!(
                accessed.is_some(),
                "{}: more than {}",
                row.constant,
                row.kernel
            );
            seen += usize::from(accessed == Some(row.kernel));
        }
    };
    let (read, _write) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    check(read.as_fd());
    check(memory().as_fd());
    let dir = Dir::new();
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let file = fs::openat(dir.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
    check(file.as_fd());
    if let Some(ends) = terminal(TEST) {
        ends.iter().for_each(|end| check(end.as_fd()));
    }
    if let Some(disk) = Disk::or_skip(TEST, 1 << 20) {
        check(disk.device.as_fd());
    }
    assert!(seen >= 6, "{seen}");
}
