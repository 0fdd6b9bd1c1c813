//! The operations by rustix.

mod stage;

use std::ffi::{CStr, c_char, c_void};
use std::os::fd::{BorrowedFd, IntoRawFd as _};
use std::{ptr, slice};

use rustix::fs::{self, Mode, OFlags};
use rustix::mm::{self, MapFlags, MprotectFlags, ProtFlags};
use rustix::time::{self, ClockId};
use rustix::{io, process, thread};

use stage::Operations;

const READ_WRITE: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// Tests a result as a caller would.
fn done<T>(result: io::Result<T>) -> T {
    result.unwrap_or_else(|errno| stage::failed(errno.raw_os_error()))
}

fn borrow(fd: i32) -> BorrowedFd<'static> {
    // SAFETY: the stage keeps the descriptor open.
    unsafe { BorrowedFd::borrow_raw(fd) }
}

extern "C" fn getpid() -> u32 {
    process::getpid().as_raw_nonzero().get() as u32
}

extern "C" fn close(fd: i32) {
    // SAFETY: the stage gives up the descriptor.
    unsafe { io::close(fd) }
}

extern "C" fn fchmod(fd: i32, mode: u16) {
    done(fs::fchmod(borrow(fd), Mode::from_bits_retain(mode.into())))
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
    let prot = MprotectFlags::READ | MprotectFlags::WRITE;
    // SAFETY: the protection of the stage's page stays the same.
    done(unsafe { mm::mprotect(addr, len, prot) })
}

extern "C" fn openat(dir: i32, path: *const c_char) -> i32 {
    // SAFETY: `path` is the stage's C string.
    let path = unsafe { CStr::from_ptr(path) };
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
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
    time::clock_gettime(ClockId::Monotonic).tv_sec
}

extern "C" fn clock_getres(_: usize, _: usize, _: usize, _: usize) -> i64 {
    time::clock_getres(ClockId::Monotonic).tv_sec
}

extern "C" fn getcpu(_: usize, _: usize, _: usize, _: usize) -> u32 {
    thread::sched_getcpu() as u32
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
        clock_getres: Some(clock_getres),
        getcpu: Some(getcpu),
        ..Operations::default()
    })
}
