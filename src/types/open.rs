//! How a file is opened.

use crate::types::flags;

flags! {
    /// How a file is opened (`O_`), and what `fcntl(F_GETFL)` reports and `fcntl(F_SETFL)` sets.
    ///
    /// One of [`RDONLY`](Self::RDONLY), [`WRONLY`](Self::WRONLY) and [`RDWR`](Self::RDWR), which are numbers and not bits,
    /// and any of the rest.
    pub struct OpenFlags: u32 {
        /// For reading: the number 0, no bit.
        const RDONLY ("O_RDONLY") = 0;
        /// For writing.
        const WRONLY ("O_WRONLY") = 1;
        /// For both.
        const RDWR ("O_RDWR") = 2;
        /// The two bits that hold the access mode. Given to `openat`, the number 3 checks for both rights and opens for
        /// neither reading nor writing: what some drivers want for `ioctl`.
        const ACCMODE ("O_ACCMODE") = 3;
        /// Create the file if there is none.
        const CREAT ("O_CREAT") = 0o100;
        /// With `CREAT`: fail if there is one.
        const EXCL ("O_EXCL") = 0o200;
        /// A terminal does not become the controlling one.
        const NOCTTY ("O_NOCTTY") = 0o400;
        /// Cut a regular file to length 0.
        const TRUNC ("O_TRUNC") = 0o1000;
        /// Each write goes to the end.
        const APPEND ("O_APPEND") = 0o2000;
        /// Neither opening nor I/O blocks.
        const NONBLOCK ("O_NONBLOCK", "O_NDELAY") = 0o4000;
        /// A write returns when its data is on the device.
        const DSYNC ("O_DSYNC") = 0o1_0000;
        /// Send SIGIO when I/O becomes possible; for `F_SETFL`.
        const ASYNC ("O_ASYNC", "FASYNC") = 0o2_0000;
        /// Around the page cache.
        const DIRECT ("O_DIRECT") = 0o4_0000;
        /// Files of 2 GiB and more. Every function of this crate that opens one sets it where the target needs it.
        const LARGEFILE ("O_LARGEFILE") = 0o10_0000;
        /// Fail unless it is a directory.
        const DIRECTORY ("O_DIRECTORY") = 0o20_0000;
        /// Fail if the last part of the path is a symbolic link.
        const NOFOLLOW ("O_NOFOLLOW") = 0o40_0000;
        /// Reading does not change the access time.
        const NOATIME ("O_NOATIME") = 0o100_0000;
        /// Close at exec.
        const CLOEXEC ("O_CLOEXEC") = 0o200_0000;
        /// A write returns when data and attributes are on the device; holds `DSYNC`.
        const SYNC ("O_SYNC") = 0o401_0000;
        /// A descriptor that names the file and does no I/O.
        const PATH ("O_PATH") = 0o1000_0000;
        /// A new file without a name, in the directory that the path names; holds `DIRECTORY`.
        const TMPFILE ("O_TMPFILE") = 0o2020_0000;
    }
}
