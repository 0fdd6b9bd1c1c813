//! `PROCMAP_QUERY`: finds the mapping at an address of a process.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::dev::Dev;
use crate::types::flags;
use crate::types::ioctl::{Request, update};

impl Request {
    /// See [`ioctl_procmap_query`].
    pub const PROCMAP_QUERY: Request<ProcmapQuery> = Request::read_write(b'f', 17);
}

flags! {
    /// Which mapping to find, and the properties of a mapping (`PROCMAP_QUERY_`).
    pub struct ProcmapQueryFlags: u64 {
        /// The mapping is readable.
        const VMA_READABLE ("PROCMAP_QUERY_VMA_READABLE") = 0x1;
        /// The mapping is writable.
        const VMA_WRITABLE ("PROCMAP_QUERY_VMA_WRITABLE") = 0x2;
        /// The mapping is executable.
        const VMA_EXECUTABLE ("PROCMAP_QUERY_VMA_EXECUTABLE") = 0x4;
        /// The mapping is shared.
        const VMA_SHARED ("PROCMAP_QUERY_VMA_SHARED") = 0x8;
        /// Finds the mapping at the address or, if there is none, the next one above it.
        const COVERING_OR_NEXT_VMA ("PROCMAP_QUERY_COVERING_OR_NEXT_VMA") = 0x10;
        /// The mapping is backed by a file.
        const FILE_BACKED_VMA ("PROCMAP_QUERY_FILE_BACKED_VMA") = 0x20;
    }
}

/// The query and its result (`struct procmap_query`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct ProcmapQuery {
    size: u64,
    /// Which mapping to find.
    pub query_flags: ProcmapQueryFlags,
    /// The address to look up.
    pub query_addr: u64,
    /// Set by the kernel: the first address of the mapping.
    pub vma_start: u64,
    /// Set by the kernel: the address after the end of the mapping.
    pub vma_end: u64,
    /// Set by the kernel: the properties of the mapping, as the flags whose names begin with `VMA`.
    pub vma_flags: ProcmapQueryFlags,
    /// Set by the kernel: the size of the mapping's pages in bytes.
    pub vma_page_size: u64,
    /// Set by the kernel: the offset of the mapping in its file.
    pub vma_offset: u64,
    /// Set by the kernel: the inode number of the file, or 0 if the mapping has no file.
    pub inode: u64,
    /// Set by the kernel: the device of the file.
    pub dev: Dev,
    vma_name_size: u32,
    build_id_size: u32,
    vma_name_addr: u64,
    build_id_addr: u64,
}

static_assertions::const_assert_eq!(size_of::<ProcmapQuery>(), 104);

impl ProcmapQuery {
    /// Creates a query for the mapping at `addr` that has all the properties in `flags`.
    #[inline]
    #[must_use]
    pub const fn new(addr: u64, flags: ProcmapQueryFlags) -> Self {
        Self {
            size: size_of::<Self>() as u64,
            query_flags: flags,
            query_addr: addr,
            vma_start: 0,
            vma_end: 0,
            vma_flags: ProcmapQueryFlags::empty(),
            vma_page_size: 0,
            vma_offset: 0,
            inode: 0,
            dev: Dev { major: 0, minor: 0 },
            vma_name_size: 0,
            build_id_size: 0,
            vma_name_addr: 0,
            build_id_addr: 0,
        }
    }
}

/// The part of the result that [`ioctl_procmap_query`] writes to the caller's buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ProcmapNames<'buf> {
    /// The path of the file, or a name in brackets such as `[heap]`. Empty if the mapping has no
    /// name, or if it was not requested.
    pub name: &'buf CStr,
    /// The build id, which identifies the program or library. Empty if the file has none, or if it
    /// was not requested.
    pub build_id: &'buf [u8],
}

/// Returns the address and the size of a buffer. Returns zeros for an empty buffer, which request
/// nothing.
#[inline]
fn place(buf: &mut [u8]) -> (u64, u32) {
    match buf.len() {
        0 => (0, 0),
        len => {
            let addr = buf.as_mut_ptr().expose_provenance() as u64;
            (addr, len.min(u32::MAX as usize) as u32)
        }
    }
}

/// `ioctl(2)`, `PROCMAP_QUERY`: finds the mapping at an address of a process.
///
/// `maps` is the process's `/proc/PID/maps`. The call writes the result to `query`, and the name
/// and the build id to the buffers. 4096 bytes are enough for every name and 20 for every build id.
/// If you do not need one of them, pass an empty buffer, and the kernel skips the work.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `maps` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `query.query_flags` contains an unknown flag.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a buffer is too short.
/// - [`NOENT`](crate::Errno::NOENT): the process has no such mapping.
/// - [`NOTTY`](crate::Errno::NOTTY): `maps` is not the `maps` file of a process, or the kernel is
///   older than Linux 6.11.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Kernel
///
/// Linux 6.11, `fs/proc/task_mmu.c`.
/// [proc_pid_maps(5)](https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html)
#[doc(alias = "PROCMAP_QUERY")]
#[inline]
pub fn ioctl_procmap_query<'buf>(
    maps: impl AsFd,
    query: &mut ProcmapQuery,
    name: &'buf mut [u8],
    build_id: &'buf mut [u8],
) -> Result<ProcmapNames<'buf>> {
    // An earlier call may have written anything here, because a file in user space can handle the
    // request.
    query.size = size_of::<ProcmapQuery>() as u64;
    (query.vma_name_addr, query.vma_name_size) = place(name);
    (query.build_id_addr, query.build_id_size) = place(build_id);
    // SAFETY: the kernel reads and writes the 104 bytes that `size` states, and writes to the
    // buffers no more than they hold.
    let done = unsafe { update(maps, Request::PROCMAP_QUERY, &raw mut *query) };
    done.map(|_| ProcmapNames {
        name: name
            .get(..query.vma_name_size as usize)
            .and_then(|name| CStr::from_bytes_until_nul(name).ok())
            .unwrap_or_default(),
        build_id: build_id
            .get(..query.build_id_size as usize)
            .unwrap_or_default(),
    })
}
