//! `userfaultfd(2)`, `ioctl_userfaultfd(2)`. Pages are filled before they are accessed, so no
//! thread waits for a fault.

use trapgate::fd::OwnedFd;
use trapgate::fs::ftruncate;
use trapgate::io::{OpenFlags, fcntl_dupfd};
use trapgate::mm::{
    MapFlags, ProtFlags, UffdFeatures, UffdioContinue, UffdioContinueMode, UffdioCopy,
    UffdioCopyMode, UffdioMove, UffdioMoveMode, UffdioPoison, UffdioPoisonMode, UffdioRange,
    UffdioRegisterMode, UffdioWriteprotectMode, UffdioZeropage, UffdioZeropageMode,
    UserfaultfdFlags, ioctl_uffdio_api, ioctl_uffdio_register, mmap, userfaultfd,
};

use crate::wire::stage::{ELSEWHERE, FAR, NONE, PLACE, file, map, open, put};
use crate::wire::wires;

/// The flags that need no privilege.
const FLAGS: UserfaultfdFlags = UserfaultfdFlags::CLOEXEC.union(UserfaultfdFlags::USER_MODE_ONLY);

/// The address of `PLACE`.
const START: u64 = 0x2100_0000;

/// A range whose start and length use both halves of their 64 bits.
const ODD: UffdioRange = UffdioRange {
    start: FAR,
    len: 0x0102_0304_0506_0708,
};

/// Opens a descriptor on which `UFFDIO_API` has not been called, at the lowest free number from 50
/// on.
fn fresh() -> Result<OwnedFd, &'static str> {
    let uffd =
        userfaultfd(FLAGS).map_err(|_| "no userfaultfd, or none for user-mode faults only")?;
    fcntl_dupfd(uffd, 50).map_err(|_| "cannot duplicate a descriptor")
}

/// Opens a descriptor with this feature enabled.
fn ready(feature: UffdFeatures) -> Result<OwnedFd, &'static str> {
    let uffd = fresh()?;
    let known = ioctl_uffdio_api(fresh()?, UffdFeatures::empty());
    let known = known.map_err(|_| "UFFDIO_API failed")?;
    if !known.features.contains(feature) {
        return Err("userfaultfd lacks the feature");
    }
    ioctl_uffdio_api(&uffd, feature).map_err(|_| "cannot enable the feature")?;
    Ok(uffd)
}

/// The first page of `PLACE`.
const fn range() -> UffdioRange {
    UffdioRange {
        start: START,
        len: 0x1000,
    }
}

/// Opens a descriptor with which four pages at `PLACE` are registered.
fn registered(mode: UffdioRegisterMode, feature: UffdFeatures) -> Result<OwnedFd, &'static str> {
    let uffd = ready(feature)?;
    map(PLACE, 0x4000)?;
    let range = UffdioRange::new(PLACE, 0x4000);
    // SAFETY: new pages, which no other code uses.
    unsafe { ioctl_uffdio_register(&uffd, range, mode) }
        .map_err(|_| "cannot register the pages")?;
    Ok(uffd)
}

/// Opens a descriptor with which pages of a file are registered at `PLACE`. The first page holds
/// ten bytes, the second is missing.
fn of_file() -> Result<OwnedFd, &'static str> {
    let (uffd, file) = (ready(UffdFeatures::MINOR_SHMEM)?, file()?);
    ftruncate(&file, 0x4000).map_err(|_| "cannot extend a file")?;
    let flags = MapFlags::SHARED | MapFlags::FIXED_NOREPLACE;
    let range = UffdioRange::new(PLACE, 0x4000);
    // SAFETY: the call maps no page over an existing mapping, and no other code uses the pages.
    unsafe {
        mmap(PLACE, 0x4000, ProtFlags::READ, flags, &file, 0)
            .and_then(|_| ioctl_uffdio_register(&uffd, range, UffdioRegisterMode::MINOR))
    }
    .map_err(|_| "cannot register the pages")?;
    Ok(uffd)
}

/// Returns the address of a page of bytes.
fn page() -> *const u8 {
    put([7_u8; 0x1000]).as_ptr()
}

wires! {
    mm::ioctl_uffdio_api {
        let uffd = fresh()?;
    }
        (&uffd, UffdFeatures::from_bits_retain(1 << 63 | 1 << 40 | 2))
        (&uffd, UffdFeatures::THREAD_ID | UffdFeatures::SIGBUS)
        (&uffd, UffdFeatures::empty());

    mm::ioctl_uffdio_continue {
        let uffd = of_file()?;
        let bad = UffdioContinueMode::DONTWAKE | UffdioContinueMode::from_bits_retain(1 << 40);
    }
        (&uffd, put(UffdioContinue::new(range(), UffdioContinueMode::DONTWAKE)))
        (&uffd, put(UffdioContinue::new(range(), UffdioContinueMode::empty())))
        (&uffd, put(UffdioContinue::new(ODD, bad)));

    mm::ioctl_uffdio_copy {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::empty())?;
        let page = page();
        let bad = UffdioCopyMode::WP | UffdioCopyMode::from_bits_retain(1 << 40);
    }
        (&uffd, put(UffdioCopy::new(START + 0x1000, page, 0x1000, UffdioCopyMode::DONTWAKE)))
        (&uffd, put(UffdioCopy::new(START + 0x1000, page, 0x1000, UffdioCopyMode::empty())))
        (&uffd, put(UffdioCopy::new(ODD.start, page, 0x0102_0304, bad)));

    mm::ioctl_uffdio_move {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::MOVE)?;
        map(ELSEWHERE, 0x2000)?;
        // SAFETY: inside the mapping: the first of the two pages.
        unsafe { ELSEWHERE.cast::<u8>().write(1) };
        let holes = UffdioMoveMode::ALLOW_SRC_HOLES | UffdioMoveMode::DONTWAKE;
    }
        (&uffd, put(UffdioMove::new(START, ELSEWHERE, 0x2000, UffdioMoveMode::empty())))
        (&uffd, put(UffdioMove::new(START + 0x1000, ELSEWHERE, 0x1000, holes)))
        (&uffd, put(UffdioMove::new(ODD.start, ELSEWHERE, 0x0102_0304, holes)));

    mm::ioctl_uffdio_poison {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::POISON)?;
    }
        (&uffd, put(UffdioPoison::new(range(), UffdioPoisonMode::DONTWAKE)))
        (&uffd, put(UffdioPoison::new(range(), UffdioPoisonMode::empty())))
        (&uffd, put(UffdioPoison::new(ODD, UffdioPoisonMode::from_bits_retain(1 << 40))));

    mm::ioctl_uffdio_register {
        let uffd = ready(UffdFeatures::empty())?;
        map(PLACE, 0x4000)?;
        let both = UffdioRegisterMode::MISSING | UffdioRegisterMode::WP;
        let bad = UffdioRegisterMode::MINOR | UffdioRegisterMode::from_bits_retain(1 << 40);
    }
        (&uffd, range(), both)
        (&uffd, ODD, bad)
        (NONE, range(), UffdioRegisterMode::empty());

    mm::ioctl_uffdio_unregister {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::empty())?;
    }
        (&uffd, range())
        (&uffd, ODD);

    mm::ioctl_uffdio_wake {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::empty())?;
    }
        (&uffd, range())
        (&uffd, ODD);

    mm::ioctl_uffdio_writeprotect {
        let uffd = registered(UffdioRegisterMode::WP, UffdFeatures::PAGEFAULT_FLAG_WP)?;
        let bad = UffdioWriteprotectMode::DONTWAKE
            | UffdioWriteprotectMode::from_bits_retain(1 << 40);
    }
        (&uffd, range(), UffdioWriteprotectMode::WP)
        (&uffd, range(), UffdioWriteprotectMode::empty())
        (&uffd, ODD, bad);

    mm::ioctl_uffdio_zeropage {
        let uffd = registered(UffdioRegisterMode::MISSING, UffdFeatures::empty())?;
    }
        (&uffd, put(UffdioZeropage::new(range(), UffdioZeropageMode::DONTWAKE)))
        (&uffd, put(UffdioZeropage::new(range(), UffdioZeropageMode::empty())))
        (&uffd, put(UffdioZeropage::new(ODD, UffdioZeropageMode::from_bits_retain(1 << 40))));

    mm::ioctl_userfaultfd_ioc_new {
        let device = open(c"/dev/userfaultfd", OpenFlags::RDWR)?;
        let file = file()?;
    }
        (&device, FLAGS)
        (&device, UserfaultfdFlags::from_bits_retain(0x100))
        (&file, UserfaultfdFlags::NONBLOCK);

    mm::userfaultfd {
        drop(fresh()?);
    }
        (FLAGS | UserfaultfdFlags::NONBLOCK)
        (UserfaultfdFlags::from_bits_retain(0x100));
}
