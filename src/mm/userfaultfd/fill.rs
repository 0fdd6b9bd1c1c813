//! `UFFDIO_COPY(2const)`, `UFFDIO_ZEROPAGE(2const)` and `UFFDIO_CONTINUE(2const)`.

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
    /// Flags for [`ioctl_uffdio_copy`] (`UFFDIO_COPY_MODE_`).
    pub struct UffdioCopyMode: u64 {
        /// Does not wake the threads that wait for the pages. To wake them, call
        /// `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_COPY_MODE_DONTWAKE") = 1;
        /// Write-protects the pages. The range must be registered for that (Linux 5.7).
        const WP ("UFFDIO_COPY_MODE_WP") = 2;
    }
}

flags! {
    /// Flags for [`ioctl_uffdio_zeropage`] (`UFFDIO_ZEROPAGE_MODE_`).
    pub struct UffdioZeropageMode: u64 {
        /// Does not wake the threads that wait for the pages. To wake them, call
        /// `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_ZEROPAGE_MODE_DONTWAKE") = 1;
    }
}

flags! {
    /// Flags for [`ioctl_uffdio_continue`] (`UFFDIO_CONTINUE_MODE_`).
    pub struct UffdioContinueMode: u64 {
        /// Does not wake the threads that wait for the pages. To wake them, call
        /// `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_CONTINUE_MODE_DONTWAKE") = 1;
        /// Write-protects the pages. The range must be registered for that (Linux 6.4).
        const WP ("UFFDIO_CONTINUE_MODE_WP") = 2;
    }
}

/// The argument and the result of [`ioctl_uffdio_copy`] (`struct uffdio_copy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioCopy {
    /// The address of the missing pages, in the process that the descriptor belongs to. A multiple
    /// of the page size.
    pub dst: u64,
    /// The address of the bytes to copy, in the calling process.
    pub src: u64,
    /// The length in bytes. A multiple of the page size.
    pub len: u64,
    /// Flags of the request.
    pub mode: UffdioCopyMode,
    /// Set by the kernel: the number of bytes copied, or a negated error number.
    pub copy: i64,
}

const_assert_eq!(size_of::<UffdioCopy>(), 40);

impl UffdioCopy {
    /// Creates a request.
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

    /// Returns the number of bytes copied, or 0 if the kernel reported an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.copy)
    }
}

/// The argument and the result of [`ioctl_uffdio_zeropage`] (`struct uffdio_zeropage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioZeropage {
    /// The range of the missing pages.
    pub range: UffdioRange,
    /// Flags of the request.
    pub mode: UffdioZeropageMode,
    /// Set by the kernel: the number of bytes filled, or a negated error number.
    pub zeropage: i64,
}

const_assert_eq!(size_of::<UffdioZeropage>(), 32);

impl UffdioZeropage {
    /// Creates a request.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioZeropageMode) -> Self {
        Self {
            range,
            mode,
            zeropage: 0,
        }
    }

    /// Returns the number of bytes filled, or 0 if the kernel reported an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.zeropage)
    }
}

/// The argument and the result of [`ioctl_uffdio_continue`] (`struct uffdio_continue`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioContinue {
    /// The range in which the file has pages that are not mapped.
    pub range: UffdioRange,
    /// Flags of the request.
    pub mode: UffdioContinueMode,
    /// Set by the kernel: the number of bytes mapped, or a negated error number.
    pub mapped: i64,
}

const_assert_eq!(size_of::<UffdioContinue>(), 32);

impl UffdioContinue {
    /// Creates a request.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioContinueMode) -> Self {
        Self {
            range,
            mode,
            mapped: 0,
        }
    }

    /// Returns the number of bytes mapped, or 0 if the kernel reported an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.mapped)
    }
}

/// `ioctl(2)`, `UFFDIO_COPY`: fills missing pages with a copy of the given bytes, and wakes the
/// threads that wait for them.
///
/// A page becomes visible to other threads only after all its bytes are copied.
///
/// If the call fails, it may have filled pages at the start of the range;
/// [`copy.copy`](UffdioCopy::copy) contains their size. The function sets the field to 0 before the
/// call, because the kernel does not write it with every error.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the call filled only part of the range, and the rest can be
///   requested again; or the mappings of the process are changing, and the caller must first read
///   the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is already present.
/// - [`FAULT`](crate::Errno::FAULT): the source cannot be read.
/// - [`INVAL`](crate::Errno::INVAL): the mode contains an unknown flag, or `WP` for a range that is
///   not registered for it; the range is empty, does not consist of whole pages, or exceeds the
///   address space; or [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before.
/// - [`NOENT`](crate::Errno::NOENT): the destination is not registered, or is not within one
///   mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): memory for a page is not available.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - Of the `len` bytes at `src`, those that are readable must be initialised, and no code may
///   write to them during the call.
/// - No other code may rely on the missing pages of the destination receiving different content.
///   The kernel does not check which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_COPY(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_COPY.2const.html)
#[doc(alias = "UFFDIO_COPY")]
#[inline]
pub unsafe fn ioctl_uffdio_copy(fd: impl AsFd, copy: &mut UffdioCopy) -> Result<()> {
    copy.copy = 0;
    // SAFETY: the kernel reads and writes the 40 bytes of `copy`, and the caller has the duties for
    // source and destination.
    unsafe { update(fd, Request::UFFDIO_COPY, copy) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_ZEROPAGE`: fills missing pages with zeros, and wakes the threads that wait
/// for them.
///
/// If the call fails, it may have filled pages at the start of the range;
/// [`zeropage.zeropage`](UffdioZeropage::zeropage) contains their size. The function sets the field
/// to 0 before the call, because the kernel does not write it with every error.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the call filled only part of the range, and the rest can be
///   requested again; or the mappings of the process are changing, and the caller must first read
///   the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is already present.
/// - [`INVAL`](crate::Errno::INVAL): the mode contains an unknown flag; the range consists of huge
///   pages; the range is empty, does not consist of whole pages, or exceeds the address space; or
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or is not within one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): memory for a page is not available.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - No other code may rely on the missing pages of the range receiving different content. The
///   kernel does not check which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_ZEROPAGE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_ZEROPAGE.2const.html)
#[doc(alias = "UFFDIO_ZEROPAGE")]
#[inline]
pub unsafe fn ioctl_uffdio_zeropage(fd: impl AsFd, zeropage: &mut UffdioZeropage) -> Result<()> {
    zeropage.zeropage = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `zeropage`, and the caller has the duty
    // for the range.
    unsafe { update(fd, Request::UFFDIO_ZEROPAGE, zeropage) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_CONTINUE`: maps pages that the file already has, after a minor fault, and
/// wakes the threads that wait for them.
///
/// If the call fails, it may have mapped pages at the start of the range;
/// [`continue_.mapped`](UffdioContinue::mapped) contains their size. The function sets the field to
/// 0 before the call, because the kernel does not write it with every error.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the call mapped only part of the range, and the rest can be
///   requested again; or the mappings of the process are changing, and the caller must first read
///   the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is already mapped.
/// - [`FAULT`](crate::Errno::FAULT): the file does not have the page.
/// - [`INVAL`](crate::Errno::INVAL): the mode contains an unknown flag, or `WP` for a range that is
///   not registered for it; the memory does not support minor faults; the range is empty, does not
///   consist of whole pages, or exceeds the address space; or
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or is not within one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): memory for a page table is not available.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - No other code may rely on the range receiving content that the file does not have now, or on
///   the fault being reported first. The kernel does not check which descriptor the range is
///   registered with.
///
/// # Kernel
///
/// Linux 5.13, `fs/userfaultfd.c`.
/// [UFFDIO_CONTINUE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_CONTINUE.2const.html)
#[doc(alias = "UFFDIO_CONTINUE")]
#[inline]
pub unsafe fn ioctl_uffdio_continue(fd: impl AsFd, continue_: &mut UffdioContinue) -> Result<()> {
    continue_.mapped = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `continue_`, and the caller has the duty
    // for the range.
    unsafe { update(fd, Request::UFFDIO_CONTINUE, continue_) }.map(|_| ())
}
