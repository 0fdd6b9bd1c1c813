//! A buffer of more than 4 GiB, if the target can have one.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use crate::support::skip::skip;

/// Sizes whose lower 32 bits are negative, zero and small.
pub(crate) const SIZES: [usize; 4] = [1 << 31, (1 << 32) - 1, 1 << 32, (1 << 32) + 3];

/// Address space for [`SIZES`], without memory until it is used.
pub(crate) struct Huge(*mut MaybeUninit<u8>, usize);

/// Reserves the greatest size. If that fails, returns `None` and prints a skip of `test`.
pub(crate) fn huge(test: &str) -> Option<Huge> {
    let len = SIZES[3];
    let (prot, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE);
    let flags = flags | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a new mapping.
    let memory = unsafe { libc::mmap(null_mut(), len, prot, flags, -1, 0) };
    if memory == libc::MAP_FAILED {
        skip(
            test,
            format!("{len} bytes: {}", std::io::Error::last_os_error()),
        );
        return None;
    }
    Some(Huge(memory.cast(), len))
}

impl Huge {
    pub(crate) fn bytes(&mut self) -> &mut [MaybeUninit<u8>] {
        // SAFETY: mapped, readable and writable, and referred to only by this value.
        unsafe { std::slice::from_raw_parts_mut(self.0, self.1) }
    }
}

impl Drop for Huge {
    fn drop(&mut self) {
        // SAFETY: mapped by `huge`, and no slice of it exists any more.
        unsafe { libc::munmap(self.0.cast(), self.1) };
    }
}
