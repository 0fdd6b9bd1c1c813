//! Types of file systems.

use crate::types::constants;

constants! {
    /// The type of a file system (`f_type`), a number that its authors have chosen.
    ///
    /// The constants are those of the kernel's list. A file system may have a number that is not in
    /// the list.
    pub struct FsType: u32 {
        /// AppArmor's policies.
        const AAFS ("AAFS_MAGIC") = 0x5a3c_69f0;
        /// Acorn's file system.
        const ADFS ("ADFS_SUPER_MAGIC") = 0xadf5;
        /// Amiga's file system.
        const AFFS ("AFFS_SUPER_MAGIC") = 0xadff;
        /// The Andrew File System.
        const AFS ("AFS_SUPER_MAGIC") = 0x5346_414f;
        /// The Andrew File System, as the kernel's own client mounts it.
        const AFS_FS ("AFS_FS_MAGIC") = 0x6b41_4653;
        /// Descriptors without a file, such as those of `epoll`.
        const ANON_INODE_FS ("ANON_INODE_FS_MAGIC") = 0x904_1934;
        /// Mounts on demand.
        const AUTOFS ("AUTOFS_SUPER_MAGIC") = 0x187;
        /// bcachefs.
        const BCACHEFS ("BCACHEFS_SUPER_MAGIC") = 0xca45_1a4e;
        /// Block devices.
        const BDEVFS ("BDEVFS_MAGIC") = 0x6264_6576;
        /// Binder devices.
        const BINDERFS ("BINDERFS_SUPER_MAGIC") = 0x6c6f_6f70;
        /// Registered formats of executables.
        const BINFMTFS ("BINFMTFS_MAGIC") = 0x4249_4e4d;
        /// BPF objects.
        const BPF_FS ("BPF_FS_MAGIC") = 0xcafe_4a11;
        /// Btrfs.
        const BTRFS ("BTRFS_SUPER_MAGIC") = 0x9123_683e;
        /// Btrfs, in its own tests.
        const BTRFS_TEST ("BTRFS_TEST_MAGIC") = 0x7372_7279;
        /// Ceph.
        const CEPH ("CEPH_SUPER_MAGIC") = 0xc3_6400;
        /// Control groups, version 1.
        const CGROUP ("CGROUP_SUPER_MAGIC") = 0x27_e0eb;
        /// Control groups, version 2.
        const CGROUP2 ("CGROUP2_SUPER_MAGIC") = 0x6367_7270;
        /// SMB, version 1.
        const CIFS ("CIFS_SUPER_MAGIC") = 0xff53_4d42;
        /// Coda.
        const CODA ("CODA_SUPER_MAGIC") = 0x7375_7245;
        /// A compressed file system for ROMs.
        const CRAMFS ("CRAMFS_MAGIC") = 0x28cd_3d45;
        /// Memory that devices share.
        const DAXFS ("DAXFS_MAGIC") = 0x6464_6178;
        /// Debugging files of the kernel.
        const DEBUGFS ("DEBUGFS_MAGIC") = 0x6462_6720;
        /// The file behind `/dev/mem`.
        const DEVMEM ("DEVMEM_MAGIC") = 0x454d_444d;
        /// Pseudoterminals.
        const DEVPTS ("DEVPTS_SUPER_MAGIC") = 0x1cd1;
        /// Buffers that devices share.
        const DMA_BUF ("DMA_BUF_MAGIC") = 0x444d_4142;
        /// eCryptfs, which encrypts another file system.
        const ECRYPTFS ("ECRYPTFS_SUPER_MAGIC") = 0xf15f;
        /// Variables of the EFI firmware.
        const EFIVARFS ("EFIVARFS_MAGIC") = 0xde5e_81e4;
        /// SGI's file system.
        const EFS ("EFS_SUPER_MAGIC") = 0x41_4a53;
        /// EROFS.
        const EROFS ("EROFS_SUPER_MAGIC_V1") = 0xe0f5_e1e2;
        /// exFAT.
        const EXFAT ("EXFAT_SUPER_MAGIC") = 0x2011_bab0;
        /// ext4. ext3 and ext2 have the same number.
        const EXT4 ("EXT4_SUPER_MAGIC") = 0xef53;
        /// ext3, with the number of ext4.
        const EXT3 ("EXT3_SUPER_MAGIC") = 0xef53;
        /// ext2, with the number of ext4.
        const EXT2 ("EXT2_SUPER_MAGIC") = 0xef53;
        /// F2FS.
        const F2FS ("F2FS_SUPER_MAGIC") = 0xf2f5_2010;
        /// A file system that a program implements (FUSE).
        const FUSE ("FUSE_SUPER_MAGIC") = 0x6573_5546;
        /// Futexes. Not used any more.
        const FUTEXFS ("FUTEXFS_SUPER_MAGIC") = 0xbad_1dea;
        /// Memory of virtual machines (Linux 6.19).
        const GUEST_MEMFD ("GUEST_MEMFD_MAGIC") = 0x474d_454d;
        /// The host's files, under user-mode Linux.
        const HOSTFS ("HOSTFS_SUPER_MAGIC") = 0xc0_ffee;
        /// OS/2's file system.
        const HPFS ("HPFS_SUPER_MAGIC") = 0xf995_e849;
        /// Huge pages.
        const HUGETLBFS ("HUGETLBFS_MAGIC") = 0x9584_58f6;
        /// ISO 9660.
        const ISOFS ("ISOFS_SUPER_MAGIC") = 0x9660;
        /// JFFS2.
        const JFFS2 ("JFFS2_SUPER_MAGIC") = 0x72b6;
        /// Minix, version 1.
        const MINIX ("MINIX_SUPER_MAGIC") = 0x137f;
        /// Minix, version 1, with names of 30 bytes.
        const MINIX_30 ("MINIX_SUPER_MAGIC2") = 0x138f;
        /// Minix, version 2.
        const MINIX2 ("MINIX2_SUPER_MAGIC") = 0x2468;
        /// Minix, version 2, with names of 30 bytes.
        const MINIX2_30 ("MINIX2_SUPER_MAGIC2") = 0x2478;
        /// Minix, version 3.
        const MINIX3 ("MINIX3_SUPER_MAGIC") = 0x4d5a;
        /// FAT.
        const MSDOS ("MSDOS_SUPER_MAGIC") = 0x4d44;
        /// Raw flash memory.
        const MTD_INODE_FS ("MTD_INODE_FS_MAGIC") = 0x1130_7854;
        /// NetWare.
        const NCP ("NCP_SUPER_MAGIC") = 0x564c;
        /// NFS.
        const NFS ("NFS_SUPER_MAGIC") = 0x6969;
        /// NILFS2.
        const NILFS ("NILFS_SUPER_MAGIC") = 0x3434;
        /// Namespaces.
        const NSFS ("NSFS_MAGIC") = 0x6e73_6673;
        /// The empty, immutable file system on which the root file system is mounted (Linux 7.0).
        const NULL_FS ("NULL_FS_MAGIC") = 0x4e55_4c4c;
        /// OCFS2.
        const OCFS2 ("OCFS2_SUPER_MAGIC") = 0x7461_636f;
        /// The device tree of Open Firmware.
        const OPENPROM ("OPENPROM_SUPER_MAGIC") = 0x9fa1;
        /// Overlays of other file systems.
        const OVERLAYFS ("OVERLAYFS_SUPER_MAGIC") = 0x794c_7630;
        /// Processes, to which `pidfd_open` returns descriptors.
        const PID_FS ("PID_FS_MAGIC") = 0x5049_4446;
        /// Pipes.
        const PIPEFS ("PIPEFS_MAGIC") = 0x5049_5045;
        /// `/proc`.
        const PROC ("PROC_SUPER_MAGIC") = 0x9fa0;
        /// Records that survive a crash.
        const PSTOREFS ("PSTOREFS_MAGIC") = 0x6165_676c;
        /// QNX, version 4.
        const QNX4 ("QNX4_SUPER_MAGIC") = 0x2f;
        /// QNX, version 6.
        const QNX6 ("QNX6_SUPER_MAGIC") = 0x6819_1122;
        /// Memory, without a size limit.
        const RAMFS ("RAMFS_MAGIC") = 0x8584_58f6;
        /// Control of caches and memory bandwidth (resctrl).
        const RDTGROUP ("RDTGROUP_SUPER_MAGIC") = 0x765_5821;
        /// ReiserFS.
        const REISERFS ("REISERFS_SUPER_MAGIC") = 0x5265_4973;
        /// Memory of `memfd_secret`.
        const SECRETMEM ("SECRETMEM_MAGIC") = 0x5345_434d;
        /// Security modules.
        const SECURITYFS ("SECURITYFS_MAGIC") = 0x7363_6673;
        /// SELinux's policies.
        const SELINUX ("SELINUX_MAGIC") = 0xf97c_ff8c;
        /// Smack's policies.
        const SMACK ("SMACK_MAGIC") = 0x4341_5d53;
        /// SMB, as the first client mounted it.
        const SMB ("SMB_SUPER_MAGIC") = 0x517b;
        /// SMB, versions 2 and 3.
        const SMB2 ("SMB2_SUPER_MAGIC") = 0xfe53_4d42;
        /// Sockets.
        const SOCKFS ("SOCKFS_MAGIC") = 0x534f_434b;
        /// Squashfs.
        const SQUASHFS ("SQUASHFS_MAGIC") = 0x7371_7368;
        /// `/sys`.
        const SYSFS ("SYSFS_MAGIC") = 0x6265_6572;
        /// Memory (tmpfs), also of `memfd_create`.
        const TMPFS ("TMPFS_MAGIC") = 0x102_1994;
        /// Tracing files of the kernel.
        const TRACEFS ("TRACEFS_MAGIC") = 0x7472_6163;
        /// UDF.
        const UDF ("UDF_SUPER_MAGIC") = 0x1501_3346;
        /// USB devices. Not used any more.
        const USBDEVICE ("USBDEVICE_SUPER_MAGIC") = 0x9fa2;
        /// Plan 9's protocol (9P).
        const V9FS ("V9FS_MAGIC") = 0x102_1997;
        /// Xen.
        const XENFS ("XENFS_SUPER_MAGIC") = 0xabba_1974;
        /// XFS.
        const XFS ("XFS_SUPER_MAGIC") = 0x5846_5342;
        /// Zoned devices.
        const ZONEFS ("ZONEFS_MAGIC") = 0x5a4f_4653;
    }
}
