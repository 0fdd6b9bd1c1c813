//! Devices.

use trapgate::io::{Request, Winsize};

use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            // Some of the hundreds.
            Request [FIONREAD TIOCGWINSZ UFFDIO_API UFFDIO_CONTINUE UFFDIO_COPY UFFDIO_MOVE
                UFFDIO_POISON UFFDIO_REGISTER UFFDIO_UNREGISTER UFFDIO_WAKE UFFDIO_WRITEPROTECT
                UFFDIO_ZEROPAGE USERFAULTFD_IOC_NEW]: "*" but "*" in "ioctl";
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
