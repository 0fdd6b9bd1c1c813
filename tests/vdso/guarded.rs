//! A buffer between two pages that nobody may touch.

use std::{ptr, slice};

const PAGE: usize = 4096;

pub(crate) struct Guarded {
    first: *mut u8,
    len: usize,
}

impl Guarded {
    /// At least so many bytes.
    pub(crate) fn new(len: usize) -> Self {
        let len = len.next_multiple_of(PAGE);
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a mapping of its own, and access to all of it but the first and the last page.
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

    /// The whole buffer, with every page of it open.
    pub(crate) fn open(&mut self) -> &mut [u8] {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: the buffer is this one's own.
        let opened = unsafe { libc::mprotect(self.first.cast(), self.len, access) };
        assert_eq!(opened, 0);
        self.head(self.len)
    }

    /// Makes one more page such that nobody may touch it.
    pub(crate) fn close_page(&mut self, page: usize) {
        assert!(page < self.len / PAGE);
        // SAFETY: within the buffer, which is this one's own.
        let closed = unsafe {
            let page = self.first.add(page * PAGE);
            libc::mprotect(page.cast(), PAGE, libc::PROT_NONE)
        };
        assert_eq!(closed, 0);
    }

    /// The first bytes of the buffer, right behind a page that nobody may touch.
    pub(crate) fn head(&mut self, len: usize) -> &mut [u8] {
        assert!(len <= self.len);
        // SAFETY: within the buffer, which is this one's own.
        unsafe { slice::from_raw_parts_mut(self.first, len) }
    }

    /// Its last bytes, right in front of the other one.
    pub(crate) fn tail(&mut self, len: usize) -> &mut [u8] {
        assert!(len <= self.len);
        // SAFETY: within the buffer, which is this one's own.
        unsafe { slice::from_raw_parts_mut(self.first.add(self.len - len), len) }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping made above; nothing borrows from it any more.
        unsafe { libc::munmap(self.first.sub(PAGE).cast(), self.len + 2 * PAGE) };
    }
}
