//! The pages that checks of memory work on.

use core::ffi::c_void;
use core::ptr;

use trapgate::fd::OwnedFd;
use trapgate::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};

use crate::outcome::{Of as _, Problem};

pub(crate) const PAGE: usize = 4096;
pub(crate) const BOTH: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// Three pages, which are unmapped on drop.
pub(crate) struct Pages(*mut c_void);

impl Pages {
    pub(crate) const LEN: usize = 3 * PAGE;

    /// Maps anonymous pages.
    pub(crate) fn new() -> Result<Self, Problem> {
        // SAFETY: a new mapping at an address that the kernel chooses.
        let addr = unsafe { mmap_anonymous(ptr::null_mut(), Self::LEN, BOTH, MapFlags::PRIVATE) };
        addr.of("mmap").map(Self)
    }

    /// Maps the first pages of a file.
    pub(crate) fn of(file: &OwnedFd) -> Result<Self, Problem> {
        // SAFETY: a new mapping at an address that the kernel chooses; only this check uses the
        // file.
        let addr = unsafe { mmap(ptr::null_mut(), Self::LEN, BOTH, MapFlags::SHARED, file, 0) };
        addr.of("mmap").map(Self)
    }

    /// The address of a page.
    pub(crate) fn at(&self, page: usize) -> *mut c_void {
        self.0.wrapping_byte_add(page * PAGE)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: this value owns the pages.
        let _ = unsafe { munmap(self.0, Self::LEN) };
    }
}
