//! A growing array without an allocator.

use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr;
use core::slice;

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap, munmap};
use trapgate::{Errno, Result};

/// An array in its own mapping, whose size is doubled, or more, when the array is full.
pub(crate) struct Pages<T> {
    /// Null as long as nothing is mapped.
    first: *mut c_void,
    /// The number of bytes that are mapped.
    mapped: usize,
    /// The number of elements.
    len: usize,
    of: PhantomData<T>,
}

/// The number of bytes that are mapped first.
const START: usize = 1 << 16;

impl<T: Copy> Pages<T> {
    pub(crate) const fn new() -> Self {
        // The beginning of a page is aligned for every such type.
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
            // SAFETY: this many elements are mapped and written, and the slice borrows the array.
            len => unsafe { slice::from_raw_parts(self.first.cast(), len) },
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        match self.len {
            0 => &mut [],
            // SAFETY: as above, and the slice borrows the array mutably.
            len => unsafe { slice::from_raw_parts_mut(self.first.cast(), len) },
        }
    }

    /// Removes the elements. The pages stay mapped.
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends a copy of each value.
    pub(crate) fn extend(&mut self, values: &[T]) -> Result<()> {
        let len = self.len.checked_add(values.len()).ok_or(Errno::NOMEM)?;
        self.reserve(len.checked_mul(size_of::<T>()).ok_or(Errno::NOMEM)?)?;
        for (place, &value) in (self.len..len).zip(values) {
            // SAFETY: the element is within the mapping, which is aligned to a page.
            unsafe { self.first.cast::<T>().add(place).write(value) };
        }
        self.len = len;
        Ok(())
    }

    /// Makes sure that at least this many bytes are mapped.
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
                // SAFETY: a new mapping at an address that the kernel chooses replaces no other.
                unsafe { mmap_anonymous(ptr::null_mut(), mapped, prot, MapFlags::PRIVATE) }
            }
            old => {
                let flags = MremapFlags::MAYMOVE;
                // SAFETY: the pages belong to this array, and no slice borrows them, because `self`
                // is borrowed mutably.
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
            // SAFETY: the pages belong to this array, which cannot be used after this.
            let _ = unsafe { munmap(self.first, self.mapped) };
        }
    }
}
