//! Block devices.

use crate::wire::stage::{FAR, NONE, file};
use crate::wire::wires;

wires! {
    fs::ioctl_blkalignoff {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkbszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkdiscardzeroes {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkflsbuf {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkgetdiskseq {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkgetsize64 {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkiomin {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkioopt {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkpbszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkraget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkroget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkrotational {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkrrpart {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blksectget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blksszget {
        let file = file()?;
    }
        (&file)
        (NONE);

    fs::ioctl_blkbszset {
        let file = file()?;
    }
        (&file, 4096)
        (NONE, -1);

    fs::ioctl_blkraset {
        let file = file()?;
    }
        (&file, 0x1234)
        (NONE, u32::MAX as usize);

    fs::ioctl_blkroset {
        let file = file()?;
    }
        (&file, true)
        (NONE, false);

    fs::ioctl_blkdiscard {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);

    fs::ioctl_blksecdiscard {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);

    fs::ioctl_blkzeroout {
        let file = file()?;
    }
        (&file, FAR, FAR + 1)
        (NONE, u64::MAX, 0);
}
