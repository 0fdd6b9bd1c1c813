//! `name_to_handle_at(2)`, `open_by_handle_at(2)`.

use core::mem::MaybeUninit;

use trapgate::fs::{self, AtFlags, CWD, FileHandle, OpenFlags, name_to_handle_at};

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

/// A handle of no file: eight bytes, of type 1.
const NOBODY: [u8; 16] = *b"\x08\0\0\0\x01\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff";

/// Returns room for a handle.
fn room() -> &'static mut [MaybeUninit<u8>; FileHandle::ROOM] {
    put([MaybeUninit::uninit(); FileHandle::ROOM])
}

wires! {
    fs::name_to_handle_at {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let unique = AtFlags::EMPTY_PATH | AtFlags::HANDLE_MNT_ID_UNIQUE;
        name_to_handle_at(&dir, c"", unique, room()).map_err(|_| "no handles with a unique id")?;
    }
        (CWD, c".", AtFlags::SYMLINK_FOLLOW, room())
        (&dir, c"", unique, room())
        (NONE, c"none", AtFlags::HANDLE_FID, room());

    fs::open_by_handle_at {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let file = open(c"file", OpenFlags::CREAT)?;
        let (handle, _) = name_to_handle_at(&file, c"", AtFlags::EMPTY_PATH, room())
            .map_err(|_| "the file system has no handles")?;
        if fs::open_by_handle_at(&dir, handle, OpenFlags::PATH).is_err() {
            return Err("only root may open by a handle");
        }
        let nobody = FileHandle::from_bytes(put(NOBODY)).ok_or("a handle of eight bytes")?;
    }
        (&dir, handle, OpenFlags::RDWR | OpenFlags::CLOEXEC)
        (CWD, nobody, OpenFlags::PATH)
        (NONE, nobody, OpenFlags::WRONLY);
}
