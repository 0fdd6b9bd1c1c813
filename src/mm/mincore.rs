//! `mincore(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// The size of the page that each byte of the result describes, the same on both targets.
const PAGE: usize = 4096;

/// `mincore(2)`: reports which pages are in memory, so that reading them does not wait for a
/// device.
///
/// The buffer has one byte for each page from `addr`; its length is the number of pages. The result
/// is that of [`Buffer`]. The lowest bit of a byte is 1 if the page is in memory; the other bits
/// have no meaning. A page of a file is in memory if it is in the page cache, even if another
/// process has read it. If the caller neither owns the file nor may write to it, the kernel reports
/// all pages as in memory. The result may already be out of date.
///
/// The call is safe: it does not access the range, and it writes only to the buffer.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the kernel had no free page for its own use.
/// - [`FAULT`](crate::Errno::FAULT): the buffer is not mapped or is read-only, although its type
///   promises otherwise.
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or the range ends after the
///   end of the address space.
///
/// # Kernel
///
/// Linux 2.4, `mm/mincore.c`. [mincore(2)](https://man7.org/linux/man-pages/man2/mincore.2.html)
#[inline]
pub fn mincore<B: Buffer>(addr: *const c_void, mut vec: B) -> Result<B::Output> {
    let (ptr, pages) = vec.parts();
    // If the product exceeds `usize`, pass the largest length, which the kernel rejects.
    let len = pages.saturating_mul(PAGE);
    // SAFETY: the kernel writes a byte for each page of `len`, at most `pages`, and the buffer has
    // `pages` bytes.
    let done: Result<()> = unsafe { sys!(MINCORE, addr, len, ptr) };
    // SAFETY: the call succeeded, so the kernel has written all `pages` bytes.
    done.map(|()| unsafe { vec.filled(pages) })
}
