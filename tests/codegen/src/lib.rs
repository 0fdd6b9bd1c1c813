//! One function for each public operation whose assembly is held by `tests/codegen.rs`.

#![no_std]

use trapgate::raw::{self, check};
use trapgate::types::fd::BorrowedFd;
use trapgate::types::id::Pid;
use trapgate::{Result, Sysno, io, process};

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
