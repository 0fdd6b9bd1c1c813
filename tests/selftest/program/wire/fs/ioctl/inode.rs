//! `ioctl_iflags(2)`.

use trapgate::fs::{Fsxattr, InodeFlags, XFlags};

use crate::wire::stage::{NONE, file, put};
use crate::wire::wires;

wires! {
    fs::ioctl_fs_ioc_fsgetxattr {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_fs_ioc_fssetxattr {
        let file = file()?;
        let attr = put(Fsxattr::default());
        attr.set_xflags(XFlags::HASATTR | XFlags::APPEND);
        attr.projid = 70000;
    }
        (&file, attr)
        (NONE, attr);

    fs::ioctl_fs_ioc_getflags {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_fs_ioc_setflags {
        let file = file()?;
    }
        (&file, InodeFlags::APPEND | InodeFlags::RESERVED)
        (NONE, InodeFlags::empty());

    fs::ioctl_fs_ioc_getversion {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_fs_ioc_setversion {
        let file = file()?;
    }
        (&file, 0xfedc_ba98)
        (NONE, 1);
}
