use trapgate::Errno;
use trapgate::fd::{AsFd as _, OwnedFd};
use trapgate::fs::{
    self, Deduped, FiemapExtentFlags, FiemapFlags, FileDedupeRange, FileDedupeRangeInfo, Mode,
    OpenFlags,
};
use trapgate::io::{self, PipeFlags};

use super::disk::mounted;
use crate::api::scratch::{Dir, FAR, closed, memory};

const BLOCK: u64 = 4096;

/// Makes a file of this many blocks filled with `byte`.
fn file(dir: &Dir, name: &std::ffi::CStr, byte: u8, blocks: u64) -> OwnedFd {
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL | OpenFlags::CLOEXEC;
    let file = fs::openat(dir.fd(), name, flags, Mode::RUSR | Mode::WUSR).unwrap();
    let bytes = vec![byte; (blocks * BLOCK) as usize];
    assert_eq!(io::write(&file, &bytes), Ok(bytes.len()));
    file
}

/// Reads the byte at this offset.
fn byte(file: &OwnedFd, at: u64) -> u8 {
    let mut byte = [0xff];
    assert_eq!(io::pread(file, &mut byte, at), Ok(1));
    byte[0]
}

/// Whether the file shares its first extent with another file.
fn shared(file: &OwnedFd) -> bool {
    let mut room = [std::mem::MaybeUninit::uninit(); 100];
    let extents = fs::ioctl_fs_ioc_fiemap(file, 0, BLOCK, FiemapFlags::SYNC, &mut room);
    extents
        .unwrap()
        .next()
        .unwrap()
        .flags
        .contains(FiemapExtentFlags::SHARED)
}

#[test]
fn a_clone_shares_until_it_is_written() {
    mounted("a_clone_shares_until_it_is_written", "btrfs", |root| {
        let one = file(root, c"one", 1, 4);
        let other = file(root, c"other", 2, 4);
        assert!(!shared(&one));
        assert_eq!(fs::ioctl_ficlone(&other, &one), Ok(()));
        assert_eq!(byte(&other, 3 * BLOCK), 1);
        assert!(shared(&one) && shared(&other));
        assert_eq!(io::pwrite(&other, b"x", 0), Ok(1));
        assert_eq!((byte(&one, 0), byte(&other, 0)), (1, b'x'));
    });
}

#[test]
fn a_range_is_cloned() {
    mounted("a_range_is_cloned", "btrfs", |root| {
        let (one, other) = (file(root, c"one", 1, 4), file(root, c"other", 2, 4));
        assert_eq!(io::pwrite(&one, &[3; 4096], BLOCK), Ok(4096));
        assert_eq!(
            fs::ioctl_ficlonerange(&other, &one, BLOCK, BLOCK, 2 * BLOCK),
            Ok(())
        );
        let found = [0, 1, 2, 3].map(|block| byte(&other, block * BLOCK));
        assert_eq!(found, [2, 2, 3, 2]);
        // A range that extends to the end, and an offset beyond 32 bits.
        let far = FAR - 7;
        assert_eq!(fs::ioctl_ficlonerange(&other, &one, 0, 0, far), Ok(()));
        assert_eq!(fs::fstat(&other).unwrap().size as u64, far + 4 * BLOCK);
        assert_eq!(byte(&other, far + BLOCK), 3);
        assert_eq!(
            fs::ioctl_ficlonerange(&one, &other, far + BLOCK, BLOCK, 0),
            Ok(())
        );
        assert_eq!(byte(&one, 0), 3);
        for (src_offset, src_length, dest_offset) in [
            (1, BLOCK, 0),
            (0, 1, 0),
            (0, BLOCK, 1),
            (u64::MAX, BLOCK, 0),
            (0, u64::MAX, 0),
            (8 * BLOCK, BLOCK, 0),
        ] {
            let cloned = fs::ioctl_ficlonerange(&other, &one, src_offset, src_length, dest_offset);
            assert_eq!(
                cloned,
                Err(Errno::INVAL),
                "{src_offset} {src_length} {dest_offset}"
            );
        }
        let elsewhere = memory();
        assert_eq!(fs::ioctl_ficlone(&other, &elsewhere), Err(Errno::XDEV));
        assert_eq!(
            fs::ioctl_ficlonerange(&elsewhere, &other, 0, 0, 0),
            Err(Errno::XDEV)
        );
    });
}

#[test]
fn what_is_the_same_is_shared() {
    mounted("what_is_the_same_is_shared", "btrfs", |root| {
        let one = file(root, c"one", 1, 4);
        let (same, differs) = (file(root, c"same", 1, 8), file(root, c"differs", 1, 4));
        assert_eq!(io::pwrite(&differs, b"x", 4 * BLOCK - 1), Ok(1));
        let pipe = io::pipe2(PipeFlags::CLOEXEC).unwrap().0;
        let info = [
            FileDedupeRangeInfo::new(same.as_fd(), 4 * BLOCK),
            FileDedupeRangeInfo::new(differs.as_fd(), 0),
            FileDedupeRangeInfo::new(closed(), 0),
            FileDedupeRangeInfo::new(pipe.as_fd(), 0),
        ];
        let mut range = FileDedupeRange::new(0, 4 * BLOCK, info);
        // Extents can only be shared once the data is on the device.
        // SAFETY: the call accesses no memory.
        unsafe { libc::syncfs(one.as_raw_fd()) };
        assert_eq!(fs::ioctl_fideduperange(&one, &mut range), Ok(()));
        let found = range.info.map(|info| info.outcome());
        assert_eq!(found[0], Ok(Deduped::Same(4 * BLOCK)));
        assert_eq!(found[1], Ok(Deduped::Differs));
        assert_eq!(found[2], Err(Errno::BADF));
        assert!(found[3].is_err());
        assert!(shared(&one) && !shared(&differs));

        // No destination, the most, too many (as a slice of unknown length), and a range that
        // overflows.
        assert_eq!(
            fs::ioctl_fideduperange(&one, &mut FileDedupeRange::new(0, BLOCK, [])),
            Ok(())
        );
        let mut most = FileDedupeRange::new(0, BLOCK, [info[0]; 127]);
        assert_eq!(fs::ioctl_fideduperange(&one, &mut most), Ok(()));
        let done = most.info.map(|info| info.outcome());
        assert_eq!(done, [Ok(Deduped::Same(BLOCK)); 127]);
        let many = FileDedupeRange::new(0, BLOCK, [info[0]; 128]);
        let mut many: Box<FileDedupeRange<[_]>> = Box::new(many);
        assert_eq!(fs::ioctl_fideduperange(&one, &mut many), Err(Errno::NOMEM));
        let mut far = FileDedupeRange::new(u64::MAX, 1, info);
        assert_eq!(fs::ioctl_fideduperange(&one, &mut far), Err(Errno::INVAL));
    });
}

/// A count that does not fit in the field's 16 bits is rejected and not truncated.
#[test]
fn more_files_than_can_be_counted() {
    let compare = || {
        let (one, other) = (memory(), memory());
        let info = FileDedupeRangeInfo::new(other.as_fd(), 0);
        let mut many = FileDedupeRange::new(0, BLOCK, [info; 1 << 16]);
        assert_eq!(fs::ioctl_fideduperange(&one, &mut many), Err(Errno::NOMEM));
    };
    // An array of 2 MiB.
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    thread.spawn(compare).unwrap().join().unwrap();
}

#[test]
fn clone_errors() {
    let (one, other) = (memory(), memory());
    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    let info = [FileDedupeRangeInfo::new(other.as_fd(), 0)];
    assert_eq!(info[0].outcome(), Ok(Deduped::Same(0)));
    for (fd, error) in [
        (closed(), Errno::BADF),
        (one.as_fd(), Errno::OPNOTSUPP),
        (read.as_fd(), Errno::XDEV),
    ] {
        assert_eq!(fs::ioctl_ficlone(fd, &other), Err(error));
        assert_eq!(fs::ioctl_ficlonerange(fd, &other, 0, 0, 0), Err(error));
        let compared = fs::ioctl_fideduperange(fd, &mut FileDedupeRange::new(0, 1, info));
        let other = error == Errno::XDEV;
        assert_eq!(compared, Err(if other { Errno::INVAL } else { error }));
    }
    assert_eq!(fs::ioctl_ficlone(&one, closed()), Err(Errno::BADF));
    assert_eq!(
        fs::ioctl_ficlonerange(&one, closed(), 0, 0, 0),
        Err(Errno::BADF)
    );
}
