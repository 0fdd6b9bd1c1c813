//! Errors arrive as the kernel returned them and have their names.

use trapgate::event::{EventfdFlags, eventfd2};
use trapgate::fd::BorrowedFd;
use trapgate::fs::{self, CWD, MemfdFlags, OpenFlags, fstatat, memfd_create, openat, readlinkat};
use trapgate::io::{self, PipeFlags, pipe2};
use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};
use trapgate::rt::Start;
use trapgate::signal::{Signal, kill};
use trapgate::time::{ClockId, TimerFlags, Timespec, clock_nanosleep};
use trapgate::types::at::AtFlags;
use trapgate::types::id::Pid;
use trapgate::types::mode::Mode;
use trapgate::{Errno, tty};

use crate::outcome::{Of as _, Outcome, holds};

/// An error's name, number and message belong together.
pub(crate) fn names(_: Start) -> Outcome {
    holds(
        "ENOENT is 2",
        Errno::NOENT.raw() == 2 && Errno::NOENT.name() == Some("ENOENT"),
    )?;
    holds(
        "NOENT has its message",
        Errno::NOENT.message() == Some("no such file or directory"),
    )?;
    holds(
        "4000 has no name",
        Errno::from_raw(4000).is_some_and(|e| e.name().is_none()),
    )?;
    let found = |error: Errno| error.name().and_then(Errno::from_name) == Some(error);
    holds("each name has its number", Errno::all().all(found))
}

/// Every kind of call returns EBADF for a number that is not a descriptor.
pub(crate) fn bad_descriptor(_: Start) -> Outcome {
    // SAFETY: a negative number is not a descriptor.
    let none = unsafe { BorrowedFd::borrow_raw(-1) };
    let bad = Errno::BADF;
    io::read(none, &mut [0; 4]).fails("read", bad)?;
    io::write(none, b"nobody").fails("write", bad)?;
    io::pread(none, &mut [0; 4], 1 << 32).fails("pread", bad)?;
    io::pwrite(none, b"nobody", 1 << 32).fails("pwrite", bad)?;
    io::lseek(none, io::SeekFrom::End(0)).fails("lseek", bad)?;
    io::fcntl_getfl(none).fails("fcntl", bad)?;
    fs::ftruncate(none, 1 << 32).fails("ftruncate", bad)?;
    tty::ioctl_tiocgwinsz(none).fails("ioctl", bad)?;
    trapgate::fs::fstat(none).fails("fstat", bad)?;
    trapgate::fs::fchmod(none, Mode::empty()).fails("fchmod", bad)?;
    trapgate::fs::fchown(none, None, None).fails("fchown", bad)
}

/// Calls return EINVAL for an invalid number or flag, and ESRCH for a process that does not exist.
pub(crate) fn bad_argument(_: Start) -> Outcome {
    let invalid = Errno::INVAL;
    memfd_create(c"flags", MemfdFlags::from_bits_retain(0x4000)).fails("memfd_create", invalid)?;
    eventfd2(0, EventfdFlags::from_bits_retain(0x40)).fails("eventfd2", invalid)?;
    pipe2(PipeFlags::from_bits_retain(1)).fails("pipe2", invalid)?;
    let time = Timespec {
        tv_sec: 0,
        tv_nsec: -1,
    };
    clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), &time, None)
        .fails("clock_nanosleep", invalid)?;
    let nowhere = core::ptr::null_mut();
    // SAFETY: both calls fail without mapping or unmapping anything.
    unsafe {
        mmap_anonymous(nowhere, 0, ProtFlags::READ, MapFlags::PRIVATE).fails("mmap", invalid)?;
        munmap(nowhere, 0).fails("munmap", invalid)?;
    }
    kill(Pid::from_raw(i32::MAX), Some(Signal::KILL)).fails("kill", Errno::SRCH)
}

/// Each kind of unusable path returns its own error.
pub(crate) fn bad_path(_: Start) -> Outcome {
    let missing = c"/such a file exists nowhere";
    let (none, read) = (Mode::empty(), OpenFlags::RDONLY);
    openat(CWD, missing, read, none).fails("openat", Errno::NOENT)?;
    openat(CWD, c"", read, none).fails("openat", Errno::NOENT)?;
    openat(CWD, c"/", OpenFlags::WRONLY, none).fails("openat", Errno::ISDIR)?;
    fstatat(CWD, missing, AtFlags::empty()).fails("fstatat", Errno::NOENT)?;
    readlinkat(CWD, c"/", &mut [0; 8]).fails("readlinkat", Errno::INVAL)?;
    // Longer than the longest path that the kernel accepts.
    let mut long = [b'/'; 4200];
    if let Some(last) = long.last_mut() {
        *last = 0;
    }
    let long = core::ffi::CStr::from_bytes_until_nul(&long).unwrap_or_default();
    openat(CWD, long, read, none).fails("openat", Errno::NAMETOOLONG)
}
