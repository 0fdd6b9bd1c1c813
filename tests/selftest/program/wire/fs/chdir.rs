//! `chdir`, `fchdir`, `chroot`, `getcwd`.

use core::mem::MaybeUninit;

use trapgate::fs::{self, OpenFlags};

use crate::wire::stage::{NONE, file, may_chroot, open, put};
use crate::wire::wires;

wires! {
    fs::chdir
        (c"/")
        (c"none");

    fs::fchdir {
        let dir = open(c"/", OpenFlags::DIRECTORY)?;
        let file = file()?;
    }
        (&dir)
        (&file)
        (NONE);

    fs::chroot {
        may_chroot()?;
    }
        (c".")
        (c"none");

    fs::getcwd {
        fs::chdir(c"/proc").map_err(|_| "no /proc")?;
    }
        (put([MaybeUninit::uninit(); 4096]))
        (put([MaybeUninit::uninit(); 5]));
}
