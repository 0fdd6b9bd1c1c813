//! File systems.

use std::mem::offset_of;

use trapgate::fs::{FsType, StatfsFlags};

use crate::abi::layouts::target::Statfs;
use crate::abi::layouts::{Layout, layout};
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            FsType [AAFS ADFS AFFS AFS AFS_FS ANON_INODE_FS AUTOFS BCACHEFS BDEVFS BINDERFS
                BINFMTFS BPF_FS BTRFS BTRFS_TEST CEPH CGROUP CGROUP2 CIFS CODA CRAMFS DAXFS
                DEBUGFS DEVMEM DEVPTS DMA_BUF ECRYPTFS EFIVARFS EFS EROFS EXFAT EXT4 EXT3
                EXT2 F2FS FUSE FUTEXFS GUEST_MEMFD HOSTFS HPFS HUGETLBFS ISOFS JFFS2 MINIX
                MINIX_30 MINIX2 MINIX2_30 MINIX3 MSDOS MTD_INODE_FS NCP NFS NILFS NSFS
                NULL_FS OCFS2 OPENPROM OVERLAYFS PID_FS PIPEFS PROC PSTOREFS QNX4 QNX6 RAMFS
                RDTGROUP REISERFS SECRETMEM SECURITYFS SELINUX SMACK SMB SMB2 SOCKFS
                SQUASHFS SYSFS TMPFS TRACEFS UDF USBDEVICE V9FS XENFS XFS ZONEFS]:
                "*_SUPER_MAGIC" "*_MAGIC" "EROFS_SUPER_MAGIC_V1" "MINIX_SUPER_MAGIC2"
                "MINIX2_SUPER_MAGIC2"
                but "PROCFS_IOCTL_MAGIC" "STACK_END_MAGIC";
            StatfsFlags: "ST_*";
        },
        #[cfg(target_arch = "x86_64")]
        structs: structs! {
            Statfs = "struct statfs", "f_" (statfs()): "general::statfs" "libc::statfs64";
        },
        #[cfg(target_arch = "x86")]
        structs: structs! {
            Statfs = "struct statfs64", "f_" (statfs()): "general::statfs64" "libc::statfs64";
        },
        unknown: &[
            (
                "GUEST_MEMFD_MAGIC",
                0x474d_454d,
                "include/uapi/linux/magic.h, 6.19",
            ),
            (
                "NULL_FS_MAGIC",
                0x4e55_4c4c,
                "include/uapi/linux/magic.h, 7.0",
            ),
            ("ST_NOSYMFOLLOW", 0x2000, "include/linux/statfs.h, 5.10"),
            ("ST_VALID", 0x20, "include/linux/statfs.h"),
        ],
        headers: &["asm/statfs.h", "linux/magic.h"],
        ..Topic::default()
    }
}

/// One field has a name that is a word of Rust's.
fn statfs() -> Layout {
    let mut statfs = layout!(Statfs, "f_": bsize blocks bfree bavail files ffree fsid namelen frsize
        flags);
    statfs.insert("f_type".into(), offset_of!(Statfs, r#type));
    statfs
}
