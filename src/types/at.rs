//! How a path that starts at a descriptor is meant.

use crate::types::flags;

flags! {
    /// How a path that starts at a descriptor is meant (`AT_`). Each function names those that it takes; the kernel refuses
    /// the others, and a bit may mean another thing elsewhere.
    pub struct AtFlags: u32 {
        /// A symbolic link at the end is meant itself.
        const SYMLINK_NOFOLLOW ("AT_SYMLINK_NOFOLLOW") = 0x100;
        /// `unlinkat`: a directory, as `rmdir` does.
        const REMOVEDIR ("AT_REMOVEDIR") = 0x200;
        /// `faccessat2`: check with the effective ids.
        const EACCESS ("AT_EACCESS") = 0x200;
        /// `linkat`, `name_to_handle_at`: a symbolic link at the end is followed.
        const SYMLINK_FOLLOW ("AT_SYMLINK_FOLLOW") = 0x400;
        /// Nothing is mounted on demand for the last part.
        const NO_AUTOMOUNT ("AT_NO_AUTOMOUNT") = 0x800;
        /// An empty path means the descriptor itself.
        const EMPTY_PATH ("AT_EMPTY_PATH") = 0x1000;
        /// `statx`: whatever `fstatat` would do about a remote file; the number 0.
        const STATX_SYNC_AS_STAT ("AT_STATX_SYNC_AS_STAT") = 0;
        /// `statx`: ask the server.
        const STATX_FORCE_SYNC ("AT_STATX_FORCE_SYNC") = 0x2000;
        /// `statx`: do not ask the server.
        const STATX_DONT_SYNC ("AT_STATX_DONT_SYNC") = 0x4000;
        /// `statx`: the two bits that hold one of the three above.
        const STATX_SYNC_TYPE ("AT_STATX_SYNC_TYPE") = 0x6000;
        /// `mount_setattr`, `open_tree`: the whole tree below.
        const RECURSIVE ("AT_RECURSIVE") = 0x8000;
        /// `execveat`: only check whether execution is allowed (Linux 6.14).
        const EXECVE_CHECK ("AT_EXECVE_CHECK") = 0x1_0000;
        /// `name_to_handle_at`: a handle to compare, not to open (Linux 6.5).
        const HANDLE_FID ("AT_HANDLE_FID") = 0x200;
        /// `name_to_handle_at`: the unique 64-bit mount id (Linux 6.12).
        const HANDLE_MNT_ID_UNIQUE ("AT_HANDLE_MNT_ID_UNIQUE") = 0x001;
        /// `name_to_handle_at`: a handle from which the path can be found again (Linux 6.13).
        const HANDLE_CONNECTABLE ("AT_HANDLE_CONNECTABLE") = 0x002;
    }
}
