//! `getrandom(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::buffer::Buffer;
use crate::types::flags;

flags! {
    /// Flags for [`getrandom`] (`GRND_`).
    pub struct GetrandomFlags: u32 {
        /// Returns an error instead of waiting for the generator to be seeded.
        const NONBLOCK ("GRND_NONBLOCK") = 1;
        /// Uses the source of `/dev/random`. Makes no difference since Linux 5.6.
        const RANDOM ("GRND_RANDOM") = 2;
        /// Does not wait for the generator to be seeded, and returns bytes that may not be random
        /// (Linux 5.6).
        const INSECURE ("GRND_INSECURE") = 4;
    }
}

/// `getrandom(2)`: fills a buffer with random bytes that are suitable for keys.
///
/// The result is that of [`Buffer`]. A signal can cut the call short only if the buffer has more
/// than 256 bytes. The call waits until the generator is seeded, which happens once after boot.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): `flags` contains [`GetrandomFlags::NONBLOCK`], and the
///   generator is not seeded yet.
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the call waited.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, or both `RANDOM` and
///   `INSECURE`.
///
/// # Kernel
///
/// Linux 3.17, `drivers/char/random.c`.
/// [getrandom(2)](https://man7.org/linux/man-pages/man2/getrandom.2.html)
#[inline]
pub fn getrandom<B: Buffer>(mut buf: B, flags: GetrandomFlags) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, all inside `buf`, which is borrowed
    // exclusively.
    let count: Result<usize> = unsafe { sys!(GETRANDOM, ptr, len, flags) };
    // SAFETY: the kernel has initialised the first `count` bytes.
    count.map(|count| unsafe { buf.filled(count) })
}
