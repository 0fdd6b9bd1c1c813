//! A buffer of more than 4 GiB, where there can be one.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use crate::support::skip::skip;

/// Sizes whose lower 32 bits are negative, nothing and little.
pub(crate) const SIZES: [usize; 4] = [1 << 31, (1 << 32) - 1, 1 << 32, (1 << 32) + 3];

/// Address space without memory behind it, for [`SIZES`].
pub(crate) struct Huge(*mut MaybeUninit<u8>, usize);

/// As much as the greatest size. `None`, and a skip of `test`, if it cannot be had.
pub(crate) fn huge(test: &str) -> Option<Huge> {
    let len = SIZES[3];
    let (prot, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE);
    let flags = flags | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: new memory.
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
        // SAFETY: mapped, readable and writable, and this value's alone.
        unsafe { std::slice::from_raw_parts_mut(self.0, self.1) }
    }
}

impl Drop for Huge {
    fn drop(&mut self) {
        // SAFETY: mapped by `huge`, and no slice of it is left.
        unsafe { libc::munmap(self.0.cast(), self.1) };
    }
}
