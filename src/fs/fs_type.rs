//! Kinds of file systems.

use crate::types::constants;

constants! {
    /// The kind of a file system (`f_type`), as a number that was chosen for it.
    ///
    /// The constants are those of the kernel's list; a file system may have a number that is in no list.
    pub struct FsType: u32 {
        /// `AAFS_MAGIC`: policies of AppArmor.
        const AAFS = 0x5a3c_69f0;
        /// `ADFS_SUPER_MAGIC`: Acorn's.
        const ADFS = 0xadf5;
        /// `AFFS_SUPER_MAGIC`: Amiga's.
        const AFFS = 0xadff;
        /// `AFS_SUPER_MAGIC`: the Andrew file system.
        const AFS = 0x5346_414f;
        /// `AFS_FS_MAGIC`: the Andrew file system, of the kernel's own client.
        const AFS_FS = 0x6b41_4653;
        /// `ANON_INODE_FS_MAGIC`: descriptors without a file, such as those of `epoll`.
        const ANON_INODE_FS = 0x904_1934;
        /// `AUTOFS_SUPER_MAGIC`: mounts on demand.
        const AUTOFS = 0x187;
        /// `BCACHEFS_SUPER_MAGIC`: bcachefs.
        const BCACHEFS = 0xca45_1a4e;
        /// `BDEVFS_MAGIC`: block devices.
        const BDEVFS = 0x6264_6576;
        /// `BINDERFS_SUPER_MAGIC`: devices of binder.
        const BINDERFS = 0x6c6f_6f70;
        /// `BINFMTFS_MAGIC`: formats of programs.
        const BINFMTFS = 0x4249_4e4d;
        /// `BPF_FS_MAGIC`: objects of BPF.
        const BPF_FS = 0xcafe_4a11;
        /// `BTRFS_SUPER_MAGIC`: btrfs.
        const BTRFS = 0x9123_683e;
        /// `BTRFS_TEST_MAGIC`: btrfs, in its own tests.
        const BTRFS_TEST = 0x7372_7279;
        /// `CEPH_SUPER_MAGIC`: Ceph.
        const CEPH = 0xc3_6400;
        /// `CGROUP_SUPER_MAGIC`: control groups, version 1.
        const CGROUP = 0x27_e0eb;
        /// `CGROUP2_SUPER_MAGIC`: control groups, version 2.
        const CGROUP2 = 0x6367_7270;
        /// `CIFS_SUPER_MAGIC`: SMB, version 1.
        const CIFS = 0xff53_4d42;
        /// `CODA_SUPER_MAGIC`: Coda.
        const CODA = 0x7375_7245;
        /// `CRAMFS_MAGIC`: compressed, for ROMs.
        const CRAMFS = 0x28cd_3d45;
        /// `DAXFS_MAGIC`: memory that devices share.
        const DAXFS = 0x6464_6178;
        /// `DEBUGFS_MAGIC`: what the kernel's developers look at.
        const DEBUGFS = 0x6462_6720;
        /// `DEVMEM_MAGIC`: what backs `/dev/mem`.
        const DEVMEM = 0x454d_444d;
        /// `DEVPTS_SUPER_MAGIC`: terminals of programs.
        const DEVPTS = 0x1cd1;
        /// `DMA_BUF_MAGIC`: buffers that devices share.
        const DMA_BUF = 0x444d_4142;
        /// `ECRYPTFS_SUPER_MAGIC`: encryption over another file system.
        const ECRYPTFS = 0xf15f;
        /// `EFIVARFS_MAGIC`: variables of the firmware.
        const EFIVARFS = 0xde5e_81e4;
        /// `EFS_SUPER_MAGIC`: SGI's.
        const EFS = 0x41_4a53;
        /// `EROFS_SUPER_MAGIC_V1`: EROFS.
        const EROFS = 0xe0f5_e1e2;
        /// `EXFAT_SUPER_MAGIC`: exFAT.
        const EXFAT = 0x2011_bab0;
        /// `EXT4_SUPER_MAGIC`: ext4, and the same number for ext3 and ext2.
        const EXT4 = 0xef53;
        /// `EXT3_SUPER_MAGIC`: ext3, the same number.
        const EXT3 = 0xef53;
        /// `EXT2_SUPER_MAGIC`: ext2, the same number.
        const EXT2 = 0xef53;
        /// `F2FS_SUPER_MAGIC`: F2FS.
        const F2FS = 0xf2f5_2010;
        /// `FUSE_SUPER_MAGIC`: a program.
        const FUSE = 0x6573_5546;
        /// `FUTEXFS_SUPER_MAGIC`: futexes, once.
        const FUTEXFS = 0xbad_1dea;
        /// `GUEST_MEMFD_MAGIC`: memory of virtual machines (Linux 6.19).
        const GUEST_MEMFD = 0x474d_454d;
        /// `HOSTFS_SUPER_MAGIC`: the host's, under user-mode Linux.
        const HOSTFS = 0xc0_ffee;
        /// `HPFS_SUPER_MAGIC`: OS/2's.
        const HPFS = 0xf995_e849;
        /// `HUGETLBFS_MAGIC`: huge pages.
        const HUGETLBFS = 0x9584_58f6;
        /// `ISOFS_SUPER_MAGIC`: ISO 9660.
        const ISOFS = 0x9660;
        /// `JFFS2_SUPER_MAGIC`: JFFS2.
        const JFFS2 = 0x72b6;
        /// `MINIX_SUPER_MAGIC`: Minix, version 1.
        const MINIX = 0x137f;
        /// `MINIX_SUPER_MAGIC2`: Minix, version 1, names of 30 bytes.
        const MINIX_30 = 0x138f;
        /// `MINIX2_SUPER_MAGIC`: Minix, version 2.
        const MINIX2 = 0x2468;
        /// `MINIX2_SUPER_MAGIC2`: Minix, version 2, names of 30 bytes.
        const MINIX2_30 = 0x2478;
        /// `MINIX3_SUPER_MAGIC`: Minix, version 3.
        const MINIX3 = 0x4d5a;
        /// `MSDOS_SUPER_MAGIC`: FAT.
        const MSDOS = 0x4d44;
        /// `MTD_INODE_FS_MAGIC`: raw flash.
        const MTD_INODE_FS = 0x1130_7854;
        /// `NCP_SUPER_MAGIC`: NetWare.
        const NCP = 0x564c;
        /// `NFS_SUPER_MAGIC`: NFS.
        const NFS = 0x6969;
        /// `NILFS_SUPER_MAGIC`: NILFS2.
        const NILFS = 0x3434;
        /// `NSFS_MAGIC`: namespaces.
        const NSFS = 0x6e73_6673;
        /// `NULL_FS_MAGIC`: nothing, ever: the root below the root (Linux 7.0).
        const NULL_FS = 0x4e55_4c4c;
        /// `OCFS2_SUPER_MAGIC`: OCFS2.
        const OCFS2 = 0x7461_636f;
        /// `OPENPROM_SUPER_MAGIC`: firmware of Open Firmware's kind.
        const OPENPROM = 0x9fa1;
        /// `OVERLAYFS_SUPER_MAGIC`: a union of others.
        const OVERLAYFS = 0x794c_7630;
        /// `PID_FS_MAGIC`: processes, as `pidfd_open` gives them.
        const PID_FS = 0x5049_4446;
        /// `PIPEFS_MAGIC`: pipes.
        const PIPEFS = 0x5049_5045;
        /// `PROC_SUPER_MAGIC`: `/proc`.
        const PROC = 0x9fa0;
        /// `PSTOREFS_MAGIC`: what outlives a crash.
        const PSTOREFS = 0x6165_676c;
        /// `QNX4_SUPER_MAGIC`: QNX, version 4.
        const QNX4 = 0x2f;
        /// `QNX6_SUPER_MAGIC`: QNX, version 6.
        const QNX6 = 0x6819_1122;
        /// `RAMFS_MAGIC`: memory without a limit.
        const RAMFS = 0x8584_58f6;
        /// `RDTGROUP_SUPER_MAGIC`: shares of caches and memory bandwidth.
        const RDTGROUP = 0x765_5821;
        /// `REISERFS_SUPER_MAGIC`: ReiserFS.
        const REISERFS = 0x5265_4973;
        /// `SECRETMEM_MAGIC`: memory of `memfd_secret`.
        const SECRETMEM = 0x5345_434d;
        /// `SECURITYFS_MAGIC`: security modules.
        const SECURITYFS = 0x7363_6673;
        /// `SELINUX_MAGIC`: policies of SELinux.
        const SELINUX = 0xf97c_ff8c;
        /// `SMACK_MAGIC`: policies of Smack.
        const SMACK = 0x4341_5d53;
        /// `SMB_SUPER_MAGIC`: SMB, of the first client.
        const SMB = 0x517b;
        /// `SMB2_SUPER_MAGIC`: SMB, version 2 and later.
        const SMB2 = 0xfe53_4d42;
        /// `SOCKFS_MAGIC`: sockets.
        const SOCKFS = 0x534f_434b;
        /// `SQUASHFS_MAGIC`: SquashFS.
        const SQUASHFS = 0x7371_7368;
        /// `SYSFS_MAGIC`: `/sys`.
        const SYSFS = 0x6265_6572;
        /// `TMPFS_MAGIC`: memory, `memfd_create`'s too.
        const TMPFS = 0x102_1994;
        /// `TRACEFS_MAGIC`: what the kernel traces.
        const TRACEFS = 0x7472_6163;
        /// `UDF_SUPER_MAGIC`: UDF.
        const UDF = 0x1501_3346;
        /// `USBDEVICE_SUPER_MAGIC`: USB devices, once.
        const USBDEVICE = 0x9fa2;
        /// `V9FS_MAGIC`: Plan 9's protocol.
        const V9FS = 0x102_1997;
        /// `XENFS_SUPER_MAGIC`: Xen.
        const XENFS = 0xabba_1974;
        /// `XFS_SUPER_MAGIC`: XFS.
        const XFS = 0x5846_5342;
        /// `ZONEFS_MAGIC`: zoned devices.
        const ZONEFS = 0x5a4f_4653;
    }
}
