//! The machine as a whole.

use trapgate::system::RebootCommand;

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            RebootCommand [RESTART HALT CAD_ON CAD_OFF POWER_OFF RESTART2 SW_SUSPEND KEXEC]:
                "LINUX_REBOOT_CMD_*";
        },
        structs: structs! {
            Utsname = "struct new_utsname", "" (behaviour::utsname()):
                "system::new_utsname" "libc::utsname";
        },
        headers: &["linux/reboot.h", "linux/utsname.h"],
        ..Topic::default()
    }
}
