//! Block devices.

use crate::wire::stage::{FAR, NONE, file};
use crate::wire::wires;

wires! {
    io::ioctl_blkalignoff {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkbszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkdiscardzeroes {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkflsbuf {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkgetdiskseq {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkgetsize64 {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkiomin {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkioopt {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkpbszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkraget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkroget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkrotational {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkrrpart {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blksectget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blksszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_blkbszset {
        let file = file()?;
    }
        (&file, 4096)
        (NONE, -1);

    io::ioctl_blkraset {
        let file = file()?;
    }
        (&file, 0x1234)
        (NONE, u32::MAX as usize);

    io::ioctl_blkroset {
        let file = file()?;
    }
        (&file, true)
        (NONE, false);

    io::ioctl_blkdiscard {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);

    io::ioctl_blksecdiscard {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);

    io::ioctl_blkzeroout {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);
}
