//! `mincore(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// What a byte of the answer speaks for: the page of both targets.
const PAGE: usize = 4096;

/// `mincore(2)`: which pages from `addr` on are in memory, so that a read of them waits for no device.
///
/// The buffer has one byte for each page, and its length says how many are asked about. Returns as [`Buffer`] says: the
/// lowest bit of a byte is 1 for a page in memory; the other bits mean nothing. Pages of a file count as soon as they are in
/// the cache, whoever has read them; all of them are shown as present to who neither owns the file nor may write to it.
/// The answer may be old before it is there.
///
/// The call is safe: of the range it only asks, and it writes to the buffer alone.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the kernel had no page for its own use.
/// - [`FAULT`](crate::Errno::FAULT): the buffer is not there or read-only, whatever its type says.
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or it goes beyond the address space.
///
/// # Kernel
///
/// Linux 2.4, `mm/mincore.c`. [mincore(2)](https://man7.org/linux/man-pages/man2/mincore.2.html)
#[inline]
pub fn mincore<B: Buffer>(addr: *const c_void, mut vec: B) -> Result<B::Output> {
    let (ptr, pages) = vec.parts();
    // More than all of memory stays so, for the kernel to refuse.
    let len = pages.saturating_mul(PAGE);
    // SAFETY: the kernel writes a byte for each page of `len`, at most `pages`, to a buffer of as many.
    let done: Result<()> = unsafe { sys!(MINCORE, addr, len, ptr) };
    // SAFETY: after a success it has written all of them.
    done.map(|()| unsafe { vec.filled(pages) })
}
