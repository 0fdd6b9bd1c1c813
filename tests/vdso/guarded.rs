//! A buffer between two inaccessible pages.

use std::{ptr, slice};

const PAGE: usize = 4096;

pub(crate) struct Guarded {
    first: *mut u8,
    len: usize,
}

impl Guarded {
    /// Creates a buffer of at least `len` bytes.
    pub(crate) fn new(len: usize) -> Self {
        let len = len.next_multiple_of(PAGE);
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: creates a new mapping, and makes all of it accessible except the first and the
        // last page.
        unsafe {
            let all = libc::mmap(
                ptr::null_mut(),
                len + 2 * PAGE,
                libc::PROT_NONE,
                flags,
                -1,
                0,
            );
            assert_ne!(all, libc::MAP_FAILED);
            let first = all.byte_add(PAGE);
            let access = libc::PROT_READ | libc::PROT_WRITE;
            assert_eq!(libc::mprotect(first, len, access), 0);
            Self {
                first: first.cast(),
                len,
            }
        }
    }

    /// Makes every page of the buffer accessible, and returns all of it.
    pub(crate) fn open(&mut self) -> &mut [u8] {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: the buffer belongs to `self`.
        let opened = unsafe { libc::mprotect(self.first.cast(), self.len, access) };
        assert_eq!(opened, 0);
        self.head(self.len)
    }

    /// Makes one more page inaccessible.
    pub(crate) fn close_page(&mut self, page: usize) {
        assert!(page < self.len / PAGE);
        // SAFETY: the page lies within the buffer, which belongs to `self`.
        let closed = unsafe {
            let page = self.first.add(page * PAGE);
            libc::mprotect(page.cast(), PAGE, libc::PROT_NONE)
        };
        assert_eq!(closed, 0);
    }

    /// Returns the first bytes of the buffer, directly after an inaccessible page.
    pub(crate) fn head(&mut self, len: usize) -> &mut [u8] {
        assert!(len <= self.len);
        // SAFETY: the bytes lie within the buffer, which belongs to `self`.
        unsafe { slice::from_raw_parts_mut(self.first, len) }
    }

    /// Returns the last bytes of the buffer, directly before an inaccessible page.
    pub(crate) fn tail(&mut self, len: usize) -> &mut [u8] {
        assert!(len <= self.len);
        // SAFETY: the bytes lie within the buffer, which belongs to `self`.
        unsafe { slice::from_raw_parts_mut(self.first.add(self.len - len), len) }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: unmaps the mapping that `new` created; nothing borrows from it any more.
        unsafe { libc::munmap(self.first.sub(PAGE).cast(), self.len + 2 * PAGE) };
    }
}
