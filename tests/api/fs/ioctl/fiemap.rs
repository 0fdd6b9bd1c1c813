use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use trapgate::fd::AsFd as _;
use trapgate::fs::{
    self, FiemapExtent, FiemapExtentFlags, FiemapExtents, FiemapFlags, Mode, OpenFlags,
};
use trapgate::{Errno, Sysno, io};

use super::disk::mounted;
use crate::api::io::ioctl::reserve::Reserve;
use crate::api::scratch::{FAR, closed, memory};
use crate::api::supervisor::answered;

const NONE: FiemapFlags = FiemapFlags::empty();

#[test]
fn extents_of_a_file() {
    mounted("extents_of_a_file", "ext4", |root| {
        let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
        let file = fs::openat(root.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
        let places = [0, 0x10_0000, FAR - 7];
        for at in places {
            assert_eq!(io::pwrite(&file, &[1; 4096], at), Ok(4096));
        }
        let map = |start, length, room: &mut [MaybeUninit<u8>]| {
            let extents = fs::ioctl_fs_ioc_fiemap(&file, start, length, FiemapFlags::SYNC, room);
            extents.map(|extents| (extents.mapped(), extents.collect::<Vec<_>>()))
        };
        let mut room = [MaybeUninit::new(0xff); 32 + 56 * 9 + 55];
        let (mapped, all) = map(0, u64::MAX, &mut room).unwrap();
        assert_eq!(mapped, 3);
        assert_eq!(
            Vec::from_iter(all.iter().map(|extent| extent.logical)),
            places
        );
        assert_eq!(
            Vec::from_iter(all.iter().map(|extent| extent.length)),
            [4096; 3]
        );
        assert!(
            all.iter()
                .all(|extent| extent.physical % 1024 == 0 && extent.physical != 0)
        );
        assert_eq!(
            Vec::from_iter(all.iter().map(|extent| extent.flags)),
            [
                FiemapExtentFlags::empty(),
                FiemapExtentFlags::empty(),
                FiemapExtentFlags::LAST
            ]
        );
        let map = |start, length, room: &mut [MaybeUninit<u8>]| {
            let (mapped, extents) = map(start, length, room)?;
            // The last extent that is returned may also be marked as the last.
            let physical = extents.iter().map(|extent| extent.physical);
            Ok((mapped, physical.collect::<Vec<_>>()))
        };
        let all: Vec<u64> = all.iter().map(|extent| extent.physical).collect();
        // Part of the file, with a buffer at another alignment.
        assert_eq!(map(4096, 0x10_0000, &mut room[1..]), Ok((1, vec![all[1]])));
        assert_eq!(map(FAR, 1, &mut room), Ok((1, vec![all[2]])));
        assert_eq!(map(4096, 4096, &mut room), Ok((0, vec![])));
        // Room for two, for one, and for none, which only counts the extents.
        assert_eq!(
            map(0, u64::MAX, &mut room[..32 + 112]),
            Ok((2, all[..2].to_vec()))
        );
        assert_eq!(
            map(0, u64::MAX, &mut room[..32 + 111]),
            Ok((1, all[..1].to_vec()))
        );
        for len in [0, 1, 31, 32, 32 + 55] {
            assert_eq!(map(0, u64::MAX, &mut room[..len]), Ok((3, vec![])), "{len}");
        }
        // Bytes after the buffer are not written.
        for len in [0, 1, 31, 32, 87, 88, 32 + 111, 32 + 112, 32 + 167, 32 + 168] {
            let mut bytes = [0xa5_u8; 32 + 56 * 5];
            let (room, behind) = bytes.split_at_mut(len);
            // SAFETY: the bytes are initialised, and the call writes only initialised bytes.
            let room = unsafe { &mut *(&raw mut *room as *mut [MaybeUninit<u8>]) };
            let count = len.saturating_sub(32) / 56;
            let (mapped, extents) = map(0, u64::MAX, room).unwrap();
            assert_eq!(mapped as usize, if count == 0 { 3 } else { count }, "{len}");
            assert_eq!(extents, all[..count], "{len}");
            assert!(behind.iter().all(|&byte| byte == 0xa5), "{len}");
        }
        // A buffer for more extents than the kernel allows in one request.
        if let Some(mut reserve) = Reserve::new("extents_of_a_file") {
            assert_eq!(map(0, u64::MAX, reserve.bytes()), Ok((3, all.clone())));
        }
        assert_eq!(map(0, 0, &mut room), Err(Errno::INVAL));
        assert_eq!(map(0, 0, &mut []), Err(Errno::INVAL));
        assert_eq!(map(u64::MAX, 1, &mut room), Err(Errno::FBIG));
        let wrong = FiemapFlags::from_bits_retain(1 << 31);
        let refused = fs::ioctl_fs_ioc_fiemap(&file, 0, u64::MAX, wrong, &mut room);
        assert_eq!(refused.unwrap_err(), Errno::BADR);
    });
}

/// What the kernel is asked for with this buffer, and what becomes of the count that it returns.
fn asked(
    room: &mut [MaybeUninit<u8>],
    told: u32,
) -> Option<(usize, trapgate::Result<(u32, usize)>)> {
    let (file, asked) = (memory(), AtomicU32::new(u32::MAX));
    let answer = |arguments: [u64; 6]| {
        let head = ptr::with_exposed_provenance_mut::<[u32; 8]>(arguments[2] as usize);
        // SAFETY: the head of the request that is being answered. The sixth word is the count that
        // is returned, the seventh the one that is asked for.
        unsafe {
            let mut words = head.read_unaligned();
            asked.store(words[6], Relaxed);
            words[5] = told;
            head.write_unaligned(words);
        }
        0
    };
    let ask = || {
        let extents = fs::ioctl_fs_ioc_fiemap(&file, 0, u64::MAX, NONE, room);
        extents.map(|extents| (extents.mapped(), extents.count()))
    };
    let found = answered("the_room_decides_how_many", Sysno::IOCTL, answer, ask)?;
    Some((asked.into_inner() as usize, found))
}

/// The kernel is asked for as many extents as there is room for, and no more are read.
#[test]
fn the_room_decides_how_many() {
    for len in [0_usize, 31, 32, 87, 88, 143, 144, 32 + 56 * 100 + 55] {
        let room = len.saturating_sub(32) / 56;
        let mut bytes = vec![MaybeUninit::new(0xff); len];
        for told in [0, 1, room as u32, room as u32 + 1, u32::MAX] {
            let count = room.min(told as usize);
            if let Some(found) = asked(&mut bytes, told) {
                assert_eq!(found, (room, Ok((told, count))), "{len}");
            }
        }
    }
    // More than the kernel allows.
    let reserve = Reserve::new("the_room_decides_how_many");
    if let Some(found) = reserve.and_then(|mut reserve| asked(reserve.bytes(), 3)) {
        assert_eq!(found, (u32::MAX as usize / 56, Ok((3, 3))));
    }
}

/// Any bytes are parsed as whole records, and a remainder is ignored.
#[test]
fn any_bytes_are_extents() {
    let bytes = [0xff; 56 * 3];
    for len in 0..bytes.len() {
        let extents = FiemapExtents::new(&bytes[..len]);
        assert_eq!(extents.mapped() as usize, len / 56);
        assert_eq!(extents.clone().count(), len / 56);
        for extent in extents {
            assert_eq!((extent.logical, extent.flags.bits()), (u64::MAX, u32::MAX));
        }
    }
    let mut extents = FiemapExtents::new(&[]);
    assert_eq!((extents.next(), extents.next()), (None, None));
    assert_eq!(FiemapExtent::default().length, 0);
}

#[test]
fn fiemap_errors() {
    let (read, _write) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    for (fd, error) in [(read.as_fd(), Errno::OPNOTSUPP), (closed(), Errno::BADF)] {
        for room in [0, 200] {
            let mut room = vec![MaybeUninit::uninit(); room];
            assert_eq!(
                fs::ioctl_fs_ioc_fiemap(fd, 0, 1, NONE, &mut room).unwrap_err(),
                error
            );
        }
    }
}
