//! `ioctl(2)`: requests to a file system, a file or a block device.

mod block;
mod clone;
mod fiemap;
mod fs;
mod inode;

pub use block::{
    ioctl_blkalignoff, ioctl_blkbszget, ioctl_blkbszset, ioctl_blkdiscard, ioctl_blkdiscardzeroes,
    ioctl_blkflsbuf, ioctl_blkgetdiskseq, ioctl_blkgetsize64, ioctl_blkiomin, ioctl_blkioopt,
    ioctl_blkpbszget, ioctl_blkraget, ioctl_blkraset, ioctl_blkroget, ioctl_blkroset,
    ioctl_blkrotational, ioctl_blkrrpart, ioctl_blksecdiscard, ioctl_blksectget, ioctl_blksszget,
    ioctl_blkzeroout,
};
pub use clone::{
    Deduped, FileDedupeRange, FileDedupeRangeInfo, ioctl_ficlone, ioctl_ficlonerange,
    ioctl_fideduperange,
};
pub use fiemap::{
    FiemapExtent, FiemapExtentFlags, FiemapExtents, FiemapFlags, ioctl_fs_ioc_fiemap,
};
pub use fs::{
    FSLABEL_MAX, FsSysfsPath, FstrimRange, Fsuuid2, ioctl_fibmap, ioctl_fifreeze, ioctl_figetbsz,
    ioctl_fithaw, ioctl_fitrim, ioctl_fs_ioc_getfslabel, ioctl_fs_ioc_getfssysfspath,
    ioctl_fs_ioc_getfsuuid, ioctl_fs_ioc_setfslabel,
};
pub use inode::{
    Fsxattr, InodeFlags, ioctl_fs_ioc_fsgetxattr, ioctl_fs_ioc_fssetxattr, ioctl_fs_ioc_getflags,
    ioctl_fs_ioc_getversion, ioctl_fs_ioc_setflags, ioctl_fs_ioc_setversion,
};
