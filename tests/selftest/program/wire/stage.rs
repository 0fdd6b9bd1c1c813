//! Arguments for the calls: memory at fixed addresses, descriptors with fixed numbers, and ids of
//! several digits.

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

/// A number that is not a descriptor.
// SAFETY: a negative number is not a descriptor.
pub(crate) const NONE: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(-1) };

/// An offset that fills two registers on i686, with a different nonzero word in each.
pub(crate) const FAR: u64 = (1 << 32) + 7;

/// A time in 2100, whose seconds do not fit in an `i32`.
pub(crate) const Y2100: Timespec = Timespec {
    tv_sec: 4_102_444_800,
    tv_nsec: 5,
};

/// One nanosecond.
pub(crate) const INSTANT: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 1,
};

/// The address of the memory for buffers.
const ARENA: usize = 0x2000_0000;
const ARENA_LEN: usize = 0x1_0000;

/// How many bytes of the arena are in use.
static GIVEN: AtomicUsize = AtomicUsize::new(0);

/// An address for mappings: 16 pages at which nothing is mapped.
pub(crate) const PLACE: *mut c_void = ptr::without_provenance_mut(0x2100_0000);

/// Another such address.
pub(crate) const ELSEWHERE: *mut c_void = ptr::without_provenance_mut(0x2200_0000);

/// Maps the arena, and closes all descriptors but the standard ones.
pub(crate) fn set() -> Result<(), &'static str> {
    for fd in 3..64 {
        // SAFETY: this program has not opened or borrowed a descriptor yet.
        unsafe { raw::syscall1(Sysno::CLOSE, fd) };
    }
    map(ptr::without_provenance_mut(ARENA), ARENA_LEN)
}

/// Maps memory at an address at which nothing is mapped.
pub(crate) fn map(addr: *mut c_void, len: usize) -> Result<(), &'static str> {
    let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
    // SAFETY: with `FIXED_NOREPLACE`, the call never replaces an existing mapping.
    unsafe { mmap_anonymous(addr, len, prot, flags | MapFlags::FIXED_NOREPLACE) }
        .map(|_| ())
        .map_err(|_| "cannot map memory at a fixed address")
}

/// Moves a value to memory that is never freed, and whose address is the same in every run.
pub(crate) fn put<'a, T: 'a>(value: T) -> &'a mut T {
    let at = GIVEN.fetch_add(size_of::<T>().next_multiple_of(0x100), Relaxed);
    if at + size_of::<T>() > ARENA_LEN || align_of::<T>() > 0x100 {
        exit_group(3);
    }
    let room = ptr::with_exposed_provenance_mut::<T>(ARENA + at);
    // SAFETY: the place is inside the arena, which is never unmapped; it is aligned, and no other
    // value uses it.
    unsafe {
        room.write(value);
        &mut *room
    }
}

/// Moves a descriptor to the lowest free number from 50 on.
fn high(fd: OwnedFd) -> Result<OwnedFd, &'static str> {
    fcntl_dupfd(fd, 50).map_err(|_| "cannot duplicate a descriptor")
}

/// Opens a file of ten bytes for reading and writing, at the lowest free number from 50 on.
pub(crate) fn file() -> Result<OwnedFd, &'static str> {
    let file = fs::memfd_create(c"file", fs::MemfdFlags::empty()).map_err(|_| "no memfd")?;
    pwrite(&file, b"0123456789", 0).map_err(|_| "cannot write to a memfd")?;
    fs::fchmod(&file, Mode::RUSR | Mode::WUSR).map_err(|_| "cannot change the mode of a memfd")?;
    high(file)
}

/// Opens a file, relative to the program's working directory, at the lowest free number from 50 on.
pub(crate) fn open(path: &core::ffi::CStr, flags: OpenFlags) -> Result<OwnedFd, &'static str> {
    let mode = Mode::from_bits_retain(0o600);
    high(fs::openat(fs::CWD, path, flags, mode).map_err(|_| "cannot open a file")?)
}

/// Opens a descriptor of this process (a pidfd), at the lowest free number from 50 on.
pub(crate) fn itself() -> Result<OwnedFd, &'static str> {
    // SAFETY: `pidfd_open` takes only numbers.
    let fd = unsafe { raw::syscall2(Sysno::PIDFD_OPEN, process::getpid().raw() as usize, 0) };
    let fd = raw::check(fd).map_err(|_| "cannot open a pidfd")?;
    // SAFETY: the kernel has just created the descriptor.
    high(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// Makes a symbolic link, after removing an old one.
pub(crate) fn link() -> Result<(), &'static str> {
    let _ = fs::unlinkat(fs::CWD, c"link", AtFlags::empty());
    let (target, link) = (c"target".as_ptr().addr(), c"link".as_ptr().addr());
    let number = number(["symlinkat"; 2]);
    // SAFETY: the kernel reads the two strings.
    let made = unsafe { raw::syscall3(number, target, -100_i32 as u32 as usize, link) };
    raw::check(made)
        .map(|_| ())
        .map_err(|_| "cannot make a symbolic link")
}

/// Returns the number of the first of these calls that this target has.
fn number(names: [&str; 2]) -> Sysno {
    let [wide, name] = names.map(Sysno::from_name);
    wide.or(name).unwrap_or(Sysno::from_raw(u32::MAX))
}

/// Changes to ids above 65535: user 70001, 70002, 70003, group 70004, 70005, 70006, groups 70007,
/// 70008.
pub(crate) fn somebody() -> Result<(), &'static str> {
    const PR_CAPBSET_READ: usize = 23;
    const CAP_SYS_PTRACE: usize = 19;
    // SAFETY: only reads an attribute of the process.
    if unsafe { raw::syscall2(Sysno::PRCTL, PR_CAPBSET_READ, CAP_SYS_PTRACE) } == 0 {
        return Err(
            "without CAP_SYS_PTRACE, strace cannot read the memory of another user's process",
        );
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
        Some(_) => Err("only root may change ids"),
    }
}

/// Checks that a file may be given to user 70000.
pub(crate) fn may_give_away() -> Result<(), &'static str> {
    let file = file()?;
    let (number, fd) = (number(["fchown32", "fchown"]), file.as_raw_fd() as usize);
    // SAFETY: changes a file that only this process has open.
    match unsafe { raw::syscall3(number, fd, 70000, 70000) } {
        0 => Ok(()),
        _ => Err("only root may give a file away"),
    }
}

/// Checks that the root directory may be changed, by changing it to itself.
pub(crate) fn may_chroot() -> Result<(), &'static str> {
    // SAFETY: the kernel reads the string.
    match unsafe { raw::syscall1(Sysno::CHROOT, c"/".as_ptr().addr()) } {
        0 => Ok(()),
        _ => Err("only root may change the root"),
    }
}

/// Checks that this process may call `reboot`: the kernel then rejects wrong magic numbers with
/// EINVAL.
pub(crate) fn may_reboot() -> Result<(), &'static str> {
    // SAFETY: the kernel rejects these magic numbers before it does anything.
    match unsafe { raw::syscall4(Sysno::REBOOT, 1, 2, 3, 0) } as isize {
        -22 => Ok(()),
        _ => Err("only root may reboot"),
    }
}

/// Starts a child that exits with status 7, and returns once it is a zombie.
pub(crate) fn ended_child() -> Result<Pid, &'static str> {
    // SAFETY: the child exits at once.
    match unsafe { fork() } {
        Ok(Fork::Child) => exit_group(7),
        Ok(Fork::Parent(child)) => {
            const P_PID: usize = 1;
            const WEXITED_WNOWAIT: usize = 0x0100_0004;
            let pid = child.raw() as usize;
            // SAFETY: without an address the kernel writes nothing.
            unsafe { raw::syscall5(Sysno::WAITID, P_PID, pid, 0, WEXITED_WNOWAIT, 0) };
            Ok(child)
        }
        Err(_) => Err("cannot fork"),
    }
}

/// Exits if this process is a child of the one that was started.
pub(crate) fn end_child(parent: Pid) {
    if process::getpid() != parent {
        exit_group(0);
    }
}
