//! Descriptors.

use trapgate::event::{EventfdFlags, PollFd, PollFlags, eventfd2, ppoll};
use trapgate::fd::BorrowedFd;
use trapgate::fs::{CWD, OpenFlags, openat};
use trapgate::io::{
    DupFlags, FdFlags, close, dup3, fcntl_dupfd, fcntl_dupfd_cloexec, fcntl_getfd, fcntl_getfl,
    fcntl_setfd, fcntl_setfl, read, write,
};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::rt::Start;
use trapgate::signal::SigSet;
use trapgate::time::Timespec;
use trapgate::types::mode::Mode;
use trapgate::{Errno, io};

use crate::outcome::{Of as _, Outcome, holds, same};

/// Opens something in place of each standard descriptor that is closed, so that no check's file gets its number and with
/// it what is printed.
pub(crate) fn stand_in() {
    for number in 0..3 {
        // SAFETY: only asks whether it is open, and does not keep it.
        let standard = unsafe { BorrowedFd::borrow_raw(number) };
        if fcntl_getfd(standard) == Err(Errno::BADF) {
            // The lowest free number, which is this one. Whatever it is, it stays open.
            let opened = openat(CWD, c"/dev/null", OpenFlags::RDWR, Mode::empty());
            let opened = opened.or_else(|_| eventfd2(0, EventfdFlags::NONBLOCK));
            let _ = opened.map(|fd| fd.into_raw_fd());
        }
    }
}

/// Bytes come out of a pipe in the order in which they went in, and then the end.
pub(crate) fn pipe(_: Start) -> Outcome {
    let (reader, writer) = pipe2(PipeFlags::NONBLOCK | PipeFlags::CLOEXEC).of("pipe2")?;
    read(&reader, &mut [0; 4]).fails("read", Errno::AGAIN)?;
    same(
        "written",
        write(&writer, b"trapgate").of("write")? as u64,
        8,
    )?;
    let mut front = [0; 4];
    same("read", read(&reader, &mut front).of("read")? as u64, 4)?;
    let mut rest = [core::mem::MaybeUninit::uninit(); 8];
    let rest = read(&reader, &mut rest).of("read")?;
    holds(
        "the bytes are the same",
        (&front, &*rest) == (b"trap", b"gate"),
    )?;
    close(writer).of("close")?;
    same("end", read(&reader, &mut [0; 4]).of("read")? as u64, 0)?;
    io::lseek(&reader, io::SeekFrom::Start(0)).fails("lseek", Errno::SPIPE)
}

/// Copies of a descriptor share the file's flags and have their own.
pub(crate) fn dup(_: Start) -> Outcome {
    let (reader, _writer) = pipe2(PipeFlags::empty()).of("pipe2")?;
    let copy = fcntl_dupfd(&reader, 30).of("fcntl")?;
    let mut other = fcntl_dupfd_cloexec(&reader, 30).of("fcntl")?;
    holds("from the lowest number on", copy.as_raw_fd() >= 30)?;
    holds(
        "stays open at exec",
        fcntl_getfd(&copy).of("fcntl")? == FdFlags::empty(),
    )?;
    holds(
        "closes at exec",
        fcntl_getfd(&other).of("fcntl")? == FdFlags::CLOEXEC,
    )?;
    fcntl_setfd(&copy, FdFlags::CLOEXEC).of("fcntl")?;
    holds(
        "closes at exec now",
        fcntl_getfd(&copy).of("fcntl")? == FdFlags::CLOEXEC,
    )?;
    fcntl_setfl(&copy, OpenFlags::NONBLOCK).of("fcntl")?;
    holds(
        "the file is one",
        fcntl_getfl(&reader)
            .of("fcntl")?
            .contains(OpenFlags::NONBLOCK),
    )?;
    let number = other.as_raw_fd();
    dup3(&reader, &mut other, DupFlags::empty()).of("dup3")?;
    same("the same number", other.as_raw_fd() as u64, number as u64)?;
    holds(
        "stays open at exec now",
        fcntl_getfd(&other).of("fcntl")? == FdFlags::empty(),
    )?;
    close(copy).of("close")?;
    // SAFETY: closed just now, and only asked about.
    let gone = unsafe { BorrowedFd::borrow_raw(number - 1) };
    if number == 31 {
        fcntl_getfd(gone).fails("fcntl", Errno::BADF)?;
    }
    Ok(())
}

/// A counter adds what is written and gives it all.
pub(crate) fn eventfd(_: Start) -> Outcome {
    let counter = eventfd2(5, EventfdFlags::NONBLOCK).of("eventfd2")?;
    write(&counter, &0x1_0000_0000_u64.to_ne_bytes()).of("write")?;
    let mut count = [0; 8];
    read(&counter, &mut count).of("read")?;
    same("count", u64::from_ne_bytes(count), 0x1_0000_0005)?;
    read(&counter, &mut count).fails("read", Errno::AGAIN)
}

/// Waiting for descriptors: which is ready, none in time, and what is left of the time.
pub(crate) fn poll(_: Start) -> Outcome {
    let idle = eventfd2(0, EventfdFlags::empty()).of("eventfd2")?;
    let ready = eventfd2(1, EventfdFlags::empty()).of("eventfd2")?;
    let watch = PollFlags::IN;
    let mut fds = [PollFd::new(&idle, watch), PollFd::new(&ready, watch)];
    let mut left = Timespec {
        tv_sec: 4_102_444_800,
        tv_nsec: 0,
    };
    let mask = SigSet::all();
    same(
        "ready",
        ppoll(&mut fds, Some(&mut left), Some(&mask)).of("ppoll")? as u64,
        1,
    )?;
    let [one, other] = fds.each_ref().map(PollFd::revents);
    holds("the second", (one, other) == (PollFlags::empty(), watch))?;
    holds(
        "most of the time is left",
        (4_102_444_000..=4_102_444_800).contains(&left.tv_sec),
    )?;
    left = Timespec {
        tv_sec: 0,
        tv_nsec: 1_000_000,
    };
    let [idle, _] = &mut fds;
    let idle = core::slice::from_mut(idle);
    same(
        "none",
        ppoll(idle, Some(&mut left), None).of("ppoll")? as u64,
        0,
    )?;
    holds("no time is left", left == Timespec::default())
}
