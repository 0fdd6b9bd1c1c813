//! `ioctl(2)`: the call for any request, and one function for each request that is the kernel's own.

mod block;
mod clone;
mod fiemap;
mod file;
mod fs;
mod inode;
mod modem;
mod pagemap;
mod procmap;
mod pty;
mod session;
mod termios;
mod termios_flags;
mod tty;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::fd::AsFd;
pub use crate::types::ioctl::{Call, Get, Ioctl, Request, Set, Update};
use crate::types::ioctl::{call, get, set, update};
pub use block::{
    ioctl_blkalignoff, ioctl_blkbszget, ioctl_blkbszset, ioctl_blkdiscard, ioctl_blkdiscardzeroes,
    ioctl_blkflsbuf, ioctl_blkgetdiskseq, ioctl_blkgetsize64, ioctl_blkiomin, ioctl_blkioopt,
    ioctl_blkpbszget, ioctl_blkraget, ioctl_blkraset, ioctl_blkroget, ioctl_blkroset,
    ioctl_blkrotational, ioctl_blkrrpart, ioctl_blksecdiscard, ioctl_blksectget, ioctl_blksszget,
    ioctl_blkzeroout,
};
pub use clone::{
    Deduped, FileDedupeRange, FileDedupeRangeInfo, ioctl_ficlone, ioctl_ficlonerange,
    ioctl_fideduperange,
};
pub use fiemap::{
    FiemapExtent, FiemapExtentFlags, FiemapExtents, FiemapFlags, ioctl_fs_ioc_fiemap,
};
pub use file::{
    ioctl_fioasync, ioctl_fioclex, ioctl_fionbio, ioctl_fionclex, ioctl_fionread, ioctl_fioqsize,
};
pub use fs::{
    FSLABEL_MAX, FsSysfsPath, FstrimRange, Fsuuid2, ioctl_fibmap, ioctl_fifreeze, ioctl_figetbsz,
    ioctl_fithaw, ioctl_fitrim, ioctl_fs_ioc_getfslabel, ioctl_fs_ioc_getfssysfspath,
    ioctl_fs_ioc_getfsuuid, ioctl_fs_ioc_setfslabel,
};
pub use inode::{
    Fsxattr, InodeFlags, ioctl_fs_ioc_fsgetxattr, ioctl_fs_ioc_fssetxattr, ioctl_fs_ioc_getflags,
    ioctl_fs_ioc_getversion, ioctl_fs_ioc_setflags, ioctl_fs_ioc_setversion,
};
pub use modem::{ModemFlags, ioctl_tiocmbic, ioctl_tiocmbis, ioctl_tiocmget, ioctl_tiocmset};
pub use pagemap::{
    PageCategories, PageRegion, PmScanArg, PmScanFlags, ioctl_pagemap_scan,
    ioctl_pagemap_scan_wp_matching,
};
pub use procmap::{ProcmapNames, ProcmapQuery, ProcmapQueryFlags, ioctl_procmap_query};
pub use pty::{
    PacketFlags, ioctl_tiocgpkt, ioctl_tiocgptlck, ioctl_tiocgptn, ioctl_tiocgptpeer,
    ioctl_tiocpkt, ioctl_tiocsptlck,
};
pub use session::{
    ioctl_tiocexcl, ioctl_tiocgexcl, ioctl_tiocgpgrp, ioctl_tiocgsid, ioctl_tiocnotty,
    ioctl_tiocnxcl, ioctl_tiocsctty, ioctl_tiocspgrp,
};
pub use termios::{
    Termios, Termios2, ioctl_tcgets, ioctl_tcgets2, ioctl_tcsets, ioctl_tcsets2, ioctl_tcsetsf,
    ioctl_tcsetsf2, ioctl_tcsetsw, ioctl_tcsetsw2,
};
pub use termios_flags::{ControlFlags, InputFlags, LocalFlags, OutputFlags, Speed};
pub use tty::{
    FlowAction, FlushQueue, LineDiscipline, Winsize, ioctl_tcflsh, ioctl_tcsbrk, ioctl_tcsbrkp,
    ioctl_tcxonc, ioctl_tioccbrk, ioctl_tiocgetd, ioctl_tiocgwinsz, ioctl_tiocoutq, ioctl_tiocsbrk,
    ioctl_tiocsetd, ioctl_tiocsti, ioctl_tiocswinsz,
};

/// `ioctl(2)`: any request, of any driver.
///
/// ```
/// use trapgate::io::{self, Get, Request};
///
/// let (read, write) = trapgate::event::pipe2(trapgate::event::PipeFlags::CLOEXEC)?;
/// io::write(&write, b"trapgate")?;
/// // SAFETY: to a pipe, as to every file that knows the number, it means: write an `int` there.
/// let waiting: i32 = unsafe { io::ioctl(&read, Get::new(Request::FIONREAD)) }?;
/// assert_eq!(waiting, 8);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`FAULT`](crate::Errno::FAULT): the argument is no address that the driver can use.
/// - [`INVAL`](crate::Errno::INVAL): the driver refuses the argument; some refuse an unknown request so.
/// - [`NOTTY`](crate::Errno::NOTTY): this kind of file has no such request.
/// - What else the driver says.
///
/// # Safety
///
/// The same number is another request to another driver.
///
/// - The file behind `fd` takes the number for what `request` takes it for, or refuses it.
/// - What the driver then does harms neither memory nor descriptors of others.
///
/// # The functions for single requests
///
/// A number means what the driver of the file takes it for, and any file can be in the caller's hand. `ioctl_tcgets`
/// and its like are safe all the same where no driver that has the number does harm to memory, which rests on this:
///
/// - A driver refuses a number that is not its own, as the kernel asks of each. One that looks at the lowest eight bits
///   alone does not: it takes `TIOCGWINSZ` for a request that it has, and writes what that one writes. This is a fault
///   of the kernel, whatever language asks. Graphics had it (`/dev/dri`, before Linux 5.14), and compressed sound
///   (`/dev/snd/comprC0D0` and so on): on an older kernel ask such a device for what is its own, and nothing else.
/// - The kernel's own lists give each number away once. The old numbers of terminals (`0x54..`), block devices
///   (`0x12..`) and files (2) have no size of a struct in them; of those that have a safe function only `TCSETS`,
///   `TCSETSW` and `TCSETSF` are another driver's too, which then takes nothing.
/// - What the kernel does for every file (`FIONBIO`, `FICLONE`, `FS_IOC_FIEMAP` and so on) never comes to a driver.
/// - The room for an answer holds zeros before the call: a driver that answers "done" and has written nothing leaves
///   zeros.
/// - A file system that a program serves (FUSE) reads and writes as many bytes as the size in the number, or none if
///   the number has no size. The type of the [`Request`] makes sure that the memory holds them. The program may return
///   any word, so no word is taken for a descriptor. A character device that a program serves (CUSE) may write anywhere;
///   whoever starts one may write into this process anyway.
///
/// Where that does not hold the function is unsafe, and says what the caller must know.
///
/// # Kernel
///
/// Linux 1.0, `fs/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[inline]
pub unsafe fn ioctl<R: Ioctl>(fd: impl AsFd, mut request: R) -> Result<R::Output> {
    let (number, argument) = (request.request(), request.argument());
    // SAFETY: the driver takes the argument for what it is, says the caller, and then it is right, says `R`.
    let word: Result<usize> = unsafe { sys!(IOCTL, fd.as_fd(), number, argument) };
    // SAFETY: the driver has answered this word, upon this argument.
    word.map(|word| unsafe { request.output(word) })
}
