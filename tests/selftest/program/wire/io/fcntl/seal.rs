//! Seals of files in memory.

use trapgate::fs::{MemfdFlags, memfd_create};
use trapgate::io::SealFlags;

use crate::wire::stage::{NONE, file};
use crate::wire::wires;

wires! {
    io::fcntl_add_seals {
        let open = memfd_create(c"open", MemfdFlags::ALLOW_SEALING).map_err(|_| "no memfd")?;
        let sealed = file()?;
        let seals = SealFlags::SHRINK | SealFlags::FUTURE_WRITE;
    }
        (&open, seals)
        (&sealed, seals)
        (NONE, SealFlags::from_bits_retain(u32::MAX));

    io::fcntl_get_seals {
        let file = file()?;
    }
        (&file)
        (NONE);
}
