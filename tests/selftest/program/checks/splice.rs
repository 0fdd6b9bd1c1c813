//! `sendfile(2)`, `copy_file_range(2)` and `splice(2)`: copies within the kernel, and the offsets
//! that the kernel advances.

use trapgate::fd::OwnedFd;
use trapgate::fs::fstat;
use trapgate::io::{self, SeekFrom, SpliceFlags, lseek, pread, pwrite, read};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::rt::Start;

use crate::checks::memfd::{FAR, file};
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// Makes a file with other bytes at the offsets that each half of `FAR` alone would select.
fn source() -> Result<OwnedFd, Problem> {
    let file = file()?;
    for (bytes, offset) in [(b"..near..", 0), (b"trapgate", FAR)] {
        pwrite(&file, bytes, offset).of("pwrite")?;
    }
    Ok(file)
}

/// Asserts that the file ends with these bytes at this offset.
fn ends(file: &OwnedFd, bytes: &[u8; 8], offset: u64) -> Outcome {
    let mut found = [0; 8];
    pread(file, &mut found, offset).of("pread")?;
    holds("the bytes", found == *bytes)?;
    same("size", fstat(file).of("fstat")?.size, offset + 8)
}

/// Copies from an offset, and from the file position.
pub(crate) fn sendfile(_: Start) -> Outcome {
    let (from, to) = (source()?, file()?);
    let mut at = FAR;
    let sent = io::sendfile(&to, &from, Some(&mut at), 100).of("sendfile")?;
    same("sent", sent as u64, 8)?;
    same("offset", at, FAR + 8)?;
    ends(&to, b"trapgate", 0)?;
    let position = lseek(&from, SeekFrom::Current(0)).of("lseek")?;
    same("position", position, 0)?;
    let sent = io::sendfile(&to, &from, None, 8).of("sendfile")?;
    same("sent", sent as u64, 8)?;
    ends(&to, b"..near..", 8)
}

/// Copies between two offsets, and advances both.
pub(crate) fn copy_file_range(_: Start) -> Outcome {
    let (from, to) = (source()?, file()?);
    let (mut at, mut put) = (FAR, 2 * FAR);
    let copied = io::copy_file_range(&from, Some(&mut at), &to, Some(&mut put), 100);
    same("copied", copied.of("copy_file_range")? as u64, 8)?;
    same("offset", at, FAR + 8)?;
    same("other offset", put, 2 * FAR + 8)?;
    ends(&to, b"trapgate", 2 * FAR)
}

/// Moves bytes from a file into a pipe, and from the pipe into a file.
pub(crate) fn splice(_: Start) -> Outcome {
    let (from, to) = (source()?, file()?);
    let (reader, writer) = pipe2(PipeFlags::NONBLOCK).of("pipe2")?;
    let (mut at, mut put) = (FAR, 2 * FAR);
    let none = SpliceFlags::empty();
    let moved = io::splice(&from, Some(&mut at), &writer, None, 8, none).of("splice")?;
    same("moved", moved as u64, 8)?;
    same("offset", at, FAR + 8)?;
    let (copy, end) = pipe2(PipeFlags::NONBLOCK).of("pipe2")?;
    same(
        "copied",
        io::tee(&reader, &end, 100, none).of("tee")? as u64,
        8,
    )?;
    let moved = io::splice(&reader, None, &to, Some(&mut put), 100, none).of("splice")?;
    same("moved", moved as u64, 8)?;
    same("other offset", put, 2 * FAR + 8)?;
    ends(&to, b"trapgate", 2 * FAR)?;
    let mut bytes = [0; 8];
    same("read", read(&copy, &mut bytes).of("read")? as u64, 8)?;
    holds("the bytes of the copy", bytes == *b"trapgate")
}
