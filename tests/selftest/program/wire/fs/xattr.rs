//! `getxattr(2)`, `setxattr(2)`, `listxattr(2)`, `removexattr(2)`.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use trapgate::fd::OwnedFd;
use trapgate::fs::{AtFlags, CWD, OpenFlags, SizeOnly, XattrArgs, XattrFlags, fsetxattr};

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

const NAME: &CStr = c"user.gate";

/// Makes a `file` with an attribute.
fn marked() -> Result<OwnedFd, &'static str> {
    let file = open(c"file", OpenFlags::CREAT | OpenFlags::RDWR)?;
    fsetxattr(&file, NAME, b"trap", XattrFlags::empty()).map_err(|_| "no user attributes here")?;
    Ok(file)
}

wires! {
    fs::fgetxattr {
        let file = marked()?;
    }
        (&file, NAME, put([0; 16]))
        (&file, NAME, SizeOnly)
        (NONE, NAME, put([0; 17]));

    fs::flistxattr {
        let file = marked()?;
    }
        (&file, SizeOnly)
        (NONE, put([0; 17]));

    fs::fremovexattr {
        let file = marked()?;
    }
        (&file, NAME)
        (NONE, NAME);

    fs::fsetxattr {
        let file = marked()?;
    }
        (&file, c"user.new", b"value", XattrFlags::CREATE)
        (NONE, NAME, b"", XattrFlags::REPLACE);

    fs::getxattr {
        let _file = marked()?;
    }
        (c"file", NAME, put([MaybeUninit::uninit(); 16]))
        (c"file", NAME, put([0; 3]))
        (c"none", NAME, SizeOnly);

    fs::getxattrat {
        let file = marked()?;
    }
        (&file, c"", AtFlags::EMPTY_PATH, NAME, put([MaybeUninit::uninit(); 16]))
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, NAME, SizeOnly);

    fs::lgetxattr {
        let _file = marked()?;
    }
        (c"file", NAME, put([0; 16]))
        (c"file", c"user.none", SizeOnly);

    fs::listxattr {
        let _file = marked()?;
    }
        (c"file", SizeOnly)
        (c"none", put([MaybeUninit::uninit(); 17]));

    fs::listxattrat {
        let file = marked()?;
    }
        (&file, c"", AtFlags::EMPTY_PATH, SizeOnly)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, put([0; 17]));

    fs::llistxattr {
        let _file = marked()?;
    }
        (c"file", SizeOnly)
        (c"none", put([0; 17]));

    fs::lremovexattr {
        let _file = marked()?;
    }
        (c"file", NAME)
        (c"none", NAME);

    fs::lsetxattr {
        let _file = marked()?;
    }
        (c"file", NAME, b"gate", XattrFlags::REPLACE)
        (c"file", NAME, b"", XattrFlags::CREATE);

    fs::removexattr {
        let _file = marked()?;
    }
        (c"file", NAME)
        (c"file", c"user.none");

    fs::removexattrat {
        let file = marked()?;
    }
        (&file, c"", AtFlags::EMPTY_PATH, NAME)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, NAME);

    fs::setxattr {
        let _file = marked()?;
    }
        (c"file", NAME, b"value", XattrFlags::empty())
        (c"file", NAME, b"", XattrFlags::CREATE | XattrFlags::from_bits_retain(8));

    fs::setxattrat {
        let file = marked()?;
        let value = put(*b"value");
        let (args, none) = (XattrArgs::new(value, XattrFlags::REPLACE), XattrFlags::empty());
        let (args, none) = (put(args), put(XattrArgs::new(&[], none)));
    }
        (&file, c"", AtFlags::EMPTY_PATH, NAME, args)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, NAME, none);
}
