//! `reboot(2)`.

use core::ffi::{CStr, c_char};
use core::ptr;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::constants;

/// The two numbers that show that the call is meant.
const LINUX_REBOOT_MAGIC1: u32 = 0xfee1_dead;
const LINUX_REBOOT_MAGIC2: u32 = 672_274_793;

constants! {
    /// `LINUX_REBOOT_CMD_*`: how the machine goes down.
    pub struct RebootCommand: u32 {
        /// Starts again.
        const RESTART ("LINUX_REBOOT_CMD_RESTART") = 0x0123_4567;
        /// Stops, and stays on.
        const HALT ("LINUX_REBOOT_CMD_HALT") = 0xcdef_0123;
        /// Ctrl-Alt-Del restarts at once.
        const CAD_ON ("LINUX_REBOOT_CMD_CAD_ON") = 0x89ab_cdef;
        /// Ctrl-Alt-Del sends `SIGINT` to process 1.
        const CAD_OFF ("LINUX_REBOOT_CMD_CAD_OFF") = 0;
        /// Stops and turns the power off.
        const POWER_OFF ("LINUX_REBOOT_CMD_POWER_OFF") = 0x4321_fedc;
        /// Starts again, with a string for the firmware.
        const RESTART2 ("LINUX_REBOOT_CMD_RESTART2") = 0xa1b2_c3d4;
        /// Suspends to disk.
        const SW_SUSPEND ("LINUX_REBOOT_CMD_SW_SUSPEND") = 0xd000_fce2;
        /// Starts the kernel that was loaded for it.
        const KEXEC ("LINUX_REBOOT_CMD_KEXEC") = 0x4558_4543;
    }
}

/// `reboot(2)`: restarts, halts or turns off the machine, at once and without writing back what is in memory.
///
/// `arg` is the string of [`RebootCommand::RESTART2`]; no other command has one. In a pid namespace other than the first
/// the commands that stop or restart end that namespace's process 1 instead.
///
/// # Errors
///
/// - [`FAULT`](crate::Errno::FAULT): [`RebootCommand::RESTART2`] without a string.
/// - [`INVAL`](crate::Errno::INVAL): no such command, or nothing was loaded for [`RebootCommand::KEXEC`].
/// - [`PERM`](crate::Errno::PERM): the caller may not reboot.
///
/// # Kernel
///
/// Linux 1.0, `kernel/reboot.c`. [reboot(2)](https://man7.org/linux/man-pages/man2/reboot.2.html)
#[inline]
pub fn reboot(command: RebootCommand, arg: Option<&CStr>) -> Result<()> {
    let arg: *const c_char = arg.map_or(ptr::null(), CStr::as_ptr);
    // SAFETY: the kernel reads at most `arg`, up to its end.
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
