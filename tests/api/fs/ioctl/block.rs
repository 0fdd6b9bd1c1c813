use std::ptr;

use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::{Errno, Sysno, io};

use super::disk::Disk;
use crate::api::scratch::{closed, memory};
use crate::api::supervisor::answered;
use crate::support::machine::{Right, before, capable};
use crate::support::skip::skip;

/// A length of more than 32 bits that is a multiple of the sector size only.
const LEN: u64 = (4 << 30) + 7 * 512;

#[test]
fn sizes_agree_with_sysfs() {
    let Some(disk) = Disk::or_skip("sizes_agree_with_sysfs", LEN) else {
        return;
    };
    let device = &disk.device;
    assert_eq!(fs::ioctl_blkgetsize64(device), Ok(LEN));
    assert_eq!(
        fs::ioctl_blksszget(device).map(i64::from),
        Ok(disk.says("queue/logical_block_size") as i64)
    );
    assert_eq!(
        fs::ioctl_blkpbszget(device).map(u64::from),
        Ok(disk.says("queue/physical_block_size"))
    );
    assert_eq!(
        fs::ioctl_blkiomin(device).map(u64::from),
        Ok(disk.says("queue/minimum_io_size"))
    );
    assert_eq!(
        fs::ioctl_blkioopt(device).map(u64::from),
        Ok(disk.says("queue/optimal_io_size"))
    );
    assert_eq!(
        fs::ioctl_blkalignoff(device).map(i64::from),
        Ok(disk.says("alignment_offset") as i64)
    );
    let most = (disk.says("queue/max_sectors_kb") * 2).min(0xffff);
    assert_eq!(fs::ioctl_blksectget(device).map(u64::from), Ok(most));
    assert_eq!(
        fs::ioctl_blkrotational(device),
        Ok(disk.says("queue/rotational") == 1)
    );
    match fs::ioctl_blkgetdiskseq(device) {
        // The loop driver rejects an unknown request with `EINVAL`, or with `ENOTTY` if a 32-bit
        // program makes it on a 64-bit kernel.
        Err(Errno::INVAL | Errno::NOTTY) => {
            before("sizes_agree_with_sysfs", (5, 15), "no diskseq");
        }
        number => assert_eq!(number, Ok(disk.says("diskseq"))),
    }
    assert_eq!(fs::ioctl_blkdiscardzeroes(device), Ok(false));
}

#[test]
fn settings_read_back() {
    if !capable(Right::SysAdmin) {
        return skip("settings_read_back", "no privilege to change a disk");
    }
    let Some(disk) = Disk::or_skip("settings_read_back", 1 << 20) else {
        return;
    };
    let device = &disk.device;
    assert_eq!(fs::ioctl_blkroget(device), Ok(false));
    assert_eq!(fs::ioctl_blkroset(device, true), Ok(()));
    assert_eq!(fs::ioctl_blkroget(device), Ok(true));
    assert_eq!(fs::ioctl_blkzeroout(device, 0, 512), Err(Errno::PERM));
    assert_eq!(fs::ioctl_blkroset(device, false), Ok(()));
    assert_eq!(fs::ioctl_blkroget(device), Ok(false));
    for size in [1024, 4096, 512] {
        assert_eq!(fs::ioctl_blkbszset(device, size), Ok(()));
        let now = fs::ioctl_blkbszget(device).unwrap();
        // A 64-bit kernel reports the logical sector size to an i686 program instead.
        let sector = cfg!(target_arch = "x86") && now == 512;
        assert!(now == size || sector, "{now}");
    }
    for wrong in [0, -1, 511, 513, 256, i32::MAX, i32::MIN] {
        assert_eq!(
            fs::ioctl_blkbszset(device, wrong),
            Err(Errno::INVAL),
            "{wrong}"
        );
    }
    for units in [0, 8, 0x1_0000] {
        assert_eq!(fs::ioctl_blkraset(device, units), Ok(()));
        assert_eq!(fs::ioctl_blkraget(device), Ok(units));
        assert_eq!(disk.says("queue/read_ahead_kb"), units as u64 / 2);
    }
}

/// A failing test leaves the device as it was.
#[test]
fn a_disk_is_restored() {
    let Some(disk) = Disk::or_skip("a_disk_is_restored", 1 << 20) else {
        return;
    };
    let flags = OpenFlags::CLOEXEC;
    // While this descriptor is open, no other program gets the device.
    let device = fs::openat(fs::CWD, &disk.path, flags, Mode::empty()).unwrap();
    let read_ahead = fs::ioctl_blkraget(&device).unwrap();
    let failed = std::thread::spawn(move || {
        assert_eq!(fs::ioctl_blkraset(&disk.device, read_ahead + 8), Ok(()));
        assert_eq!(fs::ioctl_blkroset(&disk.device, true), Ok(()));
        std::panic::resume_unwind(Box::new("as if an assertion had failed"));
    });
    assert!(failed.join().is_err());
    assert_eq!(fs::ioctl_blkroget(&device), Ok(false));
    assert_eq!(fs::ioctl_blkraget(&device), Ok(read_ahead));
}

/// Zeroing, discarding and flushing show in the file behind the device.
#[test]
fn ranges_are_cleared() {
    if !capable(Right::SysAdmin) {
        return skip("ranges_are_cleared", "no privilege to change a disk");
    }
    let Some(disk) = Disk::or_skip("ranges_are_cleared", LEN) else {
        return;
    };
    let device = &disk.device;
    let far = 4 << 30;
    for at in [0, far] {
        assert_eq!(io::pwrite(device, &[0x5a; 8 * 512 - 512], at), Ok(7 * 512));
    }
    assert_eq!(fs::ioctl_blkflsbuf(device), Ok(()));
    let file = fs::openat(
        fs::CWD,
        &std::ffi::CString::new(disk.file().as_ref().to_str().unwrap()).unwrap(),
        OpenFlags::CLOEXEC,
        Mode::empty(),
    );
    let file = file.unwrap();
    let sector = |at| {
        let mut bytes = [1; 512];
        assert_eq!(io::pread(&file, &mut bytes, at), Ok(512));
        bytes
    };
    assert_eq!(sector(far), [0x5a; 512]);
    assert_eq!(fs::ioctl_blkzeroout(device, 512, 512), Ok(()));
    assert_eq!(fs::ioctl_blkzeroout(device, far + 512, 1024), Ok(()));
    assert_eq!(
        [0, 512, 1024].map(sector),
        [[0x5a; 512], [0; 512], [0x5a; 512]]
    );
    assert_eq!(
        [far, far + 1024, far + 1536].map(sector),
        [[0x5a; 512], [0; 512], [0x5a; 512]]
    );
    match fs::ioctl_blkdiscard(device, 0, 4096) {
        Ok(()) => assert_eq!(sector(0), [0; 512]),
        Err(error) => assert_eq!(error, Errno::OPNOTSUPP),
    }
    assert_eq!(
        fs::ioctl_blksecdiscard(device, 0, 4096),
        Err(Errno::OPNOTSUPP)
    );
    assert_eq!(
        fs::ioctl_blkrrpart(device),
        Err(Errno::INVAL),
        "a loop device has no partitions to scan"
    );
    for (start, length) in [
        (1, 512),
        (0, 513),
        (LEN, 512),
        (0, LEN + 512),
        (u64::MAX - 511, 512),
        (0, u64::MAX - 511),
    ] {
        let cleared = fs::ioctl_blkzeroout(device, start, length);
        assert_eq!(cleared, Err(Errno::INVAL), "{start} {length}");
        let discarded = fs::ioctl_blkdiscard(device, start, length);
        // Old kernels (5.10) do not detect that the end overflows; there the device rejects the
        // range.
        assert!(
            [Errno::INVAL, Errno::IO, Errno::OPNOTSUPP]
                .map(Err)
                .contains(&discarded),
            "{start} {length}: {discarded:?}"
        );
    }
    let flags = OpenFlags::CLOEXEC;
    let reader = fs::openat(fs::CWD, &disk.path, flags, Mode::empty()).unwrap();
    assert_eq!(fs::ioctl_blkzeroout(&reader, 0, 512), Err(Errno::BADF));
    assert_eq!(fs::ioctl_blkdiscard(&reader, 0, 512), Err(Errno::BADF));
    assert_eq!(fs::ioctl_blksecdiscard(&reader, 0, 512), Err(Errno::BADF));
}

/// Drivers write numbers of three sizes, the smallest of which is 16 bits. Any nonzero number means
/// true.
#[test]
fn any_nonzero_number_is_true() {
    let fd = &memory();
    for number in [0, 1, 2, 0x100, u16::MAX] {
        let write = |arguments: [u64; 6]| {
            let memory = ptr::with_exposed_provenance_mut::<u16>(arguments[2] as usize);
            // SAFETY: this is the memory of the request being answered.
            unsafe { memory.write_unaligned(number) };
            0
        };
        let ask = || {
            [
                fs::ioctl_blkroget(fd),
                fs::ioctl_blkrotational(fd),
                fs::ioctl_blkdiscardzeroes(fd),
            ]
        };
        let found = answered("any_nonzero_number_is_true", Sysno::IOCTL, write, ask);
        let expected = [Ok(number != 0); 3];
        assert!(found.is_none_or(|found| found == expected), "{number}");
    }
}

#[test]
fn block_errors() {
    let file = memory();
    for (fd, error) in [(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(fs::ioctl_blkgetsize64(fd), Err(error));
        assert_eq!(fs::ioctl_blksszget(fd), Err(error));
        assert_eq!(fs::ioctl_blkpbszget(fd), Err(error));
        assert_eq!(fs::ioctl_blkiomin(fd), Err(error));
        assert_eq!(fs::ioctl_blkioopt(fd), Err(error));
        assert_eq!(fs::ioctl_blkalignoff(fd), Err(error));
        assert_eq!(fs::ioctl_blksectget(fd), Err(error));
        assert_eq!(fs::ioctl_blkbszget(fd), Err(error));
        assert_eq!(fs::ioctl_blkbszset(fd, 512), Err(error));
        assert_eq!(fs::ioctl_blkroget(fd), Err(error));
        assert_eq!(fs::ioctl_blkroset(fd, true), Err(error));
        assert_eq!(fs::ioctl_blkraget(fd), Err(error));
        assert_eq!(fs::ioctl_blkraset(fd, usize::MAX), Err(error));
        assert_eq!(fs::ioctl_blkrotational(fd), Err(error));
        assert_eq!(fs::ioctl_blkdiscardzeroes(fd), Err(error));
        assert_eq!(fs::ioctl_blkgetdiskseq(fd), Err(error));
        assert_eq!(fs::ioctl_blkflsbuf(fd), Err(error));
        assert_eq!(fs::ioctl_blkrrpart(fd), Err(error));
        assert_eq!(fs::ioctl_blkdiscard(fd, 0, 512), Err(error));
        assert_eq!(fs::ioctl_blksecdiscard(fd, 0, 512), Err(error));
        assert_eq!(fs::ioctl_blkzeroout(fd, 0, 512), Err(error));
    }
}
