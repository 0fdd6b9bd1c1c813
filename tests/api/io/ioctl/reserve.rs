//! A buffer whose length does not fit in 32 bits.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use trapgate::mm::{self, MapFlags, ProtFlags};

use crate::support::skip::skip;

/// Address space whose pages are allocated when they are used.
pub(in crate::api) struct Reserve {
    start: *mut c_void,
    len: usize,
}

impl Reserve {
    /// Reserves 4 GiB and two pages. If that fails, prints a skip of `test` and returns `None`. A
    /// 32-bit program always gets `None`.
    pub(in crate::api) fn new(test: &str) -> Option<Self> {
        let len = 1_usize.checked_shl(32)?;
        let len = len + 2 * 4096;
        let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new mapping.
        let start =
            unsafe { mm::mmap_anonymous(null_mut(), len, prot, flags | MapFlags::NORESERVE) };
        match start {
            Ok(start) => Some(Self { start, len }),
            Err(error) => {
                skip(test, format_args!("no room for 4 GiB: {error}"));
                None
            }
        }
    }

    pub(in crate::api) fn bytes(&mut self) -> &mut [MaybeUninit<u8>] {
        // SAFETY: the mapping lives as long as this value, which is borrowed exclusively.
        unsafe { std::slice::from_raw_parts_mut(self.start.cast(), self.len) }
    }

    pub(in crate::api) fn zeros(&mut self) -> &mut [u8] {
        // SAFETY: new pages are zeros, so all bytes are initialised.
        unsafe { &mut *(&raw mut *self.bytes() as *mut [u8]) }
    }
}

impl Drop for Reserve {
    fn drop(&mut self) {
        // SAFETY: nothing borrows the mapping any more.
        unsafe { mm::munmap(self.start, self.len) }.unwrap();
    }
}
