//! `fsync(2)`, `fdatasync(2)`, `sync(2)`, `syncfs(2)`, `sync_file_range(2)`.

use trapgate::io::SyncFileRangeFlags;

use crate::wire::stage::{FAR, NONE, file};
use crate::wire::wires;

wires! {
    io::fdatasync {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::fsync {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::sync
        ();

    io::sync_file_range {
        let file = file()?;
        let flags = SyncFileRangeFlags::WRITE | SyncFileRangeFlags::WAIT_AFTER;
    }
        (&file, FAR, 0x2_0000_0005, flags)
        (&file, 0, 0, SyncFileRangeFlags::from_bits_retain(8))
        (&file, u64::MAX, FAR, SyncFileRangeFlags::WAIT_BEFORE);

    io::syncfs {
        let file = file()?;
    }
        (&file)
        (NONE);
}
