//! How a file is opened.

use crate::types::flags;

flags! {
    /// How a file is opened (`O_`), and what `fcntl(F_GETFL)` reports and `fcntl(F_SETFL)` sets.
    ///
    /// One of [`RDONLY`](Self::RDONLY), [`WRONLY`](Self::WRONLY) and [`RDWR`](Self::RDWR), which are numbers and not bits,
    /// and any of the rest.
    pub struct OpenFlags: u32 {
        /// For reading: the number 0, no bit.
        const RDONLY = 0;
        /// For writing.
        const WRONLY = 1;
        /// For both.
        const RDWR = 2;
        /// The two bits that hold the access mode. Given to `openat`, the number 3 checks for both rights and opens for
        /// neither reading nor writing: what some drivers want for `ioctl`.
        const ACCMODE = 3;
        /// Create the file if there is none.
        const CREAT = 0o100;
        /// With `CREAT`: fail if there is one.
        const EXCL = 0o200;
        /// A terminal does not become the controlling one.
        const NOCTTY = 0o400;
        /// Cut a regular file to length 0.
        const TRUNC = 0o1000;
        /// Each write goes to the end.
        const APPEND = 0o2000;
        /// Neither opening nor I/O blocks.
        const NONBLOCK = 0o4000;
        /// A write returns when its data is on the device.
        const DSYNC = 0o1_0000;
        /// Send SIGIO when I/O becomes possible (`O_ASYNC`, `FASYNC`); for `F_SETFL`.
        const ASYNC = 0o2_0000;
        /// Around the page cache.
        const DIRECT = 0o4_0000;
        /// Files of 2 GiB and more. Every function of this crate that opens one sets it where the target needs it.
        const LARGEFILE = 0o10_0000;
        /// Fail unless it is a directory.
        const DIRECTORY = 0o20_0000;
        /// Fail if the last part of the path is a symbolic link.
        const NOFOLLOW = 0o40_0000;
        /// Reading does not change the access time.
        const NOATIME = 0o100_0000;
        /// Close at exec.
        const CLOEXEC = 0o200_0000;
        /// A write returns when data and attributes are on the device; holds `DSYNC`.
        const SYNC = 0o401_0000;
        /// A descriptor that names the file and does no I/O.
        const PATH = 0o1000_0000;
        /// A new file without a name, in the directory that the path names; holds `DIRECTORY`.
        const TMPFILE = 0o2020_0000;
    }
}
