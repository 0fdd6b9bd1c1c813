//! Every path into the kernel gives the answers that the kernel gives.

use trapgate::fd::OwnedFd;
use trapgate::fs::{MemfdFlags, OpenFlags, memfd_create, openat};
use trapgate::io::{fcntl_dupfd, pread, pwrite};
use trapgate::rt::Start;
use trapgate::types::mode::Mode;
use trapgate::{Errno, Sysno, fs, process, raw};

use super::paths::{self, Path};
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// A number that no kernel has.
const NOBODY: Sysno = Sysno::from_raw(0xffe);

/// The word, or what is wrong with it: an error is the call's, and not just another word.
fn word(path: &Path, found: usize, expected: usize) -> Outcome {
    match raw::check(found) {
        Err(error) if found != expected => Err(Problem::Call(path.name, error)),
        _ => same(path.name, found as u64, expected as u64),
    }
}

/// An error as the kernel's word.
fn negative(error: Errno) -> usize {
    (error.raw() as usize).wrapping_neg()
}

/// A number that no kernel has is -ENOSYS, however many arguments go with it.
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

/// Moves a descriptor away from the small numbers, which are too alike.
fn file(bytes: &[u8], min: i32) -> Result<OwnedFd, Problem> {
    let file = memfd_create(c"oracle", MemfdFlags::empty()).of("memfd_create")?;
    pwrite(&file, bytes, 0).of("pwrite")?;
    fcntl_dupfd(&file, min).of("fcntl")
}

/// Calls with none to six arguments, each of which only comes out right if all arguments stand where they should.
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
        // The next two lines find the copies open, and close them: each once.
        word(path, path.call(Sysno::CLOSE, &[61]), 0)?;
        word(path, path.call(Sysno::CLOSE, &[62]), 0)?;
        word(path, path.call(Sysno::CLOSE, &[62]), negative(Errno::BADF))?;
        word(path, path.call(Sysno::LSEEK, &[from_fd, 3, 0]), 3)?;

        // Four: seven bytes from the fifth on, to the front of the other file.
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
        holds("sendfile has sent the bytes", bytes == *b"56789ab")?;

        // Five: the size of the file, at its place in the answer.
        let mut stat = [0u64; 32];
        let (empty, flags, size) = (c"".as_ptr().expose_provenance(), 0x1000, 0x200);
        let args = [from_fd, empty, flags, size, at(&mut stat)];
        word(path, path.call(Sysno::STATX, &args), 0)?;
        same("statx's size", stat[5], 16)?;

        // Six: four bytes from one offset to the other; and the sixth alone makes it an error.
        let (mut source, mut target) = ([9u64], [2u64]);
        let mut args = [from_fd, at(&mut source), to_fd, at(&mut target), 4, 0];
        word(path, path.call(Sysno::COPY_FILE_RANGE, &args), 4)?;
        same(
            "copy_file_range's offsets",
            source[0] << 8 | target[0],
            13 << 8 | 6,
        )?;
        pread(&to, &mut bytes, 0).of("pread")?;
        holds("copy_file_range has copied the bytes", bytes == *b"569abcb")?;
        args[5] = 1;
        word(
            path,
            path.call(Sysno::COPY_FILE_RANGE, &args),
            negative(Errno::INVAL),
        )?;

        // Six in memory: wakes nobody if the sixth is what the first points at, and only looks then.
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

/// From -4095 to -1 a word is an error, and any other a result, also where the kernel itself answers with such words: a
/// position in `/proc/self/mem` may be any.
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
