//! Files and directories.

use core::mem::MaybeUninit;

use trapgate::fd::OwnedFd;
use trapgate::fs::{
    Mode, OpenFlags, OpenHow, ResolveFlags, StatxFlags, fchmod, fchown, fstat, fstatat, getdents,
    openat2, statx,
};
use trapgate::rt::Start;
use trapgate::types::at::AtFlags;
use trapgate::types::mode::FileType;
use trapgate::{Errno, io};

use crate::checks::place;
use crate::outcome::{Of as _, Outcome, holds, same};

/// Reads a directory and the attributes of the file in it with each call that can.
pub(crate) fn files(_: Start) -> Outcome {
    place::with(look)
}

fn look(dir: &OwnedFd, file: &OwnedFd) -> Outcome {
    let mode = Mode::from_bits_retain(0o640);
    fchmod(file, mode).of("fchmod")?;
    fchown(file, None, None).of("fchown")?;
    io::pwrite(file, b"content", 0).of("pwrite")?;
    let (by_fd, by_path) = (
        fstat(file).of("fstat")?,
        fstatat(dir, c"file", AtFlags::SYMLINK_NOFOLLOW).of("fstatat")?,
    );
    holds("fstat and fstatat agree", by_fd == by_path)?;
    same("size", by_fd.size, 7)?;
    holds(
        "mode",
        by_fd.mode.permissions() == mode && by_fd.mode.file_type() == FileType::REG,
    )?;
    let all = statx(dir, c"file", AtFlags::empty(), StatxFlags::BASIC_STATS).of("statx")?;
    let seconds = (all.mtime.sec, i64::from(all.mtime.nsec));
    let same_time = seconds == (by_fd.mtime.tv_sec, by_fd.mtime.tv_nsec);
    holds(
        "statx and fstat agree",
        same_time && (all.ino, all.dev) == (by_fd.ino, by_fd.dev),
    )?;

    let mut found = 0;
    let mut buf = [MaybeUninit::uninit(); 512];
    for entry in getdents(dir, &mut buf).of("getdents")? {
        found |= match (entry.name.to_bytes(), entry.ino == by_fd.ino) {
            (b".", false) => 1,
            (b"..", false) => 2,
            (b"file", true) => 4,
            _ => 8,
        };
    }
    same("directory entries", found, 7)?;

    let outside = OpenHow::new(OpenFlags::RDONLY, Mode::empty(), ResolveFlags::BENEATH);
    openat2(dir, c"..", &outside).fails("openat2", Errno::XDEV)?;
    let file = openat2(dir, c"file", &outside).of("openat2")?;
    let mut bytes = [0; 8];
    same("bytes", io::read(&file, &mut bytes).of("read")? as u64, 7)?;
    holds("the content", bytes == *b"content\0")
}
