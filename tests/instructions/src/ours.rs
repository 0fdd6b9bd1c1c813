//! The operations by this crate.

mod stage;

use std::ffi::{CStr, c_char, c_void};
use std::{ptr, slice};

use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{self, MapFlags, ProtFlags};
use trapgate::time::{self, ClockId};
use trapgate::{Errno, Result, Sysno, io, process, raw, thread};

use stage::Operations;

const READ_WRITE: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// Tests a result as a caller would.
fn done<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|errno: Errno| stage::failed(errno.raw()))
}

fn borrow(fd: i32) -> BorrowedFd<'static> {
    // SAFETY: the stage keeps the descriptor open.
    unsafe { BorrowedFd::borrow_raw(fd) }
}

extern "C" fn getpid() -> u32 {
    process::getpid().raw() as u32
}

extern "C" fn close(fd: i32) {
    // SAFETY: the stage gives up the descriptor.
    done(io::close(unsafe { OwnedFd::from_raw_fd(fd) }))
}

extern "C" fn fchmod(fd: i32, mode: u16) {
    done(fs::fchmod(borrow(fd), Mode::from_bits_retain(mode)))
}

extern "C" fn read(fd: i32, buf: *mut u8, len: usize) -> usize {
    // SAFETY: `buf` is the stage's buffer of `len` bytes, here and below.
    done(io::read(borrow(fd), unsafe {
        slice::from_raw_parts_mut(buf, len)
    }))
}

extern "C" fn write(fd: i32, buf: *const u8, len: usize) -> usize {
    // SAFETY: as above.
    done(io::write(borrow(fd), unsafe {
        slice::from_raw_parts(buf, len)
    }))
}

extern "C" fn mprotect(addr: *mut c_void, len: usize) {
    // SAFETY: the protection of the stage's page stays the same.
    done(unsafe { mm::mprotect(addr, len, READ_WRITE) })
}

extern "C" fn openat(dir: i32, path: *const c_char) -> i32 {
    // SAFETY: `path` is the stage's C string.
    let path = unsafe { CStr::from_ptr(path) };
    let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
    done(fs::openat(borrow(dir), path, flags, Mode::empty())).into_raw_fd()
}

extern "C" fn pread(fd: i32, buf: *mut u8, len: usize, offset: u64) -> usize {
    // SAFETY: as above.
    let buf = unsafe { slice::from_raw_parts_mut(buf, len) };
    done(io::pread(borrow(fd), buf, offset))
}

extern "C" fn mmap(len: usize, fd: i32, offset: u64) -> *mut c_void {
    let (null, flags) = (ptr::null_mut(), MapFlags::PRIVATE);
    // SAFETY: creates a new mapping, which replaces nothing.
    done(unsafe { mm::mmap(null, len, READ_WRITE, flags, borrow(fd), offset) })
}

extern "C" fn mmap_anonymous(len: usize) -> *mut c_void {
    // SAFETY: as above.
    done(unsafe { mm::mmap_anonymous(ptr::null_mut(), len, READ_WRITE, MapFlags::PRIVATE) })
}

extern "C" fn clock_gettime(_: usize, _: usize, _: usize, _: usize) -> i64 {
    done(time::clock_gettime(ClockId::MONOTONIC)).tv_sec
}

extern "C" fn clock_gettime_any(clock: i32, _: usize, _: usize, _: usize) -> i64 {
    done(time::clock_gettime(ClockId::from_raw(clock))).tv_sec
}

extern "C" fn clock_getres(_: usize, _: usize, _: usize, _: usize) -> i64 {
    done(time::clock_getres(ClockId::MONOTONIC)).tv_sec
}

extern "C" fn gettimeofday(_: usize, _: usize, _: usize, _: usize) -> i64 {
    let time = done(time::gettimeofday());
    time.tv_sec + time.tv_usec
}

extern "C" fn time(_: usize, _: usize, _: usize, _: usize) -> i64 {
    done(time::time())
}

extern "C" fn getcpu(_: usize, _: usize, _: usize, _: usize) -> u32 {
    done(thread::getcpu()).0
}

macro_rules! raw {
    ($($name:ident($($arg:ident)*))*) => {$(
        extern "C" fn $name(nr: u32 $(, $arg: usize)*) -> usize {
            // SAFETY: the stage passes the number of getpid, which has no effect whatever the
            // arguments are.
            unsafe { raw::$name(Sysno::from_raw(nr) $(, $arg)*) }
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
