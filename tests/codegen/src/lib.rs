//! One function for each kind of result. `tests/codegen.rs` compares their assembly.

#![no_std]

use core::ffi::{CStr, c_void};

use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{self, ProtFlags};
use trapgate::raw::check;
use trapgate::time::{self, ClockId, TimerFlags, Timespec};
use trapgate::{Result, thread};

#[unsafe(no_mangle)]
pub fn check_word(word: usize) -> Result<usize> {
    check(word)
}

#[unsafe(no_mangle)]
pub fn openat(dir: BorrowedFd<'_>, path: &CStr) -> Result<OwnedFd> {
    fs::openat(dir, path, OpenFlags::RDONLY, Mode::empty())
}

/// # Safety
///
/// Those of the function with the same name.
#[unsafe(no_mangle)]
pub unsafe fn mprotect(addr: *mut c_void, len: usize, prot: ProtFlags) -> Result<()> {
    // SAFETY: the caller has the same duties.
    unsafe { mm::mprotect(addr, len, prot) }
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
