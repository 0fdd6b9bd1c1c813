//! `ioctl_ficlone(2)`, `ioctl_fideduperange(2)`.

use trapgate::fd::AsFd as _;
use trapgate::fs::{FileDedupeRange, FileDedupeRangeInfo};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    fs::ioctl_ficlone {
        let (file, other) = (file()?, file()?);
    }
        (&file, &other)
        (&file, NONE);

    fs::ioctl_ficlonerange {
        let (file, other) = (file()?, file()?);
    }
        (&file, &other, FAR, FAR + 1, FAR + 2)
        (&file, NONE, 0, u64::MAX, 0);

    fs::ioctl_fideduperange {
        let (file, other) = (file()?, file()?);
        let info = [
            FileDedupeRangeInfo::new(other.as_fd(), FAR + 2),
            FileDedupeRangeInfo::new(NONE, u64::MAX),
        ];
        let range = put(FileDedupeRange::new(FAR, FAR + 1, info));
        let none = put(FileDedupeRange::new(0, 0, []));
    }
        (&file, range)
        (NONE, none);
}
