//! `reboot(2)`.

use core::ffi::{CStr, c_char};
use core::ptr;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::constants;

/// The two numbers that protect against calls by mistake.
const LINUX_REBOOT_MAGIC1: u32 = 0xfee1_dead;
const LINUX_REBOOT_MAGIC2: u32 = 672_274_793;

constants! {
    /// Commands for [`reboot`] (`LINUX_REBOOT_CMD_`).
    pub struct RebootCommand: u32 {
        /// Restarts the machine.
        const RESTART ("LINUX_REBOOT_CMD_RESTART") = 0x0123_4567;
        /// Halts the machine, which stays powered on.
        const HALT ("LINUX_REBOOT_CMD_HALT") = 0xcdef_0123;
        /// Makes Ctrl-Alt-Del restart the machine at once.
        const CAD_ON ("LINUX_REBOOT_CMD_CAD_ON") = 0x89ab_cdef;
        /// Makes Ctrl-Alt-Del send `SIGINT` to process 1.
        const CAD_OFF ("LINUX_REBOOT_CMD_CAD_OFF") = 0;
        /// Halts the machine and turns the power off.
        const POWER_OFF ("LINUX_REBOOT_CMD_POWER_OFF") = 0x4321_fedc;
        /// Restarts the machine, and passes a string to the firmware.
        const RESTART2 ("LINUX_REBOOT_CMD_RESTART2") = 0xa1b2_c3d4;
        /// Suspends to disk.
        const SW_SUSPEND ("LINUX_REBOOT_CMD_SW_SUSPEND") = 0xd000_fce2;
        /// Starts the kernel that was loaded with kexec.
        const KEXEC ("LINUX_REBOOT_CMD_KEXEC") = 0x4558_4543;
    }
}

/// `reboot(2)`: restarts, halts or powers off the machine.
///
/// The machine does so at once: the kernel does not write cached data to disk first. `arg` is the
/// string for [`RebootCommand::RESTART2`]; other commands ignore it. In a pid namespace other than
/// the initial one, the commands that restart, halt or power off end process 1 of that namespace
/// instead.
///
/// # Errors
///
/// - [`FAULT`](crate::Errno::FAULT): the command is [`RebootCommand::RESTART2`] and `arg` is
///   `None`.
/// - [`INVAL`](crate::Errno::INVAL): the command is unknown, or it is [`RebootCommand::KEXEC`] and
///   no kernel is loaded.
/// - [`PERM`](crate::Errno::PERM): the caller may not reboot.
///
/// # Kernel
///
/// Linux 1.0, `kernel/reboot.c`. [reboot(2)](https://man7.org/linux/man-pages/man2/reboot.2.html)
#[inline]
pub fn reboot(command: RebootCommand, arg: Option<&CStr>) -> Result<()> {
    let arg: *const c_char = arg.map_or(ptr::null(), CStr::as_ptr);
    // SAFETY: the kernel reads at most `arg`, up to its NUL.
    unsafe {
        sys!(
            REBOOT,
            LINUX_REBOOT_MAGIC1,
            LINUX_REBOOT_MAGIC2,
            command,
            arg
        )
    }
}
