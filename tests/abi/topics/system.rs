//! The machine as a whole.

use trapgate::system::{KexecFileFlags, RebootCommand};

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            KexecFileFlags: "KEXEC_FILE_*";
            RebootCommand [RESTART HALT CAD_ON CAD_OFF POWER_OFF RESTART2 SW_SUSPEND KEXEC]:
                "LINUX_REBOOT_CMD_*";
        },
        structs: structs! {
            Utsname = "struct new_utsname", "" (behaviour::utsname()):
                "system::new_utsname" "libc::utsname";
        },
        unknown: &[
            ("KEXEC_FILE_DEBUG", 8, "include/uapi/linux/kexec.h, 6.8"),
            ("KEXEC_FILE_NO_CMA", 16, "include/uapi/linux/kexec.h, 6.17"),
            (
                "KEXEC_FILE_FORCE_DTB",
                32,
                "include/uapi/linux/kexec.h, 6.18",
            ),
        ],
        headers: &["linux/kexec.h", "linux/reboot.h", "linux/utsname.h"],
        ..Topic::default()
    }
}
