//! Whether the vDSO is still where the vector says.
//!
//! The vector is what the kernel wrote at exec: it keeps the address of an image that is no longer there. So long as the
//! program has not called `vdso::disable`, one `mincore` asks for the page, and nothing does where `_start` is ours:
//! nothing ran before it. Afterwards the image may be gone, and something else may have been mapped in its place, which
//! `mincore` does not tell. Then the kernel's list of mappings does.

use core::mem::{MaybeUninit, transmute};
use core::ops::Range;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::source::{AT_FDCWD, O_CLOEXEC};
use crate::arch::direct;
use crate::arg::Arg as _;
use crate::raw::check;
use crate::sysno::Sysno;

/// `is_listed` after `doubt`, null before. As an address, so that a program without `doubt` has none of its code.
static ASK: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

/// From here on the vector is not believed.
#[inline]
pub(crate) fn doubt() {
    ASK.store(is_listed as *mut (), Relaxed);
}

/// Whether the vDSO is at an address of the vector; `started` is whether `_start` is ours.
#[inline]
pub(super) fn is_mapped(address: usize, started: bool) -> bool {
    let ask = ASK.load(Relaxed);
    if ask.is_null() {
        return started || is_resident(address);
    }
    // SAFETY: `doubt` alone stores an address, that of a function of this type.
    let ask = unsafe { transmute::<*mut (), fn(usize) -> bool>(ask) };
    ask(address)
}

/// Whether something is mapped at an address.
fn is_resident(address: usize) -> bool {
    let mut state = 0u8;
    let page = address & !(PAGE - 1);
    // SAFETY: mincore writes one byte for one page, and refuses an address where nothing is mapped.
    let word = unsafe { direct::syscall3(Sysno::MINCORE, page, PAGE, (&raw mut state).word()) };
    word == 0
}

/// Whether `/proc/self/maps` has the vDSO at an address. `false` also if the file cannot be read.
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
        // SAFETY: the kernel writes at most `room` bytes to the buffer.
        let word = unsafe { direct::syscall3(Sysno::READ, fd, buffer.as_mut_ptr().word(), room) };
        let bytes = check(word).ok().and_then(|count| buffer.get(..count));
        let Some(bytes @ [_, ..]) = bytes else { break };
        for byte in bytes {
            // SAFETY: the kernel has written so many bytes.
            let ended = line.push(unsafe { byte.assume_init() });
            found |= ended.is_some_and(|vdso| vdso.contains(&address));
        }
    }
    // SAFETY: the descriptor was opened here, and no other code has it.
    unsafe { direct::syscall1(Sysno::CLOSE, fd) };
    found
}

/// A line of the list, as far as it has been read: `FROM-TO ACCESS OFFSET DEVICE INODE NAME`, of which FROM and TO are in
/// hexadecimal digits.
#[derive(Default)]
struct Line {
    /// FROM, behind the hyphen.
    from: usize,
    /// The number whose digits are being read, and TO from the first space on.
    number: usize,
    /// Whether TO has ended.
    ended: bool,
    /// Whether the name is a file's path, which may end with anything.
    path: bool,
    /// The last eight bytes.
    last: u64,
}

impl Line {
    /// Takes a byte. At the end of the vDSO's line, returns the addresses of the mapping.
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

/// x86 has one size of page.
const PAGE: usize = 4096;
