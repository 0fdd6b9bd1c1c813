//! Calls of the functions in `fs`.

mod access;
mod chdir;
mod chmod;
mod file_attr;
mod handle;
mod ioctl;
mod link;
mod mknod;
mod rename;
mod statfs;
mod truncate;
mod utimensat;
mod xattr;

use core::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{
    AtFlags, CWD, MemfdFlags, MemfdSecretFlags, Mode, OpenFlags, OpenHow, ResolveFlags, StatxFlags,
    memfd_secret,
};
use trapgate::types::id::{Gid, Uid};

use super::stage::{NONE, file, link, may_give_away, open, put};
use super::wires;

const MODE: Mode = Mode::from_bits_retain(0o640);

/// The tables of the modules of this topic.
pub(super) const TABLES: &[&[super::Wire]] = &[
    WIRES,
    access::WIRES,
    chdir::WIRES,
    chmod::WIRES,
    file_attr::WIRES,
    handle::WIRES,
    ioctl::block::WIRES,
    ioctl::clone::WIRES,
    ioctl::fiemap::WIRES,
    ioctl::fs::WIRES,
    ioctl::inode::WIRES,
    link::WIRES,
    mknod::WIRES,
    rename::WIRES,
    statfs::WIRES,
    truncate::WIRES,
    utimensat::WIRES,
    xattr::WIRES,
];

wires! {
    fs::fchmod {
        let file = file()?;
    }
        (&file, Mode::SUID | MODE)
        (NONE, MODE);

    fs::fchown {
        may_give_away()?;
        let file = file()?;
        let (user, group) = (Uid::from_raw(70000), Gid::from_raw(70001));
    }
        (&file, Some(user), Some(group))
        (&file, None, Some(group))
        (NONE, Some(user), None);

    fs::fstat {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::fstatat {
        let file = file()?;
    }
        (&file, c"", AtFlags::EMPTY_PATH)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW);

    fs::getdents {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, put([MaybeUninit::uninit(); 2048]))
        (NONE, put([MaybeUninit::uninit(); 128]));

    fs::memfd_create
        (c"wire", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)
        (c"wire", MemfdFlags::from_bits_retain(0x4000));

    fs::memfd_secret {
        if matches!(memfd_secret(MemfdSecretFlags::empty()), Err(Errno::NOSYS)) {
            return Err("memfd_secret is disabled or missing in this kernel");
        }
    }
        (MemfdSecretFlags::CLOEXEC)
        (MemfdSecretFlags::from_bits_retain(0x4000));

    fs::mkdirat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, c"made", Mode::RWXU | Mode::RGRP)
        (CWD, c"none/made", MODE);

    fs::openat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let new = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL | OpenFlags::CLOEXEC;
    }
        (&dir, c"new", new, MODE)
        (CWD, c".", OpenFlags::PATH | OpenFlags::DIRECTORY, Mode::empty())
        (CWD, c"none", OpenFlags::WRONLY | OpenFlags::NOFOLLOW, Mode::empty());

    fs::openat2 {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let new = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL | OpenFlags::CLOEXEC;
        let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    }
        (&dir, c"new", &OpenHow::new(new, MODE, inside))
        (CWD, c".", &OpenHow::new(OpenFlags::PATH, Mode::empty(), ResolveFlags::empty()))
        (CWD, c"..", &OpenHow::new(OpenFlags::RDONLY, Mode::empty(), inside));

    fs::readlinkat {
        link()?;
    }
        (CWD, c"link", put([0; 16]))
        (NONE, c"link", put([0; 17]));

    fs::statx {
        let file = file()?;
        let what = StatxFlags::TYPE | StatxFlags::MODE | StatxFlags::SIZE;
    }
        (&file, c"", AtFlags::EMPTY_PATH | AtFlags::STATX_FORCE_SYNC, what)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS | StatxFlags::BTIME);

    fs::unlinkat {
        let _file = open(c"file", OpenFlags::CREAT)?;
    }
        (CWD, c"file", AtFlags::empty())
        (NONE, c"none", AtFlags::REMOVEDIR);
}
