//! What `ioctl(2)` does with file systems.

use core::mem::MaybeUninit;

use trapgate::io::{FSLABEL_MAX, FstrimRange};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    io::ioctl_fibmap {
        let file = file()?;
    }
        (&file, 0x1234)
        (NONE, -1);

    io::ioctl_figetbsz {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fifreeze
        (NONE);

    io::ioctl_fithaw
        (NONE);

    io::ioctl_fitrim {
        let file = file()?;
    }
        (&file, FstrimRange { start: FAR, len: FAR + 1, minlen: FAR + 2 })
        (NONE, FstrimRange { start: 0, len: u64::MAX, minlen: 0 });

    io::ioctl_fs_ioc_getfslabel {
        let file = file()?;
    }
        (&file, put(MaybeUninit::uninit()))
        (NONE, put(MaybeUninit::uninit()));

    io::ioctl_fs_ioc_setfslabel {
        let file = file()?;
    }
        (&file, put([0x41; FSLABEL_MAX]))
        (NONE, put([0; FSLABEL_MAX]));

    io::ioctl_fs_ioc_getfsuuid
        (NONE);

    io::ioctl_fs_ioc_getfssysfspath
        (NONE, put(MaybeUninit::uninit()));
}
