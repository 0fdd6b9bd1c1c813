//! `statfs`, `fstatfs`.

use core::mem::MaybeUninit;

use trapgate::fs::OpenFlags;

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

wires! {
    fs::fstatfs {
        let proc = open(c"/proc", OpenFlags::DIRECTORY)?;
    }
        (&proc, put(MaybeUninit::uninit()))
        (NONE, put(MaybeUninit::uninit()));

    fs::statfs
        (c"/proc", put(MaybeUninit::uninit()))
        (c"none", put(MaybeUninit::uninit()));
}
