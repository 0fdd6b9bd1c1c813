use core::ffi::c_void;
use std::collections::HashSet;

use trapgate::Errno;
use trapgate::fd::AsFd as _;
use trapgate::io::{self, Call, Get, Ioctl, PipeFlags, Request, Set, Update};

use crate::api::scratch::{closed, memory};

fn parts<T>(request: Request<T>) -> (u32, u8, u8, usize, (bool, bool)) {
    (
        request.raw(),
        request.group(),
        request.number(),
        request.size(),
        (request.reads(), request.writes()),
    )
}

/// The parts of a number agree with those that C's macros combine.
#[test]
fn numbers_have_four_parts() {
    let none: Request = Request::none(b'T', 0xff);
    let read = Request::<[u8; 0x3fff]>::read(b'T', 0);
    let write = Request::<u16>::write(0xff, 1);
    let both: Request = Request::read_write(0, 2);
    assert_eq!(parts(none), (0x54ff, b'T', 0xff, 0, (false, false)));
    assert_eq!(parts(read), (0xbfff_5400, b'T', 0, 0x3fff, (true, false)));
    assert_eq!(parts(write), (0x4002_ff01, 0xff, 1, 2, (false, true)));
    assert_eq!(parts(both), (0xc000_0002, 0, 2, 0, (true, true)));
    assert_eq!(Request::<()>::from_raw(u32::MAX).raw(), u32::MAX);
    assert_eq!(format!("{none:?}"), "Request(0x54ff)");
}

#[test]
fn equal_numbers_are_equal() {
    let set = |requests: [Request<i32>; 3]| HashSet::from(requests).len();
    let (read, write) = (Request::<i32>::read(b'T', 1), Request::write(b'T', 1));
    assert!(read == Request::from_raw(read.raw()) && read != write);
    assert_eq!(set([read, write, Request::from_raw(read.raw())]), 2);
}

/// Reads the number of bytes in a pipe with each form of request that fits.
#[test]
fn each_form_of_a_request() {
    let (read, write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::write(&write, b"12345"), Ok(5));
    // SAFETY: the kernel writes an `int`.
    let got = unsafe { io::ioctl(&read, Get::new(Request::FIONREAD)) };
    assert_eq!(got, Ok(5));
    let mut room = [-1; 3];
    // SAFETY: the kernel writes an `int`, here to the middle element.
    let word = unsafe { io::ioctl(&read, Update::new(Request::FIONREAD, &mut room[1])) };
    assert_eq!((word, room), (Ok(0), [-1, 5, -1]));
    // SAFETY: the kernel reads an `int`: whether the pipe is nonblocking.
    let word = unsafe { io::ioctl(&write, Set::new(Request::FIONBIO, &1)) };
    assert_eq!(word, Ok(0));
    let flags = io::fcntl_getfl(&write).unwrap();
    assert!(flags.contains(io::OpenFlags::NONBLOCK));
    // SAFETY: the request has no argument; it clears the close-on-exec flag.
    let word = unsafe { io::ioctl(&write, Call::new(Request::FIONCLEX, 0)) };
    assert_eq!(word, Ok(0));
    assert_eq!(io::fcntl_getfd(&write), Ok(io::FdFlags::empty()));
}

/// A request whose argument is part of the value itself and whose output is the returned word. It
/// shows that the value does not move during the call, and that the word is passed on.
#[test]
fn a_request_of_ones_own() {
    struct Own([u32; 4]);
    // SAFETY: the kernel writes an `int`.
    unsafe impl Ioctl for Own {
        type Output = ([u32; 4], usize);
        fn request(&self) -> u32 {
            Request::FIONREAD.raw()
        }
        fn argument(&mut self) -> *mut c_void {
            (&raw mut self.0[2]).cast()
        }
        unsafe fn output(self, word: usize) -> Self::Output {
            (self.0, word)
        }
    }
    let (read, write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::write(&write, &[0; 1234]), Ok(1234));
    // SAFETY: as above.
    let answer = unsafe { io::ioctl(&read, Own([7; 4])) };
    assert_eq!(answer, Ok(([7, 7, 1234, 7], 0)));
}

#[test]
fn ioctl_errors() {
    let unknown = Request::none(0xff, 0xff);
    // SAFETY: no driver implements the number.
    let call = |fd| unsafe { io::ioctl(fd, Call::new(unknown, usize::MAX)) };
    let memory = memory();
    assert_eq!(call(memory.as_fd()), Err(Errno::NOTTY));
    assert_eq!(call(closed()), Err(Errno::BADF));
    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    // SAFETY: the kernel cannot write to this address.
    let fault = unsafe { io::ioctl(&read, Call::new(Request::FIONREAD.by_value(), 1)) };
    assert_eq!(fault, Err(Errno::FAULT));
}
