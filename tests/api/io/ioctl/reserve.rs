//! A buffer whose length does not fit 32 bits.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use trapgate::mm::{self, MapFlags, ProtFlags};

use crate::support::skip::skip;

/// Memory of which no page is there until it is used.
pub(in crate::api) struct Reserve {
    start: *mut c_void,
    len: usize,
}

impl Reserve {
    /// 4 GiB and two pages, or `None` and a word about why. A 32-bit program has no such buffer.
    pub(in crate::api) fn new(test: &str) -> Option<Self> {
        let len = 1_usize.checked_shl(32)?;
        let len = len + 2 * 4096;
        let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new place.
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
        // SAFETY: the mapping lives as long, and nobody else knows it.
        unsafe { std::slice::from_raw_parts_mut(self.start.cast(), self.len) }
    }

    pub(in crate::api) fn zeros(&mut self) -> &mut [u8] {
        // SAFETY: what is not written yet is zeros.
        unsafe { &mut *(&raw mut *self.bytes() as *mut [u8]) }
    }
}

impl Drop for Reserve {
    fn drop(&mut self) {
        // SAFETY: nothing borrows it any more.
        unsafe { mm::munmap(self.start, self.len) }.unwrap();
    }
}
