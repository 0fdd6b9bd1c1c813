//! `statfs(2)`.

use core::mem::MaybeUninit;

use trapgate::fs::{CWD, FsType, Mode, OpenFlags, fstatfs, openat, statfs as by_path};
use trapgate::rt::Start;

use crate::checks::memfd::file;
use crate::outcome::{Of as _, Outcome, holds, same};

/// Compares the known values of files in memory, and what holds for every file system.
pub(crate) fn statfs(_: Start) -> Outcome {
    let mut buf = MaybeUninit::uninit();
    let memory = fstatfs(&file()?, &mut buf).of("fstatfs")?;
    holds(
        "memory",
        [FsType::TMPFS, FsType::RAMFS].contains(&memory.fs_type),
    )?;
    same("block size", memory.bsize, 4096)?;
    same("fragment size", memory.frsize, 4096)?;
    same("longest name", memory.namelen, 255)?;

    let mut buf = MaybeUninit::uninit();
    let root = by_path(c"/", &mut buf).of("statfs")?;
    holds(
        "blocks",
        root.bavail <= root.bfree && root.bfree <= root.blocks,
    )?;
    holds("files", root.ffree <= root.files)?;
    let dir = openat(CWD, c"/", OpenFlags::PATH, Mode::empty()).of("openat")?;
    let mut buf = MaybeUninit::uninit();
    let same_root = fstatfs(&dir, &mut buf).of("fstatfs")?;
    let known = |of: &trapgate::fs::Statfs| {
        let sizes = (of.bsize, of.frsize, of.namelen, of.blocks);
        (of.fs_type, of.fsid, of.flags, sizes)
    };
    holds("statfs and fstatfs agree", known(root) == known(same_root))
}
