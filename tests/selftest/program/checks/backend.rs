//! Every path into the kernel passes all arguments and returns the kernel's result unchanged.

use trapgate::fd::OwnedFd;
use trapgate::fs::{MemfdFlags, OpenFlags, memfd_create, openat};
use trapgate::io::{fcntl_dupfd, pread, pwrite};
use trapgate::rt::Start;
use trapgate::types::mode::Mode;
use trapgate::{Errno, Sysno, fs, process, raw};

use super::paths::{self, Path};
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// A number that no kernel implements.
const NOBODY: Sysno = Sysno::from_raw(0xffe);

/// Compares the returned word with the expected one. If it is an unexpected error, the error is
/// reported as such.
fn word(path: &Path, found: usize, expected: usize) -> Outcome {
    match raw::check(found) {
        Err(error) if found != expected => Err(Problem::Call(path.name, error)),
        _ => same(path.name, found as u64, expected as u64),
    }
}

/// An error as the word that the kernel returns.
fn negative(error: Errno) -> usize {
    (error.raw() as usize).wrapping_neg()
}

/// A call number that no kernel implements returns -ENOSYS with any number of arguments.
pub(crate) fn errors(_: Start) -> Outcome {
    let words = [!0, 1, usize::MAX / 2, 0x1234_5678, 0, 7];
    paths::each(|path| {
        for count in 0..=words.len() {
            let args = words.get(..count).unwrap_or_default();
            word(path, path.call(NOBODY, args), negative(Errno::NOSYS))?;
        }
        let bad = path.call(Sysno::CLOSE, &[-100_i32 as u32 as usize]);
        word(path, bad, negative(Errno::BADF))
    })
}

/// Makes a file with a descriptor of `min` or above, because small numbers are easily confused with
/// other arguments.
fn file(bytes: &[u8], min: i32) -> Result<OwnedFd, Problem> {
    let file = memfd_create(c"oracle", MemfdFlags::empty()).of("memfd_create")?;
    pwrite(&file, bytes, 0).of("pwrite")?;
    fcntl_dupfd(&file, min).of("fcntl")
}

/// Makes calls with zero to six arguments. Each succeeds only if every argument arrives in its
/// place.
pub(crate) fn oracle(_: Start) -> Outcome {
    let from = file(b"0123456789abcdef", 40)?;
    let to = file(b"", 50)?;
    let (this, pid) = (process::getpid(), process::getpid().raw() as usize);
    holds("a process has a positive id", this.raw() > 0)?;
    paths::each(|path| {
        let [from_fd, to_fd] = [&from, &to].map(|fd| fd.as_raw_fd() as usize);
        let at = |room: &mut [u64]| room.as_mut_ptr().expose_provenance();

        word(path, path.call(Sysno::GETPID, &[]), pid)?;
        word(path, path.call(Sysno::KILL, &[pid, 0]), 0)?;
        word(path, path.call(Sysno::DUP2, &[to_fd, 61]), 61)?;
        word(path, path.call(Sysno::DUP3, &[from_fd, 62, 0]), 62)?;
        // The calls below close these copies and find each open exactly once.
        word(path, path.call(Sysno::CLOSE, &[61]), 0)?;
        word(path, path.call(Sysno::CLOSE, &[62]), 0)?;
        word(path, path.call(Sysno::CLOSE, &[62]), negative(Errno::BADF))?;
        word(path, path.call(Sysno::LSEEK, &[from_fd, 3, 0]), 3)?;

        // Four arguments: copies seven bytes from offset 5 to the start of the other file.
        let mut offset = [5usize];
        let offset_at = offset.as_mut_ptr().expose_provenance();
        word(path, path.call(Sysno::LSEEK, &[to_fd, 0, 0]), 0)?;
        word(
            path,
            path.call(Sysno::SENDFILE, &[to_fd, from_fd, offset_at, 7]),
            7,
        )?;
        same("sendfile's offset", offset[0] as u64, 12)?;
        let mut bytes = [0; 7];
        pread(&to, &mut bytes, 0).of("pread")?;
        holds("sendfile copied the bytes", bytes == *b"56789ab")?;

        // Five arguments: the file's size is in its place in the result.
        let mut stat = [0u64; 32];
        let (empty, flags, size) = (c"".as_ptr().expose_provenance(), 0x1000, 0x200);
        let args = [from_fd, empty, flags, size, at(&mut stat)];
        word(path, path.call(Sysno::STATX, &args), 0)?;
        same("statx's size", stat[5], 16)?;

        // Six arguments: copies four bytes from one offset to the other. Then the sixth argument
        // alone makes it an error.
        let (mut source, mut target) = ([9u64], [2u64]);
        let mut args = [from_fd, at(&mut source), to_fd, at(&mut target), 4, 0];
        word(path, path.call(Sysno::COPY_FILE_RANGE, &args), 4)?;
        same(
            "copy_file_range's offsets",
            source[0] << 8 | target[0],
            13 << 8 | 6,
        )?;
        pread(&to, &mut bytes, 0).of("pread")?;
        holds("copy_file_range copied the bytes", bytes == *b"569abcb")?;
        args[5] = 1;
        word(
            path,
            path.call(Sysno::COPY_FILE_RANGE, &args),
            negative(Errno::INVAL),
        )?;

        // Six arguments, two of them addresses: the call compares the sixth with the futex, and
        // succeeds without waking any thread if they are equal.
        let futexes = [0x0102_0304u32, 5];
        let [one, other] =
            [0, 1].map(|n: usize| futexes.as_ptr().wrapping_add(n).expose_provenance());
        const CMP_REQUEUE: usize = 4;
        let mut args = [one, CMP_REQUEUE, 1, 1, other, 0x0102_0304];
        word(path, path.call(Sysno::FUTEX, &args), 0)?;
        args[5] = 5;
        word(path, path.call(Sysno::FUTEX, &args), negative(Errno::AGAIN))
    })
}

/// A word from -4095 to -1 is an error, and any other is a result. The words come from the kernel
/// itself, because a position in `/proc/self/mem` may have any value.
pub(crate) fn errno_edge(_: Start) -> Outcome {
    for (found, expected) in [
        (-1_isize, Errno::from_raw(1)),
        (-4095, Errno::from_raw(4095)),
        (-4096, None),
        (isize::MIN, None),
        (isize::MAX, None),
        (0, None),
    ] {
        holds("raw::check", raw::check(found as usize).err() == expected)?;
    }
    let Ok(memory) = openat(fs::CWD, c"/proc/self/mem", OpenFlags::RDONLY, Mode::empty()) else {
        return Ok(());
    };
    let fd = memory.as_raw_fd() as usize;
    paths::each(|path| {
        for position in [-65536_isize, -4096, isize::MIN] {
            let found = path.call(Sysno::LSEEK, &[fd, position as usize, 0]);
            word(path, found, position as usize)?;
        }
        let found = path.call(Sysno::LSEEK, &[fd, -4095_isize as usize, 0]);
        word(path, found, -4095_isize as usize)
    })
}
