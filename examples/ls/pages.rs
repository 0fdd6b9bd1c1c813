//! A growing array without an allocator.

use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr;
use core::slice;

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap, munmap};
use trapgate::{Errno, Result};

/// An array on pages of its own, of which the kernel maps twice as many whenever it is full.
pub(crate) struct Pages<T> {
    /// Null as long as there are none.
    first: *mut c_void,
    /// How many bytes are mapped.
    mapped: usize,
    /// How many elements are there.
    len: usize,
    of: PhantomData<T>,
}

/// What is mapped at first.
const START: usize = 1 << 16;

impl<T: Copy> Pages<T> {
    pub(crate) const fn new() -> Self {
        // A page begins where anything may.
        const { assert!(align_of::<T>() <= 4096 && size_of::<T>() != 0) };
        Self {
            first: ptr::null_mut(),
            mapped: 0,
            len: 0,
            of: PhantomData,
        }
    }

    pub(crate) fn as_slice(&self) -> &[T] {
        match self.len {
            0 => &[],
            // SAFETY: so many elements are mapped and written, and the slice borrows the array.
            len => unsafe { slice::from_raw_parts(self.first.cast(), len) },
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        match self.len {
            0 => &mut [],
            // SAFETY: as above, and nobody else has the array.
            len => unsafe { slice::from_raw_parts_mut(self.first.cast(), len) },
        }
    }

    /// Forgets the elements; the pages stay.
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends a copy of each.
    pub(crate) fn extend(&mut self, values: &[T]) -> Result<()> {
        let len = self.len.checked_add(values.len()).ok_or(Errno::NOMEM)?;
        self.reserve(len.checked_mul(size_of::<T>()).ok_or(Errno::NOMEM)?)?;
        for (place, &value) in (self.len..len).zip(values) {
            // SAFETY: inside of what is mapped now, and of the pages' alignment.
            unsafe { self.first.cast::<T>().add(place).write(value) };
        }
        self.len = len;
        Ok(())
    }

    /// Has at least so many bytes mapped.
    fn reserve(&mut self, bytes: usize) -> Result<()> {
        if bytes <= self.mapped {
            return Ok(());
        }
        let mapped = bytes
            .checked_next_power_of_two()
            .ok_or(Errno::NOMEM)?
            .max(START);
        let first = match self.mapped {
            0 => {
                let prot = ProtFlags::READ | ProtFlags::WRITE;
                // SAFETY: a new mapping takes nothing from anybody.
                unsafe { mmap_anonymous(ptr::null_mut(), mapped, prot, MapFlags::PRIVATE) }
            }
            old => {
                let flags = MremapFlags::MAYMOVE;
                // SAFETY: the pages are this array's, and nothing borrows them: `self` is borrowed for itself.
                unsafe { mremap(self.first, old, mapped, flags, ptr::null_mut()) }
            }
        };
        (self.first, self.mapped) = (first?, mapped);
        Ok(())
    }
}

impl<T> Drop for Pages<T> {
    fn drop(&mut self) {
        if self.mapped != 0 {
            // SAFETY: the pages are this array's, which nobody can use any more.
            let _ = unsafe { munmap(self.first, self.mapped) };
        }
    }
}
