//! File modes: the permission bits and the type of a file.

use crate::types::{constants, flags};

flags! {
    /// A file mode (`mode_t`): twelve permission bits and, where the kernel reports it, the type above them.
    ///
    /// `Mode::from_bits_retain(0o644)` makes one from the octal form.
    pub struct Mode: u16 {
        /// `S_ISUID`: runs as its owner.
        const SUID = 0o4000;
        /// `S_ISGID`: runs as its group; new files of a directory inherit its group.
        const SGID = 0o2000;
        /// `S_ISVTX`: only the owner of a file in this directory may remove it.
        const SVTX = 0o1000;
        /// `S_IRWXU`: all three for the owner.
        const RWXU = 0o700;
        /// `S_IRUSR`: the owner reads.
        const RUSR = 0o400;
        /// `S_IWUSR`: the owner writes.
        const WUSR = 0o200;
        /// `S_IXUSR`: the owner executes or searches.
        const XUSR = 0o100;
        /// `S_IRWXG`: all three for the group.
        const RWXG = 0o070;
        /// `S_IRGRP`: the group reads.
        const RGRP = 0o040;
        /// `S_IWGRP`: the group writes.
        const WGRP = 0o020;
        /// `S_IXGRP`: the group executes or searches.
        const XGRP = 0o010;
        /// `S_IRWXO`: all three for everybody else.
        const RWXO = 0o007;
        /// `S_IROTH`: everybody else reads.
        const ROTH = 0o004;
        /// `S_IWOTH`: everybody else writes.
        const WOTH = 0o002;
        /// `S_IXOTH`: everybody else executes or searches.
        const XOTH = 0o001;
    }
}

impl Mode {
    /// The type that the upper four bits tell (`S_IFMT`).
    #[inline]
    #[must_use]
    pub const fn file_type(self) -> FileType {
        FileType((self.bits() >> 12) as u8)
    }

    /// The twelve lower bits, without the type.
    #[inline]
    #[must_use]
    pub const fn permissions(self) -> Self {
        Self::from_bits_retain(self.bits() & 0o7777)
    }
}

constants! {
    /// The type of a file, as `S_IFMT` of a mode and `d_type` of a directory entry have it: the same numbers.
    pub struct FileType: u8 {
        /// `DT_UNKNOWN`: the file system does not say; `fstatat` does.
        const UNKNOWN = 0;
        /// `S_IFIFO`: a named pipe.
        const FIFO = 1;
        /// `S_IFCHR`: a character device.
        const CHR = 2;
        /// `S_IFDIR`: a directory.
        const DIR = 4;
        /// `S_IFBLK`: a block device.
        const BLK = 6;
        /// `S_IFREG`: a regular file.
        const REG = 8;
        /// `S_IFLNK`: a symbolic link.
        const LNK = 10;
        /// `S_IFSOCK`: a socket.
        const SOCK = 12;
        /// `DT_WHT`: a whiteout of a union mount.
        const WHT = 14;
    }
}
