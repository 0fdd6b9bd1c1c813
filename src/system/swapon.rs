//! `swapon(2)` and `swapoff(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

/// The bits of the priority, `SWAP_FLAG_PRIO_MASK`.
const SWAP_FLAG_PRIO_MASK: u32 = 0x7fff;

flags! {
    /// Flags for [`swapon`] (`SWAP_FLAG_`). The lowest 15 bits are the priority of the area; see
    /// [`prio`](Self::prio).
    pub struct SwapFlags: u32 {
        /// The flags contain a priority.
        const PREFER ("SWAP_FLAG_PREFER") = 0x8000;
        /// Discards free blocks of the device: all of them now, and each before it is used again.
        /// The next two flags limit this.
        const DISCARD ("SWAP_FLAG_DISCARD") = 0x1_0000;
        /// Discards all free blocks now, and none later (Linux 3.11).
        const DISCARD_ONCE ("SWAP_FLAG_DISCARD_ONCE") = 0x2_0000;
        /// Discards free blocks only before they are used again (Linux 3.11).
        const DISCARD_PAGES ("SWAP_FLAG_DISCARD_PAGES") = 0x4_0000;
    }
}

impl SwapFlags {
    /// Returns [`PREFER`](Self::PREFER) with this priority. The kernel uses areas with a higher
    /// priority first, and those with the same priority in turn. The maximum is 32767, and a larger
    /// number has the same effect.
    #[doc(alias = "SWAP_FLAG_PRIO_MASK")]
    #[inline]
    #[must_use]
    pub const fn prio(prio: u16) -> Self {
        let prio = prio as u32;
        let prio = if prio < SWAP_FLAG_PRIO_MASK {
            prio
        } else {
            SWAP_FLAG_PRIO_MASK
        };
        Self::from_bits_retain(Self::PREFER.bits() | prio)
    }
}

/// `swapon(2)`: starts paging memory out to a file or a block device that was prepared for it.
///
/// The call is safe: while a file is in use, the kernel lets no process write to it, and memory
/// that is paged out returns with the same content. A process that can write to a block device
/// directly could change that memory, but it needs privileges for that which exceed those of this
/// call.
///
/// # Errors
///
/// - [`BUSY`](crate::Errno::BUSY): the file or device is in use, as swap or otherwise.
/// - [`INVAL`](crate::Errno::INVAL): the path is neither a file nor a block device; the file or
///   device has no signature of a swap area; the file has holes, or is on a file system that does
///   not support swap; or `flags` contains an unknown flag.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component is
///   longer than the file system allows.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist.
/// - [`NOMEM`](crate::Errno::NOMEM): memory is short.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the caller lacks the privilege, or too many swap areas are in
///   use.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 1.0, `mm/swapfile.c`. [swapon(2)](https://man7.org/linux/man-pages/man2/swapon.2.html)
#[inline]
pub fn swapon(path: &CStr, flags: SwapFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(SWAPON, path.as_ptr(), flags) }
}

/// `swapoff(2)`: stops paging to a file or a block device, and brings back what was paged out to
/// it.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal arrived. The area stays in use.
/// - [`INVAL`](crate::Errno::INVAL): the file or device is not in use as swap.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component is
///   longer than the file system allows.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist.
/// - [`NOMEM`](crate::Errno::NOMEM): memory has no room for what was paged out. The area stays in
///   use.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the caller lacks the privilege.
///
/// # Kernel
///
/// Linux 1.0, `mm/swapfile.c`. [swapoff(2)](https://man7.org/linux/man-pages/man2/swapon.2.html)
#[inline]
pub fn swapoff(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(SWAPOFF, path.as_ptr()) }
}
