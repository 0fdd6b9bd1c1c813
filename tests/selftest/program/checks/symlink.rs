//! `symlink(7)`: hard and symbolic links.

use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::fs::{
    AccessFlags, RenameFlags, Stat, faccessat, fchmodat, fstat, fstatat, linkat, readlinkat,
    renameat2, symlinkat, unlinkat,
};
use trapgate::rt::Start;
use trapgate::types::at::AtFlags;
use trapgate::types::mode::{FileType, Mode};

use crate::checks::place;
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// Makes a hard link and a symbolic link to a file and exchanges their names.
pub(crate) fn links(_: Start) -> Outcome {
    place::with(|dir, file| {
        linkat(dir, c"file", dir, c"one", AtFlags::empty()).of("linkat")?;
        let made = symlinkat(c"file", dir, c"other").of("symlinkat");
        let done = made.and_then(|()| look(dir, file));
        let none = AtFlags::empty();
        let [one, other] = [c"one", c"other"].map(|name| unlinkat(dir, name, none).of("unlinkat"));
        done.and(one).and(other)
    })
}

fn look(dir: &OwnedFd, file: &OwnedFd) -> Outcome {
    let at = |name, flags| -> Result<Stat, Problem> { fstatat(dir, name, flags).of("fstatat") };
    let itself = AtFlags::SYMLINK_NOFOLLOW;
    same("names", fstat(file).of("fstat")?.nlink, 2)?;
    let exchange = RenameFlags::EXCHANGE;
    match renameat2(dir, c"one", dir, c"other", exchange) {
        Err(Errno::INVAL) => return Err(Problem::Skip("the file system cannot exchange names")),
        done => done.of("renameat2")?,
    }
    let link = at(c"one", itself)?;
    holds("a link", link.mode.file_type() == FileType::LNK)?;
    same("size", link.size, 4)?;
    let mut target = [0; 8];
    readlinkat(dir, c"one", &mut target).of("readlinkat")?;
    holds("the link's target", target == *b"file\0\0\0\0")?;
    fchmodat(dir, c"one", Mode::RUSR).of("fchmodat")?;
    for name in [c"one", c"other"] {
        let found = at(name, AtFlags::empty())?;
        holds(
            "the same file through its other name",
            found == fstat(file).of("fstat")?,
        )?;
        holds("the file's mode", found.mode.permissions() == Mode::RUSR)?;
        faccessat(dir, name, AccessFlags::R_OK).of("faccessat")?;
    }
    let keep = RenameFlags::NOREPLACE;
    renameat2(dir, c"one", dir, c"other", keep).fails("renameat2", Errno::EXIST)
}
