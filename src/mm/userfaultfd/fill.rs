//! `UFFDIO_COPY(2const)`, `UFFDIO_ZEROPAGE(2const)`, `UFFDIO_CONTINUE(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, UffdioRange, done, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

impl Request {
    /// See [`ioctl_uffdio_copy`].
    pub const UFFDIO_COPY: Request<UffdioCopy> = Request::read_write(USERFAULTFD_IOC, 3);
    /// See [`ioctl_uffdio_zeropage`].
    pub const UFFDIO_ZEROPAGE: Request<UffdioZeropage> = Request::read_write(USERFAULTFD_IOC, 4);
    /// See [`ioctl_uffdio_continue`].
    pub const UFFDIO_CONTINUE: Request<UffdioContinue> = Request::read_write(USERFAULTFD_IOC, 7);
}

flags! {
    /// `UFFDIO_COPY_MODE_*`: how pages are put in place.
    pub struct UffdioCopyMode: u64 {
        /// Whoever waits goes on waiting, for `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_COPY_MODE_DONTWAKE") = 1;
        /// Write-protected, in a range that is registered for that (Linux 5.7).
        const WP ("UFFDIO_COPY_MODE_WP") = 2;
    }
}

flags! {
    /// `UFFDIO_ZEROPAGE_MODE_*`: how pages are put in place.
    pub struct UffdioZeropageMode: u64 {
        /// Whoever waits goes on waiting, for `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_ZEROPAGE_MODE_DONTWAKE") = 1;
    }
}

flags! {
    /// `UFFDIO_CONTINUE_MODE_*`: how pages are put in place.
    pub struct UffdioContinueMode: u64 {
        /// Whoever waits goes on waiting, for `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_CONTINUE_MODE_DONTWAKE") = 1;
        /// Write-protected, in a range that is registered for that (Linux 6.4).
        const WP ("UFFDIO_CONTINUE_MODE_WP") = 2;
    }
}

/// What [`ioctl_uffdio_copy`] is asked, and what it has done (`struct uffdio_copy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioCopy {
    /// Where pages are missing, in the process that the descriptor belongs to: a multiple of the page size.
    pub dst: u64,
    /// Where the bytes are, in the process that calls.
    pub src: u64,
    /// Bytes: a multiple of the page size.
    pub len: u64,
    /// How.
    pub mode: UffdioCopyMode,
    /// Bytes copied, or a negated error: the kernel's answer.
    pub copy: i64,
}

const_assert_eq!(size_of::<UffdioCopy>(), 40);

impl UffdioCopy {
    /// A request that has done nothing yet.
    #[inline]
    #[must_use]
    pub fn new(dst: u64, src: *const u8, len: usize, mode: UffdioCopyMode) -> Self {
        Self {
            dst,
            src: src.expose_provenance() as u64,
            len: len as u64,
            mode,
            copy: 0,
        }
    }

    /// Bytes copied, 0 where the kernel has answered an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.copy)
    }
}

/// What [`ioctl_uffdio_zeropage`] is asked, and what it has done (`struct uffdio_zeropage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioZeropage {
    /// Where pages are missing.
    pub range: UffdioRange,
    /// How.
    pub mode: UffdioZeropageMode,
    /// Bytes filled, or a negated error: the kernel's answer.
    pub zeropage: i64,
}

const_assert_eq!(size_of::<UffdioZeropage>(), 32);

impl UffdioZeropage {
    /// A request that has done nothing yet.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioZeropageMode) -> Self {
        Self {
            range,
            mode,
            zeropage: 0,
        }
    }

    /// Bytes filled, 0 where the kernel has answered an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.zeropage)
    }
}

/// What [`ioctl_uffdio_continue`] is asked, and what it has done (`struct uffdio_continue`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioContinue {
    /// Where the file has pages and the mapping does not.
    pub range: UffdioRange,
    /// How.
    pub mode: UffdioContinueMode,
    /// Bytes mapped, or a negated error: the kernel's answer.
    pub mapped: i64,
}

const_assert_eq!(size_of::<UffdioContinue>(), 32);

impl UffdioContinue {
    /// A request that has done nothing yet.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioContinueMode) -> Self {
        Self {
            range,
            mode,
            mapped: 0,
        }
    }

    /// Bytes mapped, 0 where the kernel has answered an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.mapped)
    }
}

/// `ioctl(2)`, `UFFDIO_COPY`: puts pages with these bytes where pages are missing, and wakes whoever waits.
///
/// Nobody sees a page before it has all its bytes.
///
/// An error loses nothing: [`copy.copy`](UffdioCopy::copy) is what was done, pages from the front. It is set to 0
/// before the call, as not every error writes it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): less than all was done, and the rest may be asked for; or the mappings of the
///   process are changing, and an event of that is to be read first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is there already.
/// - [`FAULT`](crate::Errno::FAULT): the source cannot be read.
/// - [`INVAL`](crate::Errno::INVAL): an unknown mode, or `WP` where that is not registered; a range that is empty, is
///   not made of whole pages, or leaves the address space; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOENT`](crate::Errno::NOENT): the destination is not registered, or not all in one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory for a page.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The `len` bytes at `src`, as far as they can be read, are initialised, and nobody writes to them meanwhile.
/// - The destination is this caller's to fill: nobody relies on other bytes where pages are missing. The kernel does
///   not ask which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`. [UFFDIO_COPY(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_COPY.2const.html)
#[doc(alias = "UFFDIO_COPY")]
#[inline]
pub unsafe fn ioctl_uffdio_copy(fd: impl AsFd, copy: &mut UffdioCopy) -> Result<()> {
    copy.copy = 0;
    // SAFETY: the kernel reads and writes the 40 bytes of `copy`; the caller vouches for source and destination.
    unsafe { update(fd, Request::UFFDIO_COPY, copy) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_ZEROPAGE`: puts pages of zeros where pages are missing, and wakes whoever waits.
///
/// An error loses nothing: [`zeropage.zeropage`](UffdioZeropage::zeropage) is what was done, pages from the front. It
/// is set to 0 before the call, as not every error writes it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): less than all was done, and the rest may be asked for; or the mappings of the
///   process are changing, and an event of that is to be read first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is there already.
/// - [`INVAL`](crate::Errno::INVAL): an unknown mode; huge pages; a range that is empty, is not made of whole pages, or
///   leaves the address space; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or not all in one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory for a page.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The range is this caller's to fill: nobody relies on other bytes where pages are missing. The kernel does not ask
///   which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_ZEROPAGE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_ZEROPAGE.2const.html)
#[doc(alias = "UFFDIO_ZEROPAGE")]
#[inline]
pub unsafe fn ioctl_uffdio_zeropage(fd: impl AsFd, zeropage: &mut UffdioZeropage) -> Result<()> {
    zeropage.zeropage = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `zeropage`; the caller vouches for the range.
    unsafe { update(fd, Request::UFFDIO_ZEROPAGE, zeropage) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_CONTINUE`: maps pages that the file has already, after a minor fault, and wakes whoever waits.
///
/// An error loses nothing: [`continue_.mapped`](UffdioContinue::mapped) is what was done, pages from the front. It is
/// set to 0 before the call, as not every error writes it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): less than all was done, and the rest may be asked for; or the mappings of the
///   process are changing, and an event of that is to be read first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is mapped already.
/// - [`FAULT`](crate::Errno::FAULT): the file has no page there.
/// - [`INVAL`](crate::Errno::INVAL): an unknown mode, or `WP` where that is not registered; memory without minor
///   faults; a range that is empty, is not made of whole pages, or leaves the address space; no
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or not all in one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory for a page table.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The range is this caller's to fill: nobody relies on other bytes than the file has now, or on being told of the
///   fault first. The kernel does not ask which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 5.13, `fs/userfaultfd.c`.
/// [UFFDIO_CONTINUE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_CONTINUE.2const.html)
#[doc(alias = "UFFDIO_CONTINUE")]
#[inline]
pub unsafe fn ioctl_uffdio_continue(fd: impl AsFd, continue_: &mut UffdioContinue) -> Result<()> {
    continue_.mapped = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `continue_`; the caller vouches for the range.
    unsafe { update(fd, Request::UFFDIO_CONTINUE, continue_) }.map(|_| ())
}
