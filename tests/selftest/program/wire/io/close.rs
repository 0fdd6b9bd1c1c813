//! `close(2)`, `close_range(2)`.

use trapgate::fd::OwnedFd;
use trapgate::io::CloseRangeFlags;

use crate::wire::stage::file;
use crate::wire::wires;

wires! {
    io::close {
        let file = file()?;
        // SAFETY: -1 is not a descriptor, so it has no other owner.
        let none = unsafe { OwnedFd::from_raw_fd(-1) };
    }
        (file)
        (none);

    io::close_range {
        let both = CloseRangeFlags::CLOEXEC | CloseRangeFlags::UNSHARE;
    }
        (200, 300, CloseRangeFlags::empty())
        (0x8000_0000, u32::MAX, both)
        (301, 300, CloseRangeFlags::empty());

    io::close_range_cloexec
        (200, u32::MAX)
        (301, 300);
}
