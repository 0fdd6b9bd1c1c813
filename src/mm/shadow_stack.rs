//! `map_shadow_stack(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `SHADOW_STACK_*`: what a new shadow stack begins with.
    pub struct ShadowStackFlags: u32 {
        /// A token at its top, by which `RSTORSSP` may switch to it.
        const SET_TOKEN ("SHADOW_STACK_SET_TOKEN") = 1;
        /// An empty entry at its top, by which the end is known; not on x86.
        const SET_MARKER ("SHADOW_STACK_SET_MARKER") = 2;
    }
}

/// `map_shadow_stack(2)`: maps a shadow stack, where a processor with control-flow protection keeps return addresses.
///
/// Returns its lowest address. `addr` is where it should be: null leaves it to the kernel, and another address is taken only
/// if nothing is mapped there. The length is rounded up to whole pages; a token stands at the end of `len`.
///
/// The call is safe: it takes the place of no other mapping, and no thread uses the new one before it is told to.
///
/// # Errors
///
/// - [`EXIST`](crate::Errno::EXIST): something is mapped there.
/// - [`INVAL`](crate::Errno::INVAL): unknown flags, an address that is no multiple of the page size, or a length for a token
///   that is no multiple of 8.
/// - [`NOMEM`](crate::Errno::NOMEM): no room.
/// - [`NOSPC`](crate::Errno::NOSPC): a length without room for a token.
/// - [`NOSYS`](crate::Errno::NOSYS): also a kernel that was built without shadow stacks.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the processor has none.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): a length that is too great to be rounded up.
/// - [`RANGE`](crate::Errno::RANGE): an address below 4 GiB.
///
/// # Kernel
///
/// Linux 6.6, `arch/x86/kernel/shstk.c`.
/// [map_shadow_stack(2)](https://man7.org/linux/man-pages/man2/map_shadow_stack.2.html)
#[inline]
pub fn map_shadow_stack(
    addr: *mut c_void,
    len: usize,
    flags: ShadowStackFlags,
) -> Result<*mut c_void> {
    // SAFETY: a new mapping, never in place of another one.
    unsafe { sys!(MAP_SHADOW_STACK, addr, len, flags) }
}
