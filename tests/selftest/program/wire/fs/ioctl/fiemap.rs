//! `FS_IOC_FIEMAP`.

use core::mem::MaybeUninit;

use trapgate::fs::FiemapFlags;

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    fs::ioctl_fs_ioc_fiemap {
        let file = file()?;
    }
        (&file, FAR, FAR + 1, FiemapFlags::SYNC, put([MaybeUninit::uninit(); 32 + 56 * 3]))
        (NONE, 0, u64::MAX, FiemapFlags::XATTR, put([MaybeUninit::uninit(); 32 + 56]))
        (&file, 0, 0, FiemapFlags::empty(), &mut []);
}
