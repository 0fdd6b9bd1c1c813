use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::unix::fs::MetadataExt as _;
use std::ptr;

use trapgate::fd::{AsFd as _, BorrowedFd};
use trapgate::fs::{self, FSLABEL_MAX, FstrimRange};
use trapgate::io::{self, PipeFlags};
use trapgate::{Errno, Sysno};

use super::disk::mounted;
use crate::api::scratch::{closed, memory};
use crate::api::supervisor::answered;
use crate::support::machine::{Right, before, capable};

/// A label as the array that the kernel reads.
fn label(text: &[u8]) -> [u8; FSLABEL_MAX] {
    let mut label = [0; FSLABEL_MAX];
    label[..text.len()].copy_from_slice(text);
    label
}

#[test]
fn labels() {
    for (kind, most) in [("ext4", 16), ("btrfs", 255)] {
        mounted("labels", kind, |root| {
            let root = root.fd();
            let mut room = MaybeUninit::new([0xff; FSLABEL_MAX]);
            match fs::ioctl_fs_ioc_getfslabel(&root, &mut room) {
                Err(Errno::NOTTY) if kind == "ext4" => {
                    return before("labels", (5, 17), "no labels on ext4");
                }
                found => assert_eq!(found, Ok(c""), "{kind}"),
            }
            let longest = vec![b'l'; most];
            for text in [&b"gate"[..], &longest, b"g"] {
                assert_eq!(
                    fs::ioctl_fs_ioc_setfslabel(&root, &label(text)),
                    Ok(()),
                    "{kind}"
                );
                let mut room = MaybeUninit::new([0xff; FSLABEL_MAX]);
                let now = fs::ioctl_fs_ioc_getfslabel(&root, &mut room).unwrap();
                assert_eq!(now.to_bytes(), text, "{kind}");
            }
            let endless = [b'l'; FSLABEL_MAX];
            assert_eq!(
                fs::ioctl_fs_ioc_setfslabel(&root, &endless),
                Err(Errno::INVAL),
                "{kind}"
            );
        });
    }
}

/// Bytes that the file system does not write are zeros.
#[test]
fn half_a_label() {
    let file = &memory();
    let write = |arguments: [u64; 6]| {
        let label = ptr::with_exposed_provenance_mut::<[u8; 2]>(arguments[2] as usize);
        // SAFETY: this is the label of the request being answered.
        unsafe { label.write(*b"ab") };
        0
    };
    let mut room = MaybeUninit::new([0xff; FSLABEL_MAX]);
    let ask = || fs::ioctl_fs_ioc_getfslabel(file, &mut room).map(CStr::to_owned);
    let found = answered("half_a_label", Sysno::IOCTL, write, ask);
    assert!(found.is_none_or(|label| label.as_deref() == Ok(c"ab")));
}

#[test]
fn names_of_a_file_system() {
    mounted("names_of_a_file_system", "ext4", |root| {
        let fd = root.fd();
        let uuid = match fs::ioctl_fs_ioc_getfsuuid(&fd) {
            Ok(uuid) => uuid,
            Err(error) => return assert_eq!(error, Errno::NOTTY, "before Linux 6.9"),
        };
        assert_eq!(uuid.bytes().len(), 16);
        assert!(uuid.bytes().iter().any(|&byte| byte != 0));
        let mut room = MaybeUninit::uninit();
        let path = fs::ioctl_fs_ioc_getfssysfspath(&fd, &mut room).unwrap();
        let device = std::fs::metadata(root.path()).unwrap().dev();
        let name = std::fs::read_link(format!(
            "/sys/dev/block/{}:{}",
            device >> 8 & 0xfff,
            device & 0xff
        ))
        .unwrap();
        let expected = format!("ext4/{}", name.file_name().unwrap().to_str().unwrap());
        assert_eq!(path.bytes(), expected.as_bytes());
        assert!(std::fs::exists(format!("/sys/fs/{expected}")).unwrap());
        assert_eq!(format!("{path:?}"), format!("FsSysfsPath({expected:?})"));
    });
}

/// Thaws a file system on drop, so that it can be unmounted even if the test fails.
struct Thaw<'fd>(BorrowedFd<'fd>);

impl Drop for Thaw<'_> {
    fn drop(&mut self) {
        const FITHAW: u32 = 0xc004_5878;
        // SAFETY: the request takes no argument.
        unsafe { libc::ioctl(self.0.as_raw_fd(), FITHAW as _, 0) };
    }
}

#[test]
fn a_frozen_file_system() {
    mounted("a_frozen_file_system", "ext4", |root| {
        let fd = root.fd();
        let _thaw = Thaw(fd.as_fd());
        assert_eq!(fs::ioctl_fithaw(&fd), Err(Errno::INVAL));
        assert_eq!(fs::ioctl_fifreeze(&fd), Ok(()));
        assert_eq!(fs::ioctl_fifreeze(&fd), Err(Errno::BUSY));
        assert_eq!(fs::ioctl_fithaw(&fd), Ok(()));
        assert_eq!(fs::ioctl_fithaw(&fd), Err(Errno::INVAL));
        std::fs::write(root.path().join("file"), b"gate").unwrap();
    });
}

#[test]
fn what_is_not_used_is_discarded() {
    mounted("what_is_not_used_is_discarded", "ext4", |root| {
        let fd = root.fd();
        let range = |start, len, minlen| FstrimRange { start, len, minlen };
        let all = fs::ioctl_fitrim(&fd, range(0, u64::MAX, 0)).unwrap();
        assert!((1 << 20..128 << 20).contains(&all), "{all}");
        assert_eq!(
            fs::ioctl_fitrim(&fd, range(0, u64::MAX, 0)),
            Ok(0),
            "the second trim has nothing to discard"
        );
        assert_eq!(
            fs::ioctl_fitrim(&fd, range(1 << 40, 1 << 20, 0)),
            Err(Errno::INVAL)
        );
        assert_eq!(fs::ioctl_fitrim(&fd, range(0, 0, 0)), Err(Errno::INVAL));
        assert_eq!(
            fs::ioctl_fitrim(&fd, range(0, u64::MAX, u64::MAX)),
            Err(Errno::INVAL)
        );
    });
}

/// `FIBMAP` maps a block of the file to a block of the device.
#[test]
fn blocks_of_a_file() {
    mounted("blocks_of_a_file", "ext4", |root| {
        std::fs::write(root.path().join("file"), [0x5a; 10_000]).unwrap();
        let flags = fs::OpenFlags::CLOEXEC;
        let file = fs::openat(root.fd(), c"file", flags, fs::Mode::empty()).unwrap();
        // SAFETY: the call accesses no memory.
        assert_eq!(unsafe { libc::fsync(file.as_raw_fd()) }, 0);
        let size = fs::ioctl_figetbsz(&file).unwrap();
        assert_eq!(
            u64::try_from(size).unwrap(),
            std::fs::metadata(root.path()).unwrap().blksize()
        );
        // SAFETY: the descriptor is a regular file.
        let block = |n| unsafe { fs::ioctl_fibmap(&file, n) };
        let mut room = [MaybeUninit::uninit(); 200];
        let extents =
            fs::ioctl_fs_ioc_fiemap(&file, 0, u64::MAX, fs::FiemapFlags::empty(), &mut room);
        let first = extents.unwrap().next().unwrap();
        assert_eq!(block(0).map(|n| n as u64 * size as u64), Ok(first.physical));
        assert_eq!(block(10_000 / size + 1), Ok(0), "after the end");
        assert!([Ok(0), Err(Errno::INVAL)].contains(&block(-1)));
    });
}

#[test]
fn fs_errors() {
    let fd = closed();
    assert_eq!(fs::ioctl_figetbsz(fd), Err(Errno::BADF));
    // SAFETY: the number is not an open descriptor.
    assert_eq!(unsafe { fs::ioctl_fibmap(fd, 0) }, Err(Errno::BADF));
    assert_eq!(fs::ioctl_fifreeze(fd), Err(Errno::BADF));
    assert_eq!(fs::ioctl_fithaw(fd), Err(Errno::BADF));
    let range = FstrimRange {
        start: 0,
        len: u64::MAX,
        minlen: 0,
    };
    assert_eq!(fs::ioctl_fitrim(fd, range), Err(Errno::BADF));
    let (mut text, mut path) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    assert_eq!(fs::ioctl_fs_ioc_getfslabel(fd, &mut text), Err(Errno::BADF));
    assert_eq!(
        fs::ioctl_fs_ioc_setfslabel(fd, &label(b"gate")),
        Err(Errno::BADF)
    );
    assert_eq!(fs::ioctl_fs_ioc_getfsuuid(fd), Err(Errno::BADF));
    assert_eq!(
        fs::ioctl_fs_ioc_getfssysfspath(fd, &mut path).unwrap_err(),
        Errno::BADF
    );

    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    let fd = read.as_fd();
    assert!(fs::ioctl_figetbsz(fd).is_ok());
    // SAFETY: the descriptor is a pipe.
    assert_eq!(unsafe { fs::ioctl_fibmap(fd, 0) }, Err(Errno::NOTTY));
    let or_perm = |error| {
        Err(if capable(Right::SysAdmin) {
            error
        } else {
            Errno::PERM
        })
    };
    assert_eq!(fs::ioctl_fifreeze(fd), or_perm(Errno::OPNOTSUPP));
    assert_eq!(fs::ioctl_fithaw(fd), or_perm(Errno::INVAL));
    assert_eq!(fs::ioctl_fitrim(fd, range), Err(Errno::NOTTY));
    assert_eq!(
        fs::ioctl_fs_ioc_getfslabel(fd, &mut text),
        Err(Errno::NOTTY)
    );
    assert_eq!(
        fs::ioctl_fs_ioc_setfslabel(fd, &label(b"gate")),
        Err(Errno::NOTTY)
    );
    assert_eq!(fs::ioctl_fs_ioc_getfsuuid(fd), Err(Errno::NOTTY));
    assert_eq!(
        fs::ioctl_fs_ioc_getfssysfspath(fd, &mut path).unwrap_err(),
        Errno::NOTTY
    );
}
