//! Memory between two pages that fault on every access.

use std::ffi::c_int;
use std::io::{Error, Result};
use std::marker::PhantomData;
use std::ptr::null_mut;
use std::slice::from_raw_parts_mut;

pub(crate) const PAGE: usize = 4096;

/// `len` bytes, a page that faults before them and one after them.
pub(crate) struct Arena<'a> {
    base: *mut u8,
    len: usize,
    mapped: usize,
    lent: PhantomData<&'a mut [u8]>,
}

fn map(at: *mut u8, len: usize, prot: c_int, flags: c_int, fd: c_int) -> Result<*mut u8> {
    // SAFETY: new memory, or with MAP_FIXED a part of what this arena has reserved.
    let address = unsafe { libc::mmap(at.cast(), len, prot, flags, fd, 0) };
    if address == libc::MAP_FAILED {
        Err(Error::last_os_error())
    } else {
        Ok(address.cast())
    }
}

impl Arena<'static> {
    /// `len` bytes (a whole number of pages) that hold 0.
    pub(crate) fn new(len: usize) -> Arena<'static> {
        assert_eq!(len % PAGE, 0);
        Arena::repeating(len, len).expect("mmap")
    }

    /// At least `len + 1` bytes in which the same `repeat` bytes come again and again, up to the
    /// last pages, which are on their own.
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
        // SAFETY: a plain call on a descriptor of our own.
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
        // SAFETY: the descriptor is ours and not used after this.
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
    /// Where it begins.
    pub(crate) fn start(&self) -> *mut u8 {
        self.base
    }

    /// All of it.
    pub(crate) fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: mapped readable and writable, borrowed from `self` alone.
        unsafe { from_raw_parts_mut(self.base, self.len) }
    }

    /// The first `n` bytes: reading or writing before them faults.
    pub(crate) fn first(&mut self, n: usize) -> &mut [u8] {
        &mut self.bytes()[..n]
    }

    /// The last `n` bytes: reading or writing after them faults.
    pub(crate) fn last(&mut self, n: usize) -> &mut [u8] {
        let start = self.len - n;
        &mut self.bytes()[start..]
    }

    /// The last `n` bytes, as an arena.
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
            // SAFETY: what `repeating` mapped, and no window outlives it.
            unsafe { libc::munmap(start.cast(), self.mapped) };
        }
    }
}
