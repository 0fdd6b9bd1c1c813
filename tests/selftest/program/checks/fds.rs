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

/// Opens `/dev/null` for each standard descriptor that is closed. Otherwise a check's file could
/// get that number and receive what the program prints.
pub(crate) fn stand_in() {
    for number in 0..3 {
        // SAFETY: only tests whether the descriptor is open, and does not keep it.
        let standard = unsafe { BorrowedFd::borrow_raw(number) };
        if fcntl_getfd(standard) == Err(Errno::BADF) {
            // The file gets the lowest free number, which is this one. It is never closed.
            let opened = openat(CWD, c"/dev/null", OpenFlags::RDWR, Mode::empty());
            let opened = opened.or_else(|_| eventfd2(0, EventfdFlags::NONBLOCK));
            let _ = opened.map(|fd| fd.into_raw_fd());
        }
    }
}

/// A pipe returns the bytes in the order in which they were written, and then the end of the file.
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

/// Copies of a descriptor share the flags of the open file description and have descriptor flags of
/// their own.
pub(crate) fn dup(_: Start) -> Outcome {
    let (reader, _writer) = pipe2(PipeFlags::empty()).of("pipe2")?;
    let copy = fcntl_dupfd(&reader, 30).of("fcntl")?;
    let mut other = fcntl_dupfd_cloexec(&reader, 30).of("fcntl")?;
    holds(
        "the copy has at least the lowest number asked for",
        copy.as_raw_fd() >= 30,
    )?;
    holds(
        "the copy stays open on exec",
        fcntl_getfd(&copy).of("fcntl")? == FdFlags::empty(),
    )?;
    holds(
        "the copy closes on exec",
        fcntl_getfd(&other).of("fcntl")? == FdFlags::CLOEXEC,
    )?;
    fcntl_setfd(&copy, FdFlags::CLOEXEC).of("fcntl")?;
    holds(
        "the copy closes on exec once its flag is set",
        fcntl_getfd(&copy).of("fcntl")? == FdFlags::CLOEXEC,
    )?;
    fcntl_setfl(&copy, OpenFlags::NONBLOCK).of("fcntl")?;
    holds(
        "both descriptors share the open file description",
        fcntl_getfl(&reader)
            .of("fcntl")?
            .contains(OpenFlags::NONBLOCK),
    )?;
    let number = other.as_raw_fd();
    dup3(&reader, &mut other, DupFlags::empty()).of("dup3")?;
    same(
        "the replaced descriptor's number",
        other.as_raw_fd() as u64,
        number as u64,
    )?;
    holds(
        "the replacement stays open on exec",
        fcntl_getfd(&other).of("fcntl")? == FdFlags::empty(),
    )?;
    close(copy).of("close")?;
    // SAFETY: the number was just closed and is only tested.
    let gone = unsafe { BorrowedFd::borrow_raw(number - 1) };
    if number == 31 {
        fcntl_getfd(gone).fails("fcntl", Errno::BADF)?;
    }
    Ok(())
}

/// An eventfd adds up what is written, and one read returns the sum.
pub(crate) fn eventfd(_: Start) -> Outcome {
    let counter = eventfd2(5, EventfdFlags::NONBLOCK).of("eventfd2")?;
    write(&counter, &0x1_0000_0000_u64.to_ne_bytes()).of("write")?;
    let mut count = [0; 8];
    read(&counter, &mut count).of("read")?;
    same("count", u64::from_ne_bytes(count), 0x1_0000_0005)?;
    read(&counter, &mut count).fails("read", Errno::AGAIN)
}

/// Waiting reports which descriptor is ready, times out if none is, and updates the remaining time.
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
    holds(
        "only the second is ready",
        (one, other) == (PollFlags::empty(), watch),
    )?;
    holds(
        "most of the time remains",
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
    holds("no time remains", left == Timespec::default())
}
