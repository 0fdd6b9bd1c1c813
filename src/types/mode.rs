//! File modes: the permission bits and the type of a file.

use crate::types::{constants, flags};

flags! {
    /// A file mode (`mode_t`): twelve permission bits and, where the kernel reports it, the type above them.
    ///
    /// `Mode::from_bits_retain(0o644)` makes one from the octal form.
    pub struct Mode: u16 {
        /// Runs as its owner.
        const SUID ("S_ISUID") = 0o4000;
        /// Runs as its group; new files of a directory inherit its group.
        const SGID ("S_ISGID") = 0o2000;
        /// Only the owner of a file in this directory may remove it.
        const SVTX ("S_ISVTX") = 0o1000;
        /// All three for the owner.
        const RWXU ("S_IRWXU") = 0o700;
        /// The owner reads.
        const RUSR ("S_IRUSR") = 0o400;
        /// The owner writes.
        const WUSR ("S_IWUSR") = 0o200;
        /// The owner executes or searches.
        const XUSR ("S_IXUSR") = 0o100;
        /// All three for the group.
        const RWXG ("S_IRWXG") = 0o070;
        /// The group reads.
        const RGRP ("S_IRGRP") = 0o040;
        /// The group writes.
        const WGRP ("S_IWGRP") = 0o020;
        /// The group executes or searches.
        const XGRP ("S_IXGRP") = 0o010;
        /// All three for everybody else.
        const RWXO ("S_IRWXO") = 0o007;
        /// Everybody else reads.
        const ROTH ("S_IROTH") = 0o004;
        /// Everybody else writes.
        const WOTH ("S_IWOTH") = 0o002;
        /// Everybody else executes or searches.
        const XOTH ("S_IXOTH") = 0o001;
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
        /// The file system does not say; `fstatat` does.
        const UNKNOWN ("DT_UNKNOWN") = 0;
        /// A named pipe.
        const FIFO ("DT_FIFO", "S_IFIFO") = 1;
        /// A character device.
        const CHR ("DT_CHR", "S_IFCHR") = 2;
        /// A directory.
        const DIR ("DT_DIR", "S_IFDIR") = 4;
        /// A block device.
        const BLK ("DT_BLK", "S_IFBLK") = 6;
        /// A regular file.
        const REG ("DT_REG", "S_IFREG") = 8;
        /// A symbolic link.
        const LNK ("DT_LNK", "S_IFLNK") = 10;
        /// A socket.
        const SOCK ("DT_SOCK", "S_IFSOCK") = 12;
        /// A whiteout of a union mount.
        const WHT ("DT_WHT") = 14;
    }
}
