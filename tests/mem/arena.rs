//! Memory between two inaccessible pages.

use std::ffi::c_int;
use std::io::{Error, Result};
use std::marker::PhantomData;
use std::ptr::null_mut;
use std::slice::from_raw_parts_mut;

pub(crate) const PAGE: usize = 4096;

/// `len` bytes, with an inaccessible page before and after them.
pub(crate) struct Arena<'a> {
    base: *mut u8,
    len: usize,
    mapped: usize,
    lent: PhantomData<&'a mut [u8]>,
}

fn map(at: *mut u8, len: usize, prot: c_int, flags: c_int, fd: c_int) -> Result<*mut u8> {
    // SAFETY: creates a new mapping, or with MAP_FIXED replaces a part of what this arena has
    // reserved.
    let address = unsafe { libc::mmap(at.cast(), len, prot, flags, fd, 0) };
    if address == libc::MAP_FAILED {
        Err(Error::last_os_error())
    } else {
        Ok(address.cast())
    }
}

impl Arena<'static> {
    /// Creates an arena of `len` bytes (a whole number of pages) that are 0.
    pub(crate) fn new(len: usize) -> Arena<'static> {
        assert_eq!(len % PAGE, 0);
        Arena::repeating(len, len).expect("mmap")
    }

    /// Creates an arena of at least `len + 1` bytes, in which the same `repeat` bytes of memory are
    /// mapped again and again, except for the last pages, which are separate.
    pub(crate) fn repeating(len: usize, repeat: usize) -> Result<Arena<'static>> {
        assert_eq!(repeat % PAGE, 0);
        let own = if repeat == len { 0 } else { 2 * PAGE };
        let body = len / repeat * repeat;
        let tail = (len - body).next_multiple_of(PAGE) + own;
        let mapped = body + tail + 2 * PAGE;
        let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        let base = map(null_mut(), mapped, libc::PROT_NONE, private, -1)?.wrapping_add(PAGE);
        let both = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: the name is a C string.
        let fd = unsafe { libc::memfd_create(c"arena".as_ptr(), 0) };
        // SAFETY: changes the size of a file that belongs to this function.
        if fd < 0 || unsafe { libc::ftruncate(fd, repeat as libc::off_t) } != 0 {
            return Err(Error::last_os_error());
        }
        for at in (0..body).step_by(repeat) {
            let flags = libc::MAP_SHARED | libc::MAP_FIXED;
            map(base.wrapping_add(at), repeat, both, flags, fd)?;
        }
        if tail > 0 {
            map(
                base.wrapping_add(body),
                tail,
                both,
                private | libc::MAP_FIXED,
                -1,
            )?;
        }
        // SAFETY: this function opened the descriptor and does not use it after this.
        unsafe { libc::close(fd) };
        Ok(Arena {
            base,
            len: body + tail,
            mapped,
            lent: PhantomData,
        })
    }
}

impl Arena<'_> {
    /// Returns the address of the first byte.
    pub(crate) fn start(&self) -> *mut u8 {
        self.base
    }

    /// Returns all bytes.
    pub(crate) fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: the memory is readable and writable, and borrowed from `self` alone.
        unsafe { from_raw_parts_mut(self.base, self.len) }
    }

    /// Returns the first `n` bytes. Any access before them faults.
    pub(crate) fn first(&mut self, n: usize) -> &mut [u8] {
        &mut self.bytes()[..n]
    }

    /// Returns the last `n` bytes. Any access after them faults.
    pub(crate) fn last(&mut self, n: usize) -> &mut [u8] {
        let start = self.len - n;
        &mut self.bytes()[start..]
    }

    /// Returns the last `n` bytes as an arena.
    pub(crate) fn window(&mut self, n: usize) -> Arena<'_> {
        assert!(n <= self.len);
        let base = self.base.wrapping_add(self.len - n);
        Arena {
            base,
            len: n,
            mapped: 0,
            lent: PhantomData,
        }
    }
}

impl Drop for Arena<'_> {
    fn drop(&mut self) {
        if self.mapped > 0 {
            let start = self.base.wrapping_sub(PAGE);
            // SAFETY: `repeating` mapped this memory, and no window outlives the arena.
            unsafe { libc::munmap(start.cast(), self.mapped) };
        }
    }
}
