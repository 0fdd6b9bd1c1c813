//! Where the vector is found, and how it is read there.

use core::ffi::c_ulong;
use core::mem::MaybeUninit;

use super::Type;
use crate::arch::{Getauxval, direct, getauxval};
use crate::arg::Arg as _;
use crate::raw::check;
use crate::sysno::Sysno;

/// Where this process's vector is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// On the stack that `_start` was given. The vector stays there until the process ends.
    Stack(*const Pair),
    /// In libc, which `getauxval` reads.
    Libc(Getauxval),
    /// In the kernel, which `prctl(PR_GET_AUXV)` copies.
    Kernel,
    /// In `/proc/self/auxv`.
    File,
    /// Nowhere that this process can read.
    Nowhere,
}

/// One entry: its type and its value.
pub(super) type Pair = [usize; 2];

impl Source {
    /// Finds the vector of a program whose `_start` is not this crate's.
    pub(super) fn find() -> Self {
        if let Some(getauxval) = getauxval() {
            return Self::Libc(getauxval);
        }
        let mut others = [Self::Kernel, Self::File].into_iter();
        let found = others.find(|source| source.get(Type::PAGESZ).is_some());
        found.unwrap_or(Self::Nowhere)
    }

    /// Returns the value of an entry. Through libc, an absent entry and a zero are the same: both
    /// are `None`.
    #[inline]
    pub(super) fn get(self, key: Type) -> Option<usize> {
        match self {
            // SAFETY: only `Auxv::from_initial_stack` makes a `Stack`, from pairs that end with
            // AT_NULL.
            Self::Stack(first) => unsafe { scan(first, key) },
            Self::Libc(getauxval) => {
                // SAFETY: libc's function accepts any number and changes nothing except errno.
                let value = unsafe { getauxval(key.0 as c_ulong) };
                (value != 0).then_some(value as usize)
            }
            Self::Kernel | Self::File | Self::Nowhere => {
                let mut buffer: Buffer = [const { MaybeUninit::uninit() }; 64];
                let bytes = self.copy(&mut buffer)?;
                scan_copy(&buffer, bytes, key)
            }
        }
    }

    /// Copies the vector into a buffer and returns how many bytes were written.
    ///
    /// The calls take the path `direct`, because the first target of the gate looks for an entry,
    /// too.
    fn copy(self, buffer: &mut Buffer) -> Option<usize> {
        match self {
            Self::Kernel => ask(buffer),
            Self::File => read(buffer),
            Self::Stack(_) | Self::Libc(_) | Self::Nowhere => None,
        }
    }
}

/// Looks for an entry in pairs that end with AT_NULL.
///
/// # Safety
///
/// - `pair` must point to the first pair of a vector that ends with AT_NULL.
#[inline]
unsafe fn scan(mut pair: *const Pair, key: Type) -> Option<usize> {
    loop {
        // SAFETY: every pair up to AT_NULL can be read, and AT_NULL does not precede this one.
        let [number, value] = unsafe { *pair };
        if number == 0 {
            return None;
        }
        if number == key.0 {
            return Some(value);
        }
        // SAFETY: this pair is not AT_NULL, so another one follows.
        pair = unsafe { pair.add(1) };
    }
}

/// Looks for an entry in the bytes that the kernel wrote to the front of a buffer.
fn scan_copy(buffer: &Buffer, bytes: usize, key: Type) -> Option<usize> {
    let pairs = buffer.get(..bytes / size_of::<Pair>())?;
    for pair in pairs {
        // SAFETY: the kernel has written the first `bytes` bytes of the buffer.
        let [number, value] = unsafe { pair.assume_init() };
        if number == 0 {
            return None;
        }
        if number == key.0 {
            return Some(value);
        }
    }
    None
}

/// Room for the whole vector. The kernel's has 28 pairs. A 32-bit process under a 64-bit kernel
/// gets as many bytes, with AT_NULL in the middle of them.
type Buffer = [MaybeUninit<Pair>; 64];

/// Makes the call `prctl(PR_GET_AUXV)`.
fn ask(buffer: &mut Buffer) -> Option<usize> {
    let room = size_of::<Buffer>();
    // SAFETY: the kernel writes at most `room` bytes, and the buffer is that large.
    let word = unsafe {
        direct::syscall5(
            Sysno::PRCTL,
            PR_GET_AUXV.word(),
            buffer.as_mut_ptr().word(),
            room,
            0,
            0,
        )
    };
    // The result is the size of the whole vector, even if the buffer is shorter.
    Some(check(word).ok()?.min(room))
}

/// Reads `/proc/self/auxv` to its end.
fn read(buffer: &mut Buffer) -> Option<usize> {
    let room = size_of::<Buffer>();
    let path = c"/proc/self/auxv".as_ptr().word();
    // SAFETY: the path is a string that ends with a nul byte.
    let word =
        unsafe { direct::syscall4(Sysno::OPENAT, AT_FDCWD.word(), path, O_CLOEXEC.word(), 0) };
    let fd = check(word).ok()?;
    let mut bytes = 0;
    let end = loop {
        let rest = buffer.as_mut_ptr().cast::<u8>().wrapping_add(bytes);
        // SAFETY: the kernel writes at most `room - bytes` bytes, and the buffer has as many from
        // `rest` on.
        let word = unsafe { direct::syscall3(Sysno::READ, fd, rest.word(), room - bytes) };
        match check(word) {
            Ok(0) => break Some(bytes),
            Ok(more) => bytes += more,
            Err(_) => break None,
        }
    };
    // SAFETY: the descriptor was opened above, and no other code has it.
    unsafe { direct::syscall1(Sysno::CLOSE, fd) };
    end
}

/// `PR_GET_AUXV` of `include/uapi/linux/prctl.h`.
const PR_GET_AUXV: i32 = 0x4155_5856;

/// The number that stands for the working directory.
pub(super) const AT_FDCWD: i32 = -100;

/// `O_CLOEXEC` on x86.
pub(super) const O_CLOEXEC: u32 = 0o2_000_000;
