//! `ioctl_iflags(2)`.

use trapgate::fs::XFlags;
use trapgate::io::{Fsxattr, InodeFlags};

use crate::wire::stage::{NONE, file, put};
use crate::wire::wires;

wires! {
    io::ioctl_fs_ioc_fsgetxattr {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fs_ioc_fssetxattr {
        let file = file()?;
        let attr = put(Fsxattr::default());
        attr.set_xflags(XFlags::HASATTR | XFlags::APPEND);
        attr.projid = 70000;
    }
        (&file, attr)
        (NONE, attr);

    io::ioctl_fs_ioc_getflags {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fs_ioc_setflags {
        let file = file()?;
    }
        (&file, InodeFlags::APPEND | InodeFlags::RESERVED)
        (NONE, InodeFlags::empty());

    io::ioctl_fs_ioc_getversion {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fs_ioc_setversion {
        let file = file()?;
    }
        (&file, 0xfedc_ba98)
        (NONE, 1);
}
