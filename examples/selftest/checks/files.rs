//! Files and directories, in the directory where the program was started or in `/tmp`.

use core::ffi::CStr;
use core::fmt::Write as _;
use core::mem::MaybeUninit;

use trapgate::fs::{
    CWD, Mode, OpenFlags, OpenHow, ResolveFlags, StatxFlags, fchmod, fchown, fstat, fstatat,
    getdents, mkdirat, openat, openat2, statx, unlinkat,
};
use trapgate::rt::Start;
use trapgate::types::at::AtFlags;
use trapgate::types::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::types::mode::FileType;
use trapgate::{Errno, io, process};

use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// A name that no other process uses.
struct Name([u8; 32], usize);

impl core::fmt::Write for Name {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for &byte in text.as_bytes() {
            *self.0.get_mut(self.1).ok_or(core::fmt::Error)? = byte;
            self.1 += 1;
        }
        Ok(())
    }
}

/// Makes a directory, fills it, looks at it and takes it away again.
pub(crate) fn files(_: Start) -> Outcome {
    let mut name = Name([0; 32], 0);
    let _ = write!(name, "selftest.{}", process::getpid());
    let name = CStr::from_bytes_until_nul(&name.0).unwrap_or_default();
    let tmp = openat(
        CWD,
        c"/tmp",
        OpenFlags::PATH | OpenFlags::DIRECTORY,
        Mode::empty(),
    );
    let places = [Some(CWD), tmp.as_ref().ok().map(|tmp| tmp.as_fd())];
    let mut made = Err(Problem::Skip("no directory to write to"));
    for place in places.into_iter().flatten() {
        match mkdirat(place, name, Mode::RWXU) {
            Ok(()) => {
                made = Ok(place);
                break;
            }
            Err(error @ (Errno::NOSYS | Errno::PERM)) => {
                made = Err(Problem::Call("mkdirat", error))
            }
            Err(_) => {}
        }
    }
    let place = made?;
    let done = inside(place, name);
    let removed = unlinkat(place, name, AtFlags::REMOVEDIR).of("unlinkat");
    done.and(removed)
}

fn inside(place: BorrowedFd<'_>, name: &CStr) -> Outcome {
    let dir = openat(place, name, OpenFlags::DIRECTORY, Mode::empty()).of("openat")?;
    let new = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL;
    let file = openat(&dir, c"file", new, Mode::RUSR | Mode::WUSR).of("openat")?;
    let done = with(&dir, &file);
    let removed = unlinkat(&dir, c"file", AtFlags::empty()).of("unlinkat");
    done.and(removed)
}

fn with(dir: &OwnedFd, file: &OwnedFd) -> Outcome {
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
