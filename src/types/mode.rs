//! File modes: the permission bits and the type of a file.

use crate::types::{constants, flags};

flags! {
    /// A file mode (`mode_t`): twelve permission bits and, if the kernel reports it, the file type
    /// in the four bits above them.
    ///
    /// `Mode::from_bits_retain(0o644)` creates one from its octal form.
    pub struct Mode: u16 {
        /// A program runs with the file owner's user id (set-user-ID).
        const SUID ("S_ISUID") = 0o4000;
        /// A program runs with the file's group id (set-group-ID). New files in a directory inherit
        /// its group.
        const SGID ("S_ISGID") = 0o2000;
        /// Only the owner of a file in this directory, or of the directory, may remove or rename
        /// it.
        const SVTX ("S_ISVTX") = 0o1000;
        /// The owner may read, write and execute.
        const RWXU ("S_IRWXU") = 0o700;
        /// The owner may read.
        const RUSR ("S_IRUSR") = 0o400;
        /// The owner may write.
        const WUSR ("S_IWUSR") = 0o200;
        /// The owner may execute the file or search the directory.
        const XUSR ("S_IXUSR") = 0o100;
        /// The group may read, write and execute.
        const RWXG ("S_IRWXG") = 0o070;
        /// The group may read.
        const RGRP ("S_IRGRP") = 0o040;
        /// The group may write.
        const WGRP ("S_IWGRP") = 0o020;
        /// The group may execute the file or search the directory.
        const XGRP ("S_IXGRP") = 0o010;
        /// Others may read, write and execute.
        const RWXO ("S_IRWXO") = 0o007;
        /// Others may read.
        const ROTH ("S_IROTH") = 0o004;
        /// Others may write.
        const WOTH ("S_IWOTH") = 0o002;
        /// Others may execute the file or search the directory.
        const XOTH ("S_IXOTH") = 0o001;
    }
}

impl Mode {
    /// Returns the file type, which is in the upper four bits (`S_IFMT`).
    #[inline]
    #[must_use]
    pub const fn file_type(self) -> FileType {
        FileType((self.bits() >> 12) as u8)
    }

    /// Returns the lower twelve bits, without the file type.
    #[inline]
    #[must_use]
    pub const fn permissions(self) -> Self {
        Self::from_bits_retain(self.bits() & 0o7777)
    }
}

constants! {
    /// The type of a file. The numbers are those of `S_IFMT` in a mode and of `d_type` in a
    /// directory entry.
    pub struct FileType: u8 {
        /// The file system does not report the type here; `fstatat` returns it.
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
        /// A whiteout in a union mount.
        const WHT ("DT_WHT") = 14;
    }
}
