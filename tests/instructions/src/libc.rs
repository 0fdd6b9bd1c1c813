//! The operations by the C library, which is loaded when the program starts.

#![allow(clippy::useless_conversion, reason = "its times have 32 bits on i686")]

mod stage;

use std::ffi::{c_char, c_int, c_long, c_void};
use std::mem::MaybeUninit;
use std::{io, ptr};

use stage::Operations;

const READ_WRITE: i32 = libc::PROT_READ | libc::PROT_WRITE;

#[cold]
#[inline(never)]
fn failed() -> ! {
    stage::failed(io::Error::last_os_error().raw_os_error().unwrap_or(0))
}

/// Tests a result that is 0 or -1, as a caller would.
fn done(result: i32) {
    if result != 0 {
        failed();
    }
}

/// Tests a result that is a number or -1, as a caller would.
fn count(result: isize) -> usize {
    if result == -1 {
        failed();
    }
    result as usize
}

fn address(result: *mut c_void) -> *mut c_void {
    if result == libc::MAP_FAILED {
        failed();
    }
    result
}

// SAFETY (of every block in these functions): the pointers are the stage's buffer, page and path,
// or local variables, and the descriptors are the stage's.

extern "C" fn getpid() -> u32 {
    unsafe { libc::getpid() as u32 }
}

extern "C" fn close(fd: i32) {
    done(unsafe { libc::close(fd) });
}

extern "C" fn fchmod(fd: i32, mode: u16) {
    done(unsafe { libc::fchmod(fd, mode.into()) });
}

extern "C" fn read(fd: i32, buf: *mut u8, len: usize) -> usize {
    count(unsafe { libc::read(fd, buf.cast(), len) })
}

extern "C" fn write(fd: i32, buf: *const u8, len: usize) -> usize {
    count(unsafe { libc::write(fd, buf.cast(), len) })
}

extern "C" fn mprotect(addr: *mut c_void, len: usize) {
    done(unsafe { libc::mprotect(addr, len, READ_WRITE) });
}

extern "C" fn openat(dir: i32, path: *const c_char) -> i32 {
    let fd = unsafe { libc::openat(dir, path, libc::O_RDONLY | libc::O_CLOEXEC) };
    if fd == -1 {
        failed();
    }
    fd
}

extern "C" fn pread(fd: i32, buf: *mut u8, len: usize, offset: u64) -> usize {
    count(unsafe { libc::pread64(fd, buf.cast(), len, offset as i64) })
}

extern "C" fn mmap(len: usize, fd: i32, offset: u64) -> *mut c_void {
    let (null, flags) = (ptr::null_mut(), libc::MAP_PRIVATE);
    address(unsafe { libc::mmap64(null, len, READ_WRITE, flags, fd, offset as i64) })
}

extern "C" fn mmap_anonymous(len: usize) -> *mut c_void {
    let (null, flags) = (ptr::null_mut(), libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    address(unsafe { libc::mmap64(null, len, READ_WRITE, flags, -1, 0) })
}

/// A function that reads a clock.
type Clock = unsafe extern "C" fn(libc::clockid_t, *mut libc::timespec) -> c_int;

#[inline(always)]
fn clock(function: Clock, clock: i32) -> i64 {
    let mut time = MaybeUninit::<libc::timespec>::uninit();
    done(unsafe { function(clock, time.as_mut_ptr()) });
    unsafe { time.assume_init() }.tv_sec.into()
}

extern "C" fn clock_gettime(_: usize, _: usize, _: usize, _: usize) -> i64 {
    clock(libc::clock_gettime, libc::CLOCK_MONOTONIC)
}

extern "C" fn clock_gettime_any(id: i32, _: usize, _: usize, _: usize) -> i64 {
    clock(libc::clock_gettime, id)
}

extern "C" fn clock_getres(_: usize, _: usize, _: usize, _: usize) -> i64 {
    clock(libc::clock_getres, libc::CLOCK_MONOTONIC)
}

extern "C" fn gettimeofday(_: usize, _: usize, _: usize, _: usize) -> i64 {
    let mut time = MaybeUninit::<libc::timeval>::uninit();
    done(unsafe { libc::gettimeofday(time.as_mut_ptr(), ptr::null_mut()) });
    let time = unsafe { time.assume_init() };
    i64::from(time.tv_sec) + i64::from(time.tv_usec)
}

extern "C" fn time(_: usize, _: usize, _: usize, _: usize) -> i64 {
    unsafe { libc::time(ptr::null_mut()) }.into()
}

extern "C" fn getcpu(_: usize, _: usize, _: usize, _: usize) -> u32 {
    unsafe { libc::sched_getcpu() as u32 }
}

macro_rules! raw {
    ($($name:ident($($arg:ident)*))*) => {$(
        extern "C" fn $name(nr: u32 $(, $arg: usize)*) -> usize {
            unsafe { libc::syscall(nr as c_long $(, $arg)*) as usize }
        }
    )*};
}

raw! {
    syscall0()
    syscall1(a)
    syscall2(a b)
    syscall3(a b c)
    syscall4(a b c d)
    syscall5(a b c d e)
    syscall6(a b c d e f)
}

fn main() {
    stage::main(Operations {
        getpid: Some(getpid),
        close: Some(close),
        fchmod: Some(fchmod),
        read: Some(read),
        write: Some(write),
        mprotect: Some(mprotect),
        openat: Some(openat),
        pread: Some(pread),
        mmap: Some(mmap),
        mmap_anonymous: Some(mmap_anonymous),
        clock_gettime: Some(clock_gettime),
        clock_gettime_any: Some(clock_gettime_any),
        clock_getres: Some(clock_getres),
        gettimeofday: Some(gettimeofday),
        time: Some(time),
        getcpu: Some(getcpu),
        syscall0: Some(syscall0),
        syscall1: Some(syscall1),
        syscall2: Some(syscall2),
        syscall3: Some(syscall3),
        syscall4: Some(syscall4),
        syscall5: Some(syscall5),
        syscall6: Some(syscall6),
        ..Operations::default()
    })
}
