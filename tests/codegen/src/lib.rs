//! One function for each public operation whose assembly is held by `tests/codegen.rs`.

#![no_std]

use core::ffi::{CStr, c_void};
use core::ptr;

use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{self, MapFlags, ProtFlags};
use trapgate::raw::{self, check};
use trapgate::time::{self, ClockId, TimerFlags, Timespec};
use trapgate::types::fd::{BorrowedFd, OwnedFd};
use trapgate::types::id::Pid;
use trapgate::{Result, Sysno, io, process, thread};

macro_rules! raw {
    ($($name:ident($($arg:ident)*))*) => {$(
        /// The number is any, the arguments come in order.
        ///
        /// # Safety
        ///
        /// As the function of the same name.
        #[unsafe(no_mangle)]
        pub unsafe fn $name(nr: Sysno $(, $arg: usize)*) -> usize {
            // SAFETY: the duty is the same.
            unsafe { raw::$name(nr $(, $arg)*) }
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

#[unsafe(no_mangle)]
pub fn check_word(word: usize) -> Result<usize> {
    check(word)
}

#[unsafe(no_mangle)]
pub fn getpid() -> Pid {
    process::getpid()
}

#[unsafe(no_mangle)]
pub fn read(fd: BorrowedFd<'_>, buf: &mut [u8]) -> Result<usize> {
    io::read(fd, buf)
}

#[unsafe(no_mangle)]
pub fn pread(fd: BorrowedFd<'_>, buf: &mut [u8], offset: u64) -> Result<usize> {
    io::pread(fd, buf, offset)
}

#[unsafe(no_mangle)]
pub fn openat(dir: BorrowedFd<'_>, path: &CStr) -> Result<OwnedFd> {
    fs::openat(dir, path, OpenFlags::RDONLY, Mode::empty())
}

/// # Safety
///
/// As the function of the same name.
#[unsafe(no_mangle)]
pub unsafe fn mprotect(addr: *mut c_void, len: usize, prot: ProtFlags) -> Result<()> {
    // SAFETY: the duty is the same.
    unsafe { mm::mprotect(addr, len, prot) }
}

#[unsafe(no_mangle)]
pub fn mmap(len: usize, prot: ProtFlags, fd: BorrowedFd<'_>, offset: u64) -> Result<*mut c_void> {
    // SAFETY: a new mapping.
    unsafe { mm::mmap(ptr::null_mut(), len, prot, MapFlags::SHARED, fd, offset) }
}

#[unsafe(no_mangle)]
pub fn clock_gettime(time: &mut Timespec) -> Result<()> {
    *time = time::clock_gettime(ClockId::MONOTONIC)?;
    Ok(())
}

#[unsafe(no_mangle)]
pub fn clock_nanosleep(request: &Timespec) -> Result<()> {
    time::clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), request, None)
}

#[unsafe(no_mangle)]
pub fn getcpu() -> Result<(u32, u32)> {
    thread::getcpu()
}
