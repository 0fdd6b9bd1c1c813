//! `statfs`, `fstatfs`.

use core::mem::MaybeUninit;

use trapgate::fs::{self, FsType, OpenFlags};

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

/// Checks that `/proc` is a mounted procfs, whose values are the same on every machine.
fn proc() -> Result<(), &'static str> {
    match fs::statfs(c"/proc", &mut MaybeUninit::uninit()) {
        Ok(found) if found.fs_type == FsType::PROC => Ok(()),
        _ => Err("/proc is not mounted"),
    }
}

wires! {
    fs::fstatfs {
        proc()?;
        let proc = open(c"/proc", OpenFlags::DIRECTORY)?;
    }
        (&proc, put(MaybeUninit::uninit()))
        (NONE, put(MaybeUninit::uninit()));

    fs::statfs {
        proc()?;
    }
        (c"/proc", put(MaybeUninit::uninit()))
        (c"none", put(MaybeUninit::uninit()));
}
