//! `swapon(2)` and `swapoff(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

/// The bits of a priority, `SWAP_FLAG_PRIO_MASK`.
const SWAP_FLAG_PRIO_MASK: u32 = 0x7fff;

flags! {
    /// `SWAP_FLAG_*`: how an area of swap is used. The lowest 15 bits are its priority: see [`prio`](Self::prio).
    pub struct SwapFlags: u32 {
        /// There is a priority.
        const PREFER ("SWAP_FLAG_PREFER") = 0x8000;
        /// Tell the device what is free: all of it now, and pages before they are used again, or what the next two say.
        const DISCARD ("SWAP_FLAG_DISCARD") = 0x1_0000;
        /// Only all of it now (Linux 3.11).
        const DISCARD_ONCE ("SWAP_FLAG_DISCARD_ONCE") = 0x2_0000;
        /// Only pages before they are used again (Linux 3.11).
        const DISCARD_PAGES ("SWAP_FLAG_DISCARD_PAGES") = 0x4_0000;
    }
}

impl SwapFlags {
    /// [`PREFER`](Self::PREFER) with this priority: a higher one is used first, equal ones by turns. The greatest is 32767,
    /// and a greater number means that.
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

/// `swapon(2)`: pages memory out to a file or a block device that was made for it.
///
/// The call is safe: while it is in use the kernel lets nobody write to the file, and memory comes back as it was. A block
/// device is as trusted as the file that it holds open: who may write to it has more rights than this.
///
/// # Errors
///
/// - [`BUSY`](crate::Errno::BUSY): it is in use, as swap or otherwise.
/// - [`INVAL`](crate::Errno::INVAL): no signature of a swap area, a file with holes or on a file system without swap, neither
///   file nor block device, or unknown flags.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a name of more than the file system takes.
/// - [`NOENT`](crate::Errno::NOENT): no such file.
/// - [`NOMEM`](crate::Errno::NOMEM): memory is short.
/// - [`NOTDIR`](crate::Errno::NOTDIR): part of the path is no directory.
/// - [`PERM`](crate::Errno::PERM): not privileged, or there are too many areas already.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 1.0, `mm/swapfile.c`. [swapon(2)](https://man7.org/linux/man-pages/man2/swapon.2.html)
#[inline]
pub fn swapon(path: &CStr, flags: SwapFlags) -> Result<()> {
    // SAFETY: the kernel reads the string.
    unsafe { sys!(SWAPON, path.as_ptr(), flags) }
}

/// `swapoff(2)`: brings back what was paged out to a file or a block device, and pages out to it no longer.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal; the area stays in use.
/// - [`INVAL`](crate::Errno::INVAL): not in use as swap.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a name of more than the file system takes.
/// - [`NOENT`](crate::Errno::NOENT): no such file.
/// - [`NOMEM`](crate::Errno::NOMEM): no room for what would come back; the area stays in use.
/// - [`NOTDIR`](crate::Errno::NOTDIR): part of the path is no directory.
/// - [`PERM`](crate::Errno::PERM): not privileged.
///
/// # Kernel
///
/// Linux 1.0, `mm/swapfile.c`. [swapoff(2)](https://man7.org/linux/man-pages/man2/swapon.2.html)
#[inline]
pub fn swapoff(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads the string.
    unsafe { sys!(SWAPOFF, path.as_ptr()) }
}
