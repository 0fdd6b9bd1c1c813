//! `getrandom(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::buffer::Buffer;
use crate::types::flags;

flags! {
    /// `GRND_*`: where random bytes come from.
    pub struct GetrandomFlags: u32 {
        /// Does not wait for the generator to be seeded.
        const NONBLOCK ("GRND_NONBLOCK") = 1;
        /// From the source of `/dev/random`; no difference since Linux 5.6.
        const RANDOM ("GRND_RANDOM") = 2;
        /// Whatever there is, even before the generator is seeded (Linux 5.6).
        const INSECURE ("GRND_INSECURE") = 4;
    }
}

/// `getrandom(2)`: fills a buffer with random bytes fit for keys.
///
/// Returns what the buffer makes of the bytes written: up to 256 come all at once, more may be cut short by a signal.
/// Waits until the generator is seeded, once after the machine has started.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the generator is not seeded yet, with [`GetrandomFlags::NONBLOCK`].
/// - [`INTR`](crate::Errno::INTR): a signal came while it waited.
/// - [`INVAL`](crate::Errno::INVAL): unknown flags, or `RANDOM` and `INSECURE` together.
///
/// # Kernel
///
/// Linux 3.17, `drivers/char/random.c`. [getrandom(2)](https://man7.org/linux/man-pages/man2/getrandom.2.html)
#[inline]
pub fn getrandom<B: Buffer>(mut buf: B, flags: GetrandomFlags) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, to which `buf` is exclusive.
    let count: Result<usize> = unsafe { sys!(GETRANDOM, ptr, len, flags) };
    // SAFETY: the kernel has written as many bytes as it says.
    count.map(|count| unsafe { buf.filled(count) })
}
