//! Requests of `ioctl(2)` for file systems.

use core::mem::MaybeUninit;

use trapgate::fs::{FSLABEL_MAX, FstrimRange};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    fs::ioctl_fibmap {
        let file = file()?;
    }
        (&file, 0x1234)
        (NONE, -1);

    fs::ioctl_figetbsz {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_fifreeze
        (NONE);

    fs::ioctl_fithaw
        (NONE);

    fs::ioctl_fitrim {
        let file = file()?;
    }
        (&file, FstrimRange { start: FAR, len: FAR + 1, minlen: FAR + 2 })
        (NONE, FstrimRange { start: 0, len: u64::MAX, minlen: 0 });

    fs::ioctl_fs_ioc_getfslabel {
        let file = file()?;
    }
        (&file, put(MaybeUninit::uninit()))
        (NONE, put(MaybeUninit::uninit()));

    fs::ioctl_fs_ioc_setfslabel {
        let file = file()?;
    }
        (&file, put([0x41; FSLABEL_MAX]))
        (NONE, put([0; FSLABEL_MAX]));

    fs::ioctl_fs_ioc_getfsuuid
        (NONE);

    fs::ioctl_fs_ioc_getfssysfspath
        (NONE, put(MaybeUninit::uninit()));
}
