//! `kexec_load(2)`: loads the kernel that runs after this one.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd};
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`kexec_file_load`] (`KEXEC_FILE_`).
    pub struct KexecFileFlags: u32 {
        /// Unloads the kernel that was loaded, and ignores all other arguments.
        const UNLOAD ("KEXEC_FILE_UNLOAD") = 1;
        /// Loads the kernel that starts after a panic.
        const ON_CRASH ("KEXEC_FILE_ON_CRASH") = 2;
        /// Loads no initial RAM disk, and ignores its descriptor.
        const NO_INITRAMFS ("KEXEC_FILE_NO_INITRAMFS") = 4;
        /// Logs what is loaded (Linux 6.8).
        const DEBUG ("KEXEC_FILE_DEBUG") = 8;
        /// Allocates no memory from the contiguous memory allocator (Linux 6.17).
        const NO_CMA ("KEXEC_FILE_NO_CMA") = 16;
        /// Passes this kernel's device tree to the next one (Linux 6.18).
        const FORCE_DTB ("KEXEC_FILE_FORCE_DTB") = 32;
    }
}

/// `kexec_file_load(2)`: loads a kernel, to be started by
/// [`RebootCommand::KEXEC`](super::RebootCommand::KEXEC) or after a panic.
///
/// The kernel and the initial RAM disk are read from the start to the end of their files. `initrd`
/// can be `None` only with [`NO_INITRAMFS`](KexecFileFlags::NO_INITRAMFS) or
/// [`UNLOAD`](KexecFileFlags::UNLOAD).
///
/// i686 does not have this call: the function returns [`NOSYS`](crate::Errno::NOSYS) there, without
/// a call.
///
/// # Errors
///
/// - [`ADDRNOTAVAIL`](crate::Errno::ADDRNOTAVAIL): `flags` contains
///   [`ON_CRASH`](KexecFileFlags::ON_CRASH), and no memory was reserved for it at boot.
/// - [`BADF`](crate::Errno::BADF): a file is not open for reading.
/// - [`BUSY`](crate::Errno::BUSY): another process is loading or starting a kernel.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, a file is empty, or the
///   command line is too long for the kernel.
/// - [`KEYREJECTED`](crate::Errno::KEYREJECTED), [`NODATA`](crate::Errno::NODATA),
///   [`NOKEY`](crate::Errno::NOKEY): the kernel must be signed, and its signature is wrong,
///   missing, or made with an unknown key.
/// - [`NOEXEC`](crate::Errno::NOEXEC): the file is not a kernel that can be loaded.
/// - [`NOMEM`](crate::Errno::NOMEM): memory is short.
/// - [`PERM`](crate::Errno::PERM): the caller lacks `CAP_SYS_BOOT`, or `kernel.kexec_load_disabled`
///   is 1.
///
/// # Kernel
///
/// Linux 3.17, `kernel/kexec_file.c`.
/// [kexec_load(2)](https://man7.org/linux/man-pages/man2/kexec_load.2.html)
#[inline]
pub fn kexec_file_load(
    kernel: impl AsFd,
    initrd: Option<BorrowedFd<'_>>,
    command_line: &CStr,
    flags: KexecFileFlags,
) -> Result<()> {
    // SAFETY: the kernel reads the command line up to its NUL, and writes to no memory of the
    // caller.
    unsafe {
        sys!(
            KEXEC_FILE_LOAD,
            kernel.as_fd(),
            initrd.map_or(-1, |fd| fd.as_raw_fd()),
            command_line.to_bytes_with_nul().len(),
            command_line.as_ptr(),
            flags
        )
    }
}
