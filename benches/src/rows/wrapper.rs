//! Typed functions.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::fd::{AsRawFd, BorrowedFd, IntoRawFd};
use std::os::unix::fs::FileExt;
use std::ptr::{null, null_mut};
use std::sync::atomic::AtomicU32;

use trapgate::fd::BorrowedFd as OurFd;
use trapgate::fs::{Mode, OpenFlags};
use trapgate::io::SeekFrom as From;
use trapgate::mm::{MapFlags, ProtFlags};
use trapgate::thread::FutexFlags;
use trapgate::{fs, io, mm, process, thread};

use crate::{Limit, Row, Who, run};

/// rustix makes the same system call in the same way, so it is the limit.
const LIMIT: Limit = Limit {
    against: &[Who::Rustix],
    most: 1.03,
};

/// A descriptor that is never closed.
#[derive(Clone, Copy)]
struct Fd(i32);

impl Fd {
    fn open(path: &str) -> Self {
        let file = File::options().read(true).write(true).open(path);
        Self(
            file.unwrap_or_else(|error| panic!("{path}: {error}"))
                .into_raw_fd(),
        )
    }

    fn ours(self) -> OurFd<'static> {
        // SAFETY: the descriptor is never closed.
        unsafe { OurFd::borrow_raw(self.0) }
    }

    fn theirs(self) -> BorrowedFd<'static> {
        // SAFETY: the descriptor is never closed.
        unsafe { BorrowedFd::borrow_raw(self.0) }
    }

    fn file(self) -> File {
        File::from(self.theirs().try_clone_to_owned().unwrap())
    }
}

/// Returns the rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = vec![getpid(), getppid(), read(), write(), pread(), lseek()];
    rows.extend([fcntl_getfl(), fstat(), openat(), mmap(), futex_wake()]);
    for row in &mut rows {
        row.limits.push(LIMIT);
    }
    rows
}

fn getpid() -> Row {
    // SAFETY: the calls access no memory.
    unsafe {
        Row::new("wrapper", "getpid")
            .by(Who::Ours, run!(process::getpid()))
            .by(Who::Libc, run!(libc::getpid()))
            .by(Who::Std, run!(std::process::id()))
            .by(Who::Rustix, run!(rustix::process::getpid()))
            .by(Who::Nc, run!(nc::getpid()))
            .by(
                Who::Syscalls,
                run!(syscalls::syscall!(syscalls::Sysno::getpid).unwrap_or(0)),
            )
    }
}

fn getppid() -> Row {
    // SAFETY: the calls access no memory.
    unsafe {
        Row::new("wrapper", "getppid")
            .by(Who::Ours, run!(process::getppid()))
            .by(Who::Libc, run!(libc::getppid()))
            .by(Who::Std, run!(std::os::unix::process::parent_id()))
            .by(Who::Rustix, run!(rustix::process::getppid()))
            .by(Who::Nc, run!(nc::getppid()))
            .by(
                Who::Syscalls,
                run!(syscalls::syscall!(syscalls::Sysno::getppid).unwrap_or(0)),
            )
    }
}

fn read() -> Row {
    let fd = Fd::open("/dev/zero");
    let mut file = fd.file();
    let mut buf = [0_u8; 1];
    // SAFETY: the calls only write to `buf`.
    unsafe {
        Row::new("wrapper", "read, 1 byte")
            .by(Who::Ours, run!(io::read(fd.ours(), &mut buf).unwrap_or(0)))
            .by(
                Who::Libc,
                run!(libc::read(fd.0, buf.as_mut_ptr().cast(), 1)),
            )
            .by(Who::Std, run!(file.read(&mut buf).unwrap_or(0)))
            .by(
                Who::Rustix,
                run!(rustix::io::read(fd.theirs(), &mut buf).unwrap_or(0)),
            )
            .by(Who::Nc, run!(nc::read(fd.0, &mut buf).unwrap_or(0)))
            .by(
                Who::Syscalls,
                run!(syscalls::syscall!(syscalls::Sysno::read, fd.0, &raw mut buf, 1).unwrap_or(0)),
            )
    }
}

fn write() -> Row {
    let fd = Fd::open("/dev/null");
    let mut file = fd.file();
    let buf = [0_u8; 1];
    // SAFETY: the calls only read `buf`.
    unsafe {
        Row::new("wrapper", "write, 1 byte")
            .by(Who::Ours, run!(io::write(fd.ours(), &buf).unwrap_or(0)))
            .by(Who::Libc, run!(libc::write(fd.0, buf.as_ptr().cast(), 1)))
            .by(Who::Std, run!(file.write(&buf).unwrap_or(0)))
            .by(
                Who::Rustix,
                run!(rustix::io::write(fd.theirs(), &buf).unwrap_or(0)),
            )
            .by(Who::Nc, run!(nc::write(fd.0, &buf).unwrap_or(0)))
            .by(
                Who::Syscalls,
                run!(
                    syscalls::syscall!(syscalls::Sysno::write, fd.0, &raw const buf, 1)
                        .unwrap_or(0)
                ),
            )
    }
}

fn pread() -> Row {
    let fd = Fd::open("/dev/zero");
    let file = fd.file();
    let mut buf = [0_u8; 1];
    // SAFETY: the calls only write to `buf`.
    let row = unsafe {
        Row::new("wrapper", "pread, 1 byte")
            .by(
                Who::Ours,
                run!(io::pread(fd.ours(), &mut buf, 4096).unwrap_or(0)),
            )
            .by(
                Who::Libc,
                run!(libc::pread64(fd.0, buf.as_mut_ptr().cast(), 1, 4096)),
            )
            .by(Who::Std, run!(file.read_at(&mut buf, 4096).unwrap_or(0)))
            .by(
                Who::Rustix,
                run!(rustix::io::pread(fd.theirs(), &mut buf, 4096).unwrap_or(0)),
            )
    };
    #[cfg(target_arch = "x86")]
    return row.without(Who::Nc, "its pread64 passes only half of the offset");
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: the call only writes to `buf`.
        let nc = run!(unsafe { nc::pread64(fd.0, &mut buf, 4096) }.unwrap_or(0));
        row.by(Who::Nc, nc)
    }
}

fn lseek() -> Row {
    let fd = Fd::open("/dev/zero");
    let mut file = fd.file();
    // SAFETY: the calls access no memory.
    unsafe {
        Row::new("wrapper", "lseek")
            .by(
                Who::Ours,
                run!(io::lseek(fd.ours(), From::Start(4096)).unwrap_or(0)),
            )
            .by(Who::Libc, run!(libc::lseek64(fd.0, 4096, libc::SEEK_SET)))
            .by(
                Who::Std,
                run!(file.seek(SeekFrom::Start(4096)).unwrap_or(0)),
            )
            .by(
                Who::Rustix,
                run!(rustix::fs::seek(fd.theirs(), rustix::fs::SeekFrom::Start(4096)).unwrap_or(0)),
            )
    }
}

fn fcntl_getfl() -> Row {
    let fd = Fd::open("/dev/null");
    // SAFETY: the calls access no memory.
    unsafe {
        Row::new("wrapper", "fcntl_getfl")
            .by(
                Who::Ours,
                run!(io::fcntl_getfl(fd.ours()).map_or(0, |flags| flags.bits())),
            )
            .by(Who::Libc, run!(libc::fcntl(fd.0, libc::F_GETFL)))
            .by(
                Who::Rustix,
                run!(rustix::fs::fcntl_getfl(fd.theirs()).map_or(0, |flags| flags.bits())),
            )
            .by(
                Who::Nc,
                run!(nc::fcntl(fd.0, nc::F_GETFL as _, null()).unwrap_or(0)),
            )
            .by(
                Who::Syscalls,
                run!(syscalls::syscall!(syscalls::Sysno::fcntl, fd.0, libc::F_GETFL).unwrap_or(0)),
            )
    }
}

fn fstat() -> Row {
    let fd = Fd::open("/dev/zero");
    let file = fd.file();
    let libc = move || {
        let mut stat = std::mem::MaybeUninit::<libc::stat64>::uninit();
        // SAFETY: the call writes one `stat64`.
        match unsafe { libc::fstat64(fd.0, stat.as_mut_ptr()) } {
            // SAFETY: the call has succeeded, so it has written the struct.
            0 => unsafe { stat.assume_init_ref() }.st_size,
            _ => 0,
        }
    };
    Row::new("wrapper", "fstat")
        .by(
            Who::Ours,
            run!(fs::fstat(fd.ours()).map_or(0, |stat| stat.size)),
        )
        .by(Who::Libc, run!(libc()))
        .by(Who::Std, run!(file.metadata().map_or(0, |stat| stat.len())))
        .by(
            Who::Rustix,
            run!(rustix::fs::fstat(fd.theirs()).map_or(0, |stat| stat.st_size)),
        )
}

fn openat() -> Row {
    const PATH: &std::ffi::CStr = c"/dev/null";
    let flags = libc::O_RDONLY | libc::O_CLOEXEC;
    // SAFETY: the path is a C string, and each call closes only the descriptor that it opened.
    unsafe {
        Row::new("wrapper", "openat and close")
            .by(
                Who::Ours,
                run!(
                    fs::openat(
                        fs::CWD,
                        PATH,
                        OpenFlags::RDONLY | OpenFlags::CLOEXEC,
                        Mode::empty()
                    )
                    .and_then(io::close)
                    .is_ok()
                ),
            )
            .by(
                Who::Libc,
                run!(libc::close(libc::openat(
                    libc::AT_FDCWD,
                    PATH.as_ptr(),
                    flags
                ))),
            )
            .by(
                Who::Std,
                run!(File::open("/dev/null").map_or(0, |file| file.as_raw_fd())),
            )
            .by(
                Who::Rustix,
                run!({
                    use rustix::fs::{CWD, Mode, OFlags};
                    rustix::fs::openat(CWD, PATH, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
                        .is_ok()
                }),
            )
    }
}

fn mmap() -> Row {
    let (prot, flags) = (libc::PROT_READ, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    // SAFETY: each call unmaps only what it mapped.
    unsafe {
        Row::new("wrapper", "mmap and munmap")
            .by(
                Who::Ours,
                run!(
                    mm::mmap_anonymous(null_mut(), 4096, ProtFlags::READ, MapFlags::PRIVATE)
                        .and_then(|page| mm::munmap(page, 4096))
                        .is_ok()
                ),
            )
            .by(
                Who::Libc,
                run!(libc::munmap(
                    libc::mmap(null_mut(), 4096, prot, flags, -1, 0),
                    4096
                )),
            )
            .by(
                Who::Rustix,
                run!({
                    use rustix::mm::{MapFlags, ProtFlags};
                    rustix::mm::mmap_anonymous(null_mut(), 4096, ProtFlags::READ, MapFlags::PRIVATE)
                        .and_then(|page| rustix::mm::munmap(page, 4096))
                        .is_ok()
                }),
            )
    }
}

fn futex_wake() -> Row {
    static WORD: AtomicU32 = AtomicU32::new(0);
    const OPERATION: usize = (libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG) as usize;
    // SAFETY: the kernel uses the address only as a key.
    unsafe {
        Row::new("wrapper", "futex_wake, nobody waits")
            .by(
                Who::Ours,
                run!(thread::futex_wake(&WORD, FutexFlags::PRIVATE, 1).unwrap_or(0)),
            )
            .by(
                Who::Libc,
                run!(libc::syscall(
                    libc::SYS_futex,
                    &raw const WORD,
                    OPERATION,
                    1
                )),
            )
            .by(
                Who::Rustix,
                run!(
                    rustix::thread::futex::wake(&WORD, rustix::thread::futex::Flags::PRIVATE, 1)
                        .unwrap_or(0)
                ),
            )
            .by(
                Who::Syscalls,
                run!(
                    syscalls::syscall!(syscalls::Sysno::futex, &raw const WORD, OPERATION, 1)
                        .unwrap_or(0)
                ),
            )
    }
}
