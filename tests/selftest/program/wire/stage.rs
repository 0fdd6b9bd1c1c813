//! What the calls are made upon: memory at fixed addresses, descriptors with fixed numbers, ids of several digits.

use core::ffi::c_void;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::io::{OpenFlags, fcntl_dupfd, pwrite};
use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous};
use trapgate::process::{Fork, exit_group, fork};
use trapgate::time::Timespec;
use trapgate::types::at::AtFlags;
use trapgate::types::id::Pid;
use trapgate::types::mode::Mode;
use trapgate::{Sysno, fs, process, raw};

/// No descriptor.
// SAFETY: negative, so that no descriptor is meant.
pub(crate) const NONE: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(-1) };

/// An offset that fills two registers on i686, and is no round number in either.
pub(crate) const FAR: u64 = (1 << 32) + 7;

/// A time in 2100, which 32 bits of seconds do not hold.
pub(crate) const Y2100: Timespec = Timespec {
    tv_sec: 4_102_444_800,
    tv_nsec: 5,
};

/// One nanosecond.
pub(crate) const INSTANT: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 1,
};

/// Where buffers stand.
const ARENA: usize = 0x2000_0000;
const ARENA_LEN: usize = 0x1_0000;

/// How much of the arena is given away.
static GIVEN: AtomicUsize = AtomicUsize::new(0);

/// Where mappings may be made: 16 pages with nothing there.
pub(crate) const PLACE: *mut c_void = ptr::without_provenance_mut(0x2100_0000);

/// Another such place.
pub(crate) const ELSEWHERE: *mut c_void = ptr::without_provenance_mut(0x2200_0000);

/// Maps the arena, and closes what is open beside the standard descriptors.
pub(crate) fn set() -> Result<(), &'static str> {
    for fd in 3..64 {
        // SAFETY: nobody in this program has opened or borrowed a descriptor yet.
        unsafe { raw::syscall1(Sysno::CLOSE, fd) };
    }
    map(ptr::without_provenance_mut(ARENA), ARENA_LEN)
}

/// Maps memory at an address where nothing is.
pub(crate) fn map(addr: *mut c_void, len: usize) -> Result<(), &'static str> {
    let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
    // SAFETY: whatever is there stays.
    unsafe { mmap_anonymous(addr, len, prot, flags | MapFlags::FIXED_NOREPLACE) }
        .map(|_| ())
        .map_err(|_| "a fixed address was not to be had")
}

/// Puts a value where its address is always the same, for as long as this process.
pub(crate) fn put<'a, T: 'a>(value: T) -> &'a mut T {
    let at = GIVEN.fetch_add(size_of::<T>().next_multiple_of(0x100), Relaxed);
    if at + size_of::<T>() > ARENA_LEN || align_of::<T>() > 0x100 {
        exit_group(3);
    }
    let room = ptr::with_exposed_provenance_mut::<T>(ARENA + at);
    // SAFETY: inside the arena, which is mapped for good; aligned; and given to nobody else.
    unsafe {
        room.write(value);
        &mut *room
    }
}

/// Moves a descriptor to the lowest free number from 50 on.
fn high(fd: OwnedFd) -> Result<OwnedFd, &'static str> {
    fcntl_dupfd(fd, 50).map_err(|_| "no descriptor to be had")
}

/// A file of ten bytes that is open for reading and writing, at 50 or the next number.
pub(crate) fn file() -> Result<OwnedFd, &'static str> {
    let file = fs::memfd_create(c"file", fs::MemfdFlags::empty()).map_err(|_| "no memfd")?;
    pwrite(&file, b"0123456789", 0).map_err(|_| "no writing to a memfd")?;
    fs::fchmod(&file, Mode::RUSR | Mode::WUSR).map_err(|_| "no changing the mode of a memfd")?;
    high(file)
}

/// An open file of the directory where the program was started, or of another, at 50 or the next number.
pub(crate) fn open(path: &core::ffi::CStr, flags: OpenFlags) -> Result<OwnedFd, &'static str> {
    let mode = Mode::from_bits_retain(0o600);
    high(fs::openat(fs::CWD, path, flags, mode).map_err(|_| "a file was not to be opened")?)
}

/// A descriptor of this process (a pidfd), at 50 or the next number.
pub(crate) fn itself() -> Result<OwnedFd, &'static str> {
    // SAFETY: takes numbers alone.
    let fd = unsafe { raw::syscall2(Sysno::PIDFD_OPEN, process::getpid().raw() as usize, 0) };
    let fd = raw::check(fd).map_err(|_| "no descriptor of a process to be had")?;
    // SAFETY: the kernel has just made it.
    high(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// A symbolic link, made anew.
pub(crate) fn link() -> Result<(), &'static str> {
    let _ = fs::unlinkat(fs::CWD, c"link", AtFlags::empty());
    let (target, link) = (c"target".as_ptr().addr(), c"link".as_ptr().addr());
    let number = number(["symlinkat"; 2]);
    // SAFETY: the kernel reads the two strings.
    let made = unsafe { raw::syscall3(number, target, -100_i32 as u32 as usize, link) };
    raw::check(made)
        .map(|_| ())
        .map_err(|_| "no symbolic link to be had")
}

/// A call by the first of its names that this target has.
fn number(names: [&str; 2]) -> Sysno {
    let [wide, name] = names.map(Sysno::from_name);
    wide.or(name).unwrap_or(Sysno::from_raw(u32::MAX))
}

/// Becomes somebody with ids above 65535: user 70001, 70002, 70003, group 70004, 70005, 70006, groups 70007, 70008.
pub(crate) fn somebody() -> Result<(), &'static str> {
    const PR_CAPBSET_READ: usize = 23;
    const CAP_SYS_PTRACE: usize = 19;
    // SAFETY: reads an attribute.
    if unsafe { raw::syscall2(Sysno::PRCTL, PR_CAPBSET_READ, CAP_SYS_PTRACE) } == 0 {
        return Err("without CAP_SYS_PTRACE, strace cannot read the memory of somebody else");
    }
    let groups: [u32; 2] = [70007, 70008];
    // SAFETY: the kernel reads two ids.
    let words = unsafe {
        [
            raw::syscall2(
                number(["setgroups32", "setgroups"]),
                2,
                groups.as_ptr().addr(),
            ),
            raw::syscall3(number(["setresgid32", "setresgid"]), 70004, 70005, 70006),
            raw::syscall3(number(["setresuid32", "setresuid"]), 70001, 70002, 70003),
        ]
    };
    match words.into_iter().find(|&word| word != 0) {
        None => Ok(()),
        Some(_) => Err("only root may become somebody else"),
    }
}

/// Whether a file may be given to user 70000.
pub(crate) fn may_give_away() -> Result<(), &'static str> {
    let file = file()?;
    let (number, fd) = (number(["fchown32", "fchown"]), file.as_raw_fd() as usize);
    // SAFETY: changes a file that nobody else has.
    match unsafe { raw::syscall3(number, fd, 70000, 70000) } {
        0 => Ok(()),
        _ => Err("only root may give a file away"),
    }
}

/// Whether a directory may become the root. The root of now does.
pub(crate) fn may_chroot() -> Result<(), &'static str> {
    // SAFETY: the kernel reads the string.
    match unsafe { raw::syscall1(Sysno::CHROOT, c"/".as_ptr().addr()) } {
        0 => Ok(()),
        _ => Err("only root may change the root"),
    }
}

/// Whether a `reboot` would be looked at: magic numbers that are none are refused with EINVAL then.
pub(crate) fn may_reboot() -> Result<(), &'static str> {
    // SAFETY: no kernel does anything for these numbers.
    match unsafe { raw::syscall4(Sysno::REBOOT, 1, 2, 3, 0) } as isize {
        -22 => Ok(()),
        _ => Err("only root may reboot"),
    }
}

/// A child that has ended with status 7 and waits to be waited for.
pub(crate) fn ended_child() -> Result<Pid, &'static str> {
    // SAFETY: the child ends at once.
    match unsafe { fork() } {
        Ok(Fork::Child) => exit_group(7),
        Ok(Fork::Parent(child)) => {
            const P_PID: usize = 1;
            const WEXITED_WNOWAIT: usize = 0x0100_0004;
            let pid = child.raw() as usize;
            // SAFETY: the kernel writes nothing without addresses.
            unsafe { raw::syscall5(Sysno::WAITID, P_PID, pid, 0, WEXITED_WNOWAIT, 0) };
            Ok(child)
        }
        Err(_) => Err("no child to be had"),
    }
}

/// Ends this process if it is not the one that the program was started as.
pub(crate) fn end_child(parent: Pid) {
    if process::getpid() != parent {
        exit_group(0);
    }
}
