//! Flags for opening a file.

use crate::types::flags;

flags! {
    /// Flags for opening a file (`O_`), which `fcntl(F_GETFL)` returns and `fcntl(F_SETFL)`
    /// changes.
    ///
    /// They contain exactly one of [`RDONLY`](Self::RDONLY), [`WRONLY`](Self::WRONLY) and
    /// [`RDWR`](Self::RDWR), which are numbers and not bits, and any of the other flags.
    pub struct OpenFlags: u32 {
        /// Opens the file for reading. This is the number 0, not a bit.
        const RDONLY ("O_RDONLY") = 0;
        /// Opens the file for writing.
        const WRONLY ("O_WRONLY") = 1;
        /// Opens the file for reading and writing.
        const RDWR ("O_RDWR") = 2;
        /// The two bits that hold the access mode. If `openat` is given the number 3, it checks
        /// both permissions but opens the file for neither reading nor writing, which some drivers
        /// expect for `ioctl`.
        const ACCMODE ("O_ACCMODE") = 3;
        /// Creates the file if it does not exist.
        const CREAT ("O_CREAT") = 0o100;
        /// With `CREAT`: fails if the file exists.
        const EXCL ("O_EXCL") = 0o200;
        /// A terminal does not become the controlling terminal of the process.
        const NOCTTY ("O_NOCTTY") = 0o400;
        /// Truncates a regular file to length 0.
        const TRUNC ("O_TRUNC") = 0o1000;
        /// Appends each write to the end of the file.
        const APPEND ("O_APPEND") = 0o2000;
        /// Neither opening the file nor I/O blocks.
        const NONBLOCK ("O_NONBLOCK", "O_NDELAY") = 0o4000;
        /// A write returns after its data is on the device.
        const DSYNC ("O_DSYNC") = 0o1_0000;
        /// Sends SIGIO when I/O becomes possible. For `F_SETFL`.
        const ASYNC ("O_ASYNC", "FASYNC") = 0o2_0000;
        /// Bypasses the page cache.
        const DIRECT ("O_DIRECT") = 0o4_0000;
        /// Allows files of 2 GiB and more. Every function of this crate that opens a file sets it
        /// on targets that need it.
        const LARGEFILE ("O_LARGEFILE") = 0o10_0000;
        /// Fails unless the file is a directory.
        const DIRECTORY ("O_DIRECTORY") = 0o20_0000;
        /// Fails if the last component of the path is a symbolic link.
        const NOFOLLOW ("O_NOFOLLOW") = 0o40_0000;
        /// Reading does not update the access time.
        const NOATIME ("O_NOATIME") = 0o100_0000;
        /// Closes the descriptor at `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o200_0000;
        /// A write returns after its data and the file's attributes are on the device. Includes
        /// `DSYNC`.
        const SYNC ("O_SYNC") = 0o401_0000;
        /// Opens a descriptor that refers to the file but permits no I/O.
        const PATH ("O_PATH") = 0o1000_0000;
        /// Creates a file without a name in the directory at the path. Includes `DIRECTORY`.
        const TMPFILE ("O_TMPFILE") = 0o2020_0000;
    }
}
