use trapgate::Errno;
use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Fsxattr, InodeFlags, Mode, OpenFlags, XFlags};
use trapgate::io::{self, PipeFlags};

use super::disk::mounted;
use crate::api::scratch::closed;

#[test]
fn marks_of_a_file() {
    mounted("marks_of_a_file", "ext4", |root| {
        let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
        let file = fs::openat(root.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
        let before = fs::ioctl_fs_ioc_getflags(&file).unwrap();
        assert!(before.contains(InodeFlags::EXTENT), "{before:?}");
        let marked = before | InodeFlags::APPEND | InodeFlags::NODUMP | InodeFlags::NOATIME;
        assert_eq!(fs::ioctl_fs_ioc_setflags(&file, marked), Ok(()));
        assert_eq!(fs::ioctl_fs_ioc_getflags(&file), Ok(marked));
        assert_eq!(io::pwrite(&file, b"x", 0), Ok(1));
        assert_eq!(
            fs::ftruncate(&file, 0),
            Err(Errno::PERM),
            "the file is append-only"
        );
        assert_eq!(fs::ioctl_fs_ioc_setflags(&file, before), Ok(()));
        assert_eq!(fs::ioctl_fs_ioc_getflags(&file), Ok(before));
        for wrong in [
            InodeFlags::NOCOW,
            InodeFlags::HUGE_FILE,
            InodeFlags::from_bits_retain(u32::MAX),
        ] {
            assert_eq!(
                fs::ioctl_fs_ioc_setflags(&file, before | wrong),
                Err(Errno::OPNOTSUPP),
                "{wrong:?}"
            );
        }
    });
}

/// On ext4 the version can be set unless the file system has metadata checksums, which include it.
#[test]
fn versions_of_a_file() {
    mounted("versions_of_a_file", "ext4", |root| {
        let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
        let file = fs::openat(root.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
        let other = fs::openat(root.fd(), c"other", flags, Mode::RUSR | Mode::WUSR).unwrap();
        let version = fs::ioctl_fs_ioc_getversion(&file).unwrap();
        assert_ne!(
            Ok(version),
            fs::ioctl_fs_ioc_getversion(&other),
            "each file has its own version"
        );
        match fs::ioctl_fs_ioc_setversion(&file, 0xfedc_ba98) {
            Ok(()) => assert_eq!(fs::ioctl_fs_ioc_getversion(&file), Ok(0xfedc_ba98)),
            Err(error) => {
                assert_eq!(error, Errno::NOTTY);
                assert_eq!(fs::ioctl_fs_ioc_getversion(&file), Ok(version));
            }
        }
    });
    // ext2 has no such checksums, so the version can always be set.
    mounted("versions_of_a_file", "ext2", |root| {
        for version in [0, 0xfedc_ba98, u32::MAX] {
            assert_eq!(fs::ioctl_fs_ioc_setversion(root.fd(), version), Ok(()));
            assert_eq!(fs::ioctl_fs_ioc_getversion(root.fd()), Ok(version));
        }
    });
}

/// The same flags, through the request that XFS introduced.
#[test]
fn marks_in_other_words() {
    mounted("marks_in_other_words", "ext4", |root| {
        let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
        let file = fs::openat(root.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
        let mut attr = fs::ioctl_fs_ioc_fsgetxattr(&file).unwrap();
        assert_eq!((attr.xflags(), attr.projid), (XFlags::empty(), 0));
        attr.set_xflags(XFlags::APPEND | XFlags::NODUMP);
        assert_eq!(fs::ioctl_fs_ioc_fssetxattr(&file, &attr), Ok(()));
        assert_eq!(fs::ioctl_fs_ioc_fsgetxattr(&file), Ok(attr));
        let marked = fs::ioctl_fs_ioc_getflags(&file).unwrap();
        assert!(marked.contains(InodeFlags::APPEND | InodeFlags::NODUMP));
        assert_eq!(
            fs::ftruncate(&file, 0),
            Err(Errno::PERM),
            "the file is append-only"
        );
        attr.set_xflags(XFlags::empty());
        assert_eq!(fs::ioctl_fs_ioc_fssetxattr(&file, &attr), Ok(()));
        assert_eq!(fs::ftruncate(&file, 0), Ok(()));
        attr.set_xflags(XFlags::from_bits_retain(u64::MAX));
        assert_eq!(attr.xflags().bits(), u32::MAX.into());
        assert!(fs::ioctl_fs_ioc_fssetxattr(&file, &attr).is_err());
        attr.set_xflags(XFlags::empty());
        attr.projid = 70000;
        assert_eq!(
            fs::ioctl_fs_ioc_fssetxattr(&file, &attr),
            Err(Errno::OPNOTSUPP),
            "the file system has no projects"
        );
    });
}

#[test]
fn inode_errors() {
    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    for (fd, error) in [(read.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(fs::ioctl_fs_ioc_getflags(fd), Err(error));
        assert_eq!(
            fs::ioctl_fs_ioc_setflags(fd, InodeFlags::empty()),
            Err(error)
        );
        assert_eq!(fs::ioctl_fs_ioc_fsgetxattr(fd), Err(error));
        assert_eq!(
            fs::ioctl_fs_ioc_fssetxattr(fd, &Fsxattr::default()),
            Err(error)
        );
        assert_eq!(fs::ioctl_fs_ioc_getversion(fd), Err(error));
        assert_eq!(fs::ioctl_fs_ioc_setversion(fd, u32::MAX), Err(error));
    }
}
