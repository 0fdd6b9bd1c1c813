//! Memory: mapping, moving, protecting, locking and advising, and handling page faults in user
//! space.
//!
//! ```
//! use core::{ptr, slice};
//! use trapgate::mm::{self, MapFlags, ProtFlags};
//!
//! let len = 4096;
//! let prot = ProtFlags::READ | ProtFlags::WRITE;
//! // SAFETY: without `FIXED`, the new mapping replaces no other. No other process can change it,
//! // because it is private.
//! let addr = unsafe { mm::mmap_anonymous(ptr::null_mut(), len, prot, MapFlags::PRIVATE) }?;
//! // SAFETY: the mapping is new, contains `len` bytes of zeros, and is used here only.
//! let bytes = unsafe { slice::from_raw_parts_mut(addr.cast::<u8>(), len) };
//! bytes[0] = 1;
//! // SAFETY: `bytes` is not used after this.
//! unsafe { mm::munmap(addr, len) }?;
//! # Ok::<(), trapgate::Errno>(())
//! ```
//!
//! A mapping is raw memory: the functions take and return addresses. They are unsafe if they can
//! take away memory that a reference points to, or change its content. Addresses and lengths are in
//! bytes.

mod advise;
mod brk;
mod map;
mod mincore;
mod mlock;
mod mseal;
mod msync;
mod pagemap;
mod pkey;
mod process_madvise;
mod process_mrelease;
mod procmap;
mod protect;
mod shadow_stack;
mod userfaultfd;

pub use crate::fd::OwnedFd;
pub use crate::types::dev::Dev;
pub use crate::types::iovec::RemoteIoSlice;
pub use advise::{
    Advice, madvise, madvise_cold, madvise_collapse, madvise_dodump, madvise_dontdump,
    madvise_hugepage, madvise_mergeable, madvise_nohugepage, madvise_normal, madvise_pageout,
    madvise_populate_read, madvise_populate_write, madvise_random, madvise_sequential,
    madvise_unmergeable, madvise_willneed,
};
pub use brk::brk;
pub use map::{MapFlags, MremapFlags, mmap, mmap_anonymous, mremap, munmap};
pub use mincore::mincore;
pub use mlock::{MlockFlags, MlockallFlags, mlock, mlock2, mlockall, munlock, munlockall};
pub use mseal::mseal;
pub use msync::{MsyncFlags, msync};
pub use pagemap::{
    PageCategories, PageRegion, PmScanArg, PmScanFlags, ioctl_pagemap_scan,
    ioctl_pagemap_scan_wp_matching,
};
pub use pkey::{Pkey, PkeyRights, pkey_alloc, pkey_free, pkey_mprotect};
pub use process_madvise::{
    process_madvise, process_madvise_cold, process_madvise_collapse, process_madvise_pageout,
    process_madvise_willneed,
};
pub use process_mrelease::process_mrelease;
pub use procmap::{ProcmapNames, ProcmapQuery, ProcmapQueryFlags, ioctl_procmap_query};
pub use protect::{ProtFlags, mprotect};
pub use shadow_stack::{ShadowStackFlags, map_shadow_stack};
pub use userfaultfd::{
    UffdFeatures, UffdMsg, UffdMsgs, UffdPagefaultFlags, UffdioApi, UffdioContinue,
    UffdioContinueMode, UffdioCopy, UffdioCopyMode, UffdioIoctls, UffdioMove, UffdioMoveMode,
    UffdioPoison, UffdioPoisonMode, UffdioRange, UffdioRegisterMode, UffdioWriteprotectMode,
    UffdioZeropage, UffdioZeropageMode, UserfaultfdFlags, ioctl_uffdio_api, ioctl_uffdio_continue,
    ioctl_uffdio_copy, ioctl_uffdio_move, ioctl_uffdio_poison, ioctl_uffdio_register,
    ioctl_uffdio_unregister, ioctl_uffdio_wake, ioctl_uffdio_writeprotect, ioctl_uffdio_zeropage,
    ioctl_userfaultfd_ioc_new, userfaultfd,
};
