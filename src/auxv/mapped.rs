//! Whether the vDSO is still mapped where the auxiliary vector has it.
//!
//! The vector is what the kernel wrote at `execve`. It keeps the address even of an image that has
//! been unmapped since. Until the program calls `vdso::disable`, `mincore` checks that the page is
//! mapped. A program whose `_start` is this crate's needs no check, because no other code ran
//! before it. After `vdso::disable` the image may be unmapped, and other memory may be mapped in
//! its place, which `mincore` cannot distinguish. From then on the kernel's list of mappings
//! decides.

use core::mem::{MaybeUninit, transmute};
use core::ops::Range;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::source::{AT_FDCWD, O_CLOEXEC};
use crate::arch::direct;
use crate::arg::Arg as _;
use crate::raw::check;
use crate::sysno::Sysno;

/// `is_listed` after `doubt`, null before. It is stored as an address so that a program that never
/// calls `doubt` does not contain its code.
static ASK: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

/// Makes `is_mapped` consult the kernel's list of mappings from now on.
#[inline]
pub(crate) fn doubt() {
    ASK.store(is_listed as *mut (), Relaxed);
}

/// Returns whether the vDSO is mapped at an address from the vector. `started` is whether `_start`
/// is this crate's.
#[inline]
pub(super) fn is_mapped(address: usize, started: bool) -> bool {
    let ask = ASK.load(Relaxed);
    if ask.is_null() {
        return started || is_resident(address);
    }
    // SAFETY: only `doubt` stores an address other than null, and it is that of a function of this
    // type.
    let ask = unsafe { transmute::<*mut (), fn(usize) -> bool>(ask) };
    ask(address)
}

/// Returns whether anything is mapped at an address.
fn is_resident(address: usize) -> bool {
    let mut state = 0u8;
    let page = address & !(PAGE - 1);
    // SAFETY: `mincore` writes one byte for one page, and rejects an address at which nothing is
    // mapped.
    let word = unsafe { direct::syscall3(Sysno::MINCORE, page, PAGE, (&raw mut state).word()) };
    word == 0
}

/// Returns whether `/proc/self/maps` has the vDSO at an address. The result is `false` if the file
/// cannot be read.
fn is_listed(address: usize) -> bool {
    let path = c"/proc/self/maps".as_ptr().word();
    // SAFETY: the path is a string that ends with a nul byte.
    let word =
        unsafe { direct::syscall4(Sysno::OPENAT, AT_FDCWD.word(), path, O_CLOEXEC.word(), 0) };
    let Ok(fd) = check(word) else { return false };
    let (mut line, mut found) = (Line::default(), false);
    let mut buffer = [const { MaybeUninit::<u8>::uninit() }; 512];
    loop {
        let room = size_of_val(&buffer);
        // SAFETY: the kernel writes at most `room` bytes, and the buffer is that large.
        let word = unsafe { direct::syscall3(Sysno::READ, fd, buffer.as_mut_ptr().word(), room) };
        let bytes = check(word).ok().and_then(|count| buffer.get(..count));
        let Some(bytes @ [_, ..]) = bytes else { break };
        for byte in bytes {
            // SAFETY: `bytes` is the part of the buffer that the kernel has written.
            let ended = line.push(unsafe { byte.assume_init() });
            found |= ended.is_some_and(|vdso| vdso.contains(&address));
        }
    }
    // SAFETY: the descriptor was opened above, and no other code has it.
    unsafe { direct::syscall1(Sysno::CLOSE, fd) };
    found
}

/// A line of the list, as far as it has been read: `FROM-TO ACCESS OFFSET DEVICE INODE NAME`, where
/// FROM and TO are hexadecimal.
#[derive(Default)]
struct Line {
    /// FROM, once the hyphen has been read.
    from: usize,
    /// The number whose digits are being read. After the first space, TO.
    number: usize,
    /// Whether TO has ended.
    ended: bool,
    /// Whether the name is the path of a file, which may end with any bytes.
    path: bool,
    /// The last eight bytes.
    last: u64,
}

impl Line {
    /// Processes the next byte. At the end of the vDSO's line, returns the addresses of the
    /// mapping.
    fn push(&mut self, byte: u8) -> Option<Range<usize>> {
        const NAME: u64 = u64::from_be_bytes(*b"\0 [vdso]");
        match byte {
            b'\n' => {
                let line = core::mem::take(self);
                let vdso = line.last << 8 >> 8 == NAME && !line.path;
                return vdso.then_some(line.from..line.number);
            }
            b'-' if !self.ended => self.from = core::mem::take(&mut self.number),
            b' ' => self.ended = true,
            b'/' => self.path = true,
            _ if !self.ended => {
                let digit = (byte as char).to_digit(16).unwrap_or(0);
                self.number = self.number << 4 | digit as usize;
            }
            _ => {}
        }
        self.last = self.last << 8 | u64::from(byte);
        None
    }
}

/// The size of a page, which is the same on every x86 processor.
const PAGE: usize = 4096;
