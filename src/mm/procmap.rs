//! `PROCMAP_QUERY`: what is mapped at an address of a process.

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
    /// Which mapping is asked for, and what one is (`PROCMAP_QUERY_`).
    pub struct ProcmapQueryFlags: u64 {
        /// Can be read.
        const VMA_READABLE ("PROCMAP_QUERY_VMA_READABLE") = 0x1;
        /// Can be written.
        const VMA_WRITABLE ("PROCMAP_QUERY_VMA_WRITABLE") = 0x2;
        /// Can be executed.
        const VMA_EXECUTABLE ("PROCMAP_QUERY_VMA_EXECUTABLE") = 0x4;
        /// Is shared.
        const VMA_SHARED ("PROCMAP_QUERY_VMA_SHARED") = 0x8;
        /// The one at the address, or the next one behind it.
        const COVERING_OR_NEXT_VMA ("PROCMAP_QUERY_COVERING_OR_NEXT_VMA") = 0x10;
        /// Is a file's.
        const FILE_BACKED_VMA ("PROCMAP_QUERY_FILE_BACKED_VMA") = 0x20;
    }
}

/// A question and its answer (`struct procmap_query`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct ProcmapQuery {
    size: u64,
    /// Which mapping is asked for.
    pub query_flags: ProcmapQueryFlags,
    /// The address.
    pub query_addr: u64,
    /// Where the mapping begins.
    pub vma_start: u64,
    /// The first address behind it.
    pub vma_end: u64,
    /// What it is: the flags whose name begins with `VMA`.
    pub vma_flags: ProcmapQueryFlags,
    /// Bytes of its pages.
    pub vma_page_size: u64,
    /// Where it begins in its file.
    pub vma_offset: u64,
    /// The inode number of its file; 0: no file.
    pub inode: u64,
    /// The device of its file.
    pub dev: Dev,
    vma_name_size: u32,
    build_id_size: u32,
    vma_name_addr: u64,
    build_id_addr: u64,
}

static_assertions::const_assert_eq!(size_of::<ProcmapQuery>(), 104);

impl ProcmapQuery {
    /// The mapping that has this address, and is of all these kinds.
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

/// What [`ioctl_procmap_query`] tells in the caller's buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ProcmapNames<'buf> {
    /// The path of the file, or a name in brackets such as `[heap]`; empty: none, or not asked for.
    pub name: &'buf CStr,
    /// What tells the program or library from all others; empty: none, or not asked for.
    pub build_id: &'buf [u8],
}

/// Where a buffer is, and how long; nothing for one without room, which asks for nothing.
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

/// `ioctl(2)`, `PROCMAP_QUERY`: what is mapped at an address of a process, by its `/proc/PID/maps`.
///
/// The answer stands in `query`, its name and build id in the buffers: 4096 and 20 bytes hold every one. Whoever wants
/// neither gives buffers without room, and saves the kernel the work.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): unknown flags.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a buffer is too short.
/// - [`NOENT`](crate::Errno::NOENT): no such mapping.
/// - [`NOTTY`](crate::Errno::NOTTY): not the maps of a process, or an older kernel.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Kernel
///
/// Linux 6.11, `fs/proc/task_mmu.c`. [proc_pid_maps(5)](https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html)
#[doc(alias = "PROCMAP_QUERY")]
#[inline]
pub fn ioctl_procmap_query<'buf>(
    maps: impl AsFd,
    query: &mut ProcmapQuery,
    name: &'buf mut [u8],
    build_id: &'buf mut [u8],
) -> Result<ProcmapNames<'buf>> {
    // The file that answered last may have written anything here.
    query.size = size_of::<ProcmapQuery>() as u64;
    (query.vma_name_addr, query.vma_name_size) = place(name);
    (query.build_id_addr, query.build_id_size) = place(build_id);
    // SAFETY: the kernel reads and writes the 104 bytes that `size` says, and writes no more than the buffers hold.
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
