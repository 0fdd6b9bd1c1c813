//! `ioctl(2)`: requests that a pipe or a file implements, and ones that it does not.

use trapgate::Errno;
use trapgate::fs::fstat;
use trapgate::fs::{ftruncate, ioctl_blkgetsize64, ioctl_ficlone, ioctl_ficlonerange};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::io::{SeekFrom, ioctl_fionread, ioctl_fioqsize, lseek, write};
use trapgate::rt::Start;

use crate::checks::memfd::{self, FAR};
use crate::outcome::{Of as _, Outcome, same};

/// Reads 32-bit and 64-bit counts, and sends requests that a file in memory does not support.
pub(crate) fn requests(_: Start) -> Outcome {
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).of("pipe2")?;
    write(&writer, b"trapgate").of("write")?;
    let bytes = ioctl_fionread(&reader).of("ioctl")?;
    same("bytes in the pipe", bytes as u64, 8)?;
    let file = memfd::file()?;
    ftruncate(&file, FAR).of("ftruncate")?;
    lseek(&file, SeekFrom::End(-5)).of("lseek")?;
    let bytes = ioctl_fionread(&file).of("ioctl")?;
    same("bytes up to the end", bytes as u64, 5)?;
    write(&file, b"trapgate").of("write")?;
    let room = 512 * fstat(&file).of("fstat")?.blocks;
    same("room", ioctl_fioqsize(&file).of("ioctl")?, room)?;
    ioctl_blkgetsize64(&file).fails("ioctl", Errno::NOTTY)?;
    let other = memfd::file()?;
    ioctl_ficlone(&other, &file).fails("ioctl", Errno::OPNOTSUPP)?;
    ioctl_ficlonerange(&other, &file, FAR, FAR, FAR).fails("ioctl", Errno::OPNOTSUPP)
}
