//! Devices.

use trapgate::io::{Request, Winsize};

use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            // Some of the hundreds.
            Request [FIONREAD TIOCGWINSZ]: "*" but "*" in "ioctl";
        },
        structs: structs! {
            Winsize = "struct winsize", "ws_" [row col xpixel ypixel]:
                "general::winsize" "libc::winsize";
        },
        own: &["SIZE_AT"],
        headers: &["asm/ioctls.h", "asm/termios.h"],
        ..Topic::default()
    }
}
