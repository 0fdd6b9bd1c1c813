//! `map_shadow_stack(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`map_shadow_stack`] (`SHADOW_STACK_`): what the new shadow stack contains.
    pub struct ShadowStackFlags: u32 {
        /// A token at the top, with which `RSTORSSP` can switch to the stack.
        const SET_TOKEN ("SHADOW_STACK_SET_TOKEN") = 1;
        /// An empty entry at the top that marks the end. Not on x86.
        const SET_MARKER ("SHADOW_STACK_SET_MARKER") = 2;
    }
}

/// `map_shadow_stack(2)`: maps a shadow stack, in which a processor with control-flow protection
/// keeps return addresses.
///
/// Returns the lowest address of the stack. `addr` is the address that the caller prefers. If it is
/// null, the kernel chooses one; any other address is used only if nothing is mapped there. The
/// length is rounded up to whole pages. A token is at the end of `len`, before rounding.
///
/// The call is safe: the new mapping replaces no other, and no thread uses it until the thread
/// switches to it.
///
/// # Errors
///
/// - [`EXIST`](crate::Errno::EXIST): the range at `addr` is in use.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, `addr` is not a multiple of
///   the page size, or `flags` contains [`SET_TOKEN`](ShadowStackFlags::SET_TOKEN) and `len` is not
///   a multiple of 8.
/// - [`NOMEM`](crate::Errno::NOMEM): the address space has no room.
/// - [`NOSPC`](crate::Errno::NOSPC): `len` is too small for a token.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.6, or was built without
///   shadow stacks.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the processor does not support shadow stacks.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): `len` is too large to be rounded up.
/// - [`RANGE`](crate::Errno::RANGE): `addr` is below 4 GiB.
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
    // SAFETY: the call creates a mapping, which never replaces another.
    unsafe { sys!(MAP_SHADOW_STACK, addr, len, flags) }
}
