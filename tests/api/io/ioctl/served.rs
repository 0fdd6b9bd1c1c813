//! Requests to a file that a misbehaving FUSE server serves.

use std::mem::MaybeUninit;

use trapgate::fs::{self, FSLABEL_MAX, Mode, OpenFlags};
use trapgate::io::{self, Call, Request};
use trapgate::mm::{self, PageRegion, PmScanArg, ProcmapQuery, UffdFeatures, UffdioRange};
use trapgate::{Errno, tty};

use super::fuse::{WORD, served};

/// The first page of this process, as a range of memory.
fn range() -> UffdioRange {
    UffdioRange::new(std::ptr::null_mut::<u8>(), 4096)
}

#[test]
fn ones_for_an_answer() {
    served("ones_for_an_answer", usize::MAX, |file, _| {
        // SAFETY: the number encodes no size, so nothing is written.
        let word = unsafe { io::ioctl(&file, Call::new(Request::none(b'T', 0x41), 0)) };
        assert_eq!(
            word,
            Ok(WORD as usize),
            "a word that could be taken for a descriptor"
        );

        // If the number encodes no size, the server cannot write.
        assert_eq!(tty::ioctl_tiocgwinsz(&file), Ok(tty::Winsize::default()));
        assert_eq!(tty::ioctl_tcgets(&file), Ok(tty::Termios::default()));
        assert_eq!(tty::ioctl_tiocoutq(&file), Ok(0));
        assert_eq!(fs::ioctl_blksectget(&file), Ok(0));
        assert_eq!(tty::ioctl_tiocsetd(&file, tty::LineDiscipline::TTY), Ok(()));

        // If it encodes a size, the server writes that many bytes.
        assert_eq!(tty::ioctl_tiocgptn(&file), Ok(u32::MAX));
        assert_eq!(tty::ioctl_tcgets2(&file).unwrap().cc, [0xff; 19]);
        let ones = u64::MAX >> (64 - usize::BITS);
        assert_eq!(fs::ioctl_blkgetsize64(&file), Ok(ones), "a word");
        assert_eq!(fs::ioctl_fs_ioc_getversion(&file), Ok(u32::MAX));
        let mut room = MaybeUninit::uninit();
        let label = fs::ioctl_fs_ioc_getfslabel(&file, &mut room).unwrap();
        assert_eq!(label.to_bytes(), [0xff; FSLABEL_MAX - 1]);

        // The server returns a count that exceeds the buffer.
        let before = PageRegion {
            start: 7,
            ..PageRegion::default()
        };
        let mut regions = [before; 2];
        let mut scan = PmScanArg::new(0, 4096, mm::PageCategories::PRESENT);
        let found = mm::ioctl_pagemap_scan(&file, &mut scan, &mut regions).unwrap();
        assert_eq!(found, []);
        assert_eq!((regions, scan.walk_end), ([before; 2], u64::MAX));

        // The server returns lengths that exceed the buffers.
        let mut query = ProcmapQuery::new(0, mm::ProcmapQueryFlags::empty());
        let (mut name, mut id) = ([b'n'; 8], [7; 8]);
        let names = mm::ioctl_procmap_query(&file, &mut query, &mut name, &mut id).unwrap();
        assert_eq!((names.name, names.build_id), (c"", &[][..]));

        // The size that the server wrote is not used for the request to the next file.
        let own = fs::openat(
            fs::CWD,
            c"/proc/self/maps",
            OpenFlags::RDONLY,
            Mode::empty(),
        );
        if let Ok(own) = own {
            query.query_addr = (&raw const before).addr() as u64;
            query.query_flags = mm::ProcmapQueryFlags::empty();
            let done = mm::ioctl_procmap_query(&own, &mut query, &mut [], &mut []).err();
            let range = query.vma_start..query.vma_end;
            let found = done.is_none() && range.contains(&query.query_addr);
            assert!(found || done == Some(Errno::NOTTY), "{done:?}, {query:?}");
        }

        let api = mm::ioctl_uffdio_api(&file, UffdFeatures::empty()).unwrap();
        assert_eq!(api.features, UffdFeatures::from_bits_retain(u64::MAX));
        // The kernel only reads the argument of these requests, although their numbers say that it
        // writes.
        let range = range();
        assert_eq!(mm::ioctl_uffdio_wake(&file, range), Ok(()));
        // SAFETY: the file is not a userfaultfd.
        let done = unsafe { mm::ioctl_uffdio_unregister(&file, range) };
        assert_eq!((done, range.start), (Ok(()), 0));
    });
}

/// The server writes only the start of a label.
#[test]
fn any_part_of_a_label() {
    for short in [0, 1, FSLABEL_MAX - 1, FSLABEL_MAX, usize::MAX] {
        served("any_part_of_a_label", short, |file, _| {
            let mut room = MaybeUninit::new([b'x'; FSLABEL_MAX]);
            let label = fs::ioctl_fs_ioc_getfslabel(&file, &mut room).unwrap();
            let len = short.min(FSLABEL_MAX - 1);
            assert_eq!(label.to_bytes(), &[0xff; FSLABEL_MAX][..len], "{short}");
        });
    }
}

/// Bytes that the server does not write are zeros.
#[test]
fn half_an_answer() {
    served("half_an_answer", 2, |file, _| {
        assert_eq!(tty::ioctl_tiocgptn(&file), Ok(0xffff));
        assert_eq!(tty::ioctl_tcgets2(&file).unwrap().cc, [0; 19]);
        assert_eq!(fs::ioctl_blkgetsize64(&file), Ok(0xffff));
        let mut room = MaybeUninit::new([b'x'; FSLABEL_MAX]);
        let label = fs::ioctl_fs_ioc_getfslabel(&file, &mut room).unwrap();
        assert_eq!(label.to_bytes(), [0xff; 2]);
    });
}
