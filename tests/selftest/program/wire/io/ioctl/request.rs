//! `ioctl(2)` with any request.

use trapgate::io::{Call, Request, Set};

use crate::wire::stage::{NONE, file, put};
use crate::wire::wires;

wires! {
    io::ioctl {
        let file = file()?;
    }
        (&file, Set::new(Request::from_raw(0x5421), put(1_i32)))
        (NONE, Call::new(Request::<[u8; 0x3fff]>::read_write(0xff, 0xfe).by_value(), 0x1234_5678));
}
