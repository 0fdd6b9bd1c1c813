//! Flags for paths that are relative to a descriptor.

use crate::types::flags;

flags! {
    /// Flags for a path that is relative to a descriptor (`AT_`).
    ///
    /// The documentation of each function lists the flags that it accepts. The kernel rejects the
    /// others. The same bit may have another meaning in another function.
    pub struct AtFlags: u32 {
        /// If the last component of the path is a symbolic link, uses the link itself.
        const SYMLINK_NOFOLLOW ("AT_SYMLINK_NOFOLLOW") = 0x100;
        /// `unlinkat`: removes a directory, like `rmdir`.
        const REMOVEDIR ("AT_REMOVEDIR") = 0x200;
        /// `faccessat2`: checks with the effective ids.
        const EACCESS ("AT_EACCESS") = 0x200;
        /// `linkat`, `name_to_handle_at`: if the last component of the path is a symbolic link,
        /// follows it.
        const SYMLINK_FOLLOW ("AT_SYMLINK_FOLLOW") = 0x400;
        /// Does not trigger an automount at the last component of the path.
        const NO_AUTOMOUNT ("AT_NO_AUTOMOUNT") = 0x800;
        /// An empty path refers to the descriptor itself.
        const EMPTY_PATH ("AT_EMPTY_PATH") = 0x1000;
        /// `statx`: synchronises with the server of a remote file as `fstatat` would. This is the
        /// number 0.
        const STATX_SYNC_AS_STAT ("AT_STATX_SYNC_AS_STAT") = 0;
        /// `statx`: asks the server.
        const STATX_FORCE_SYNC ("AT_STATX_FORCE_SYNC") = 0x2000;
        /// `statx`: does not ask the server.
        const STATX_DONT_SYNC ("AT_STATX_DONT_SYNC") = 0x4000;
        /// `statx`: the two bits that hold one of the three values above.
        const STATX_SYNC_TYPE ("AT_STATX_SYNC_TYPE") = 0x6000;
        /// `mount_setattr`, `open_tree`: applies to all mounts below as well.
        const RECURSIVE ("AT_RECURSIVE") = 0x8000;
        /// `execveat`: only checks whether execution is allowed (Linux 6.14).
        const EXECVE_CHECK ("AT_EXECVE_CHECK") = 0x1_0000;
        /// `name_to_handle_at`: returns a handle that can be compared but may not be openable
        /// (Linux 6.5).
        const HANDLE_FID ("AT_HANDLE_FID") = 0x200;
        /// `name_to_handle_at`: returns the unique 64-bit mount id (Linux 6.12).
        const HANDLE_MNT_ID_UNIQUE ("AT_HANDLE_MNT_ID_UNIQUE") = 0x001;
        /// `name_to_handle_at`: returns a handle from which the path can be found again (Linux
        /// 6.13).
        const HANDLE_CONNECTABLE ("AT_HANDLE_CONNECTABLE") = 0x002;
    }
}
