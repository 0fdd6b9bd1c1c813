//! Files in memory, and offsets that fill two registers on i686.

use trapgate::fd::OwnedFd;
use trapgate::fs::{FallocateFlags, fallocate, ftruncate};
use trapgate::fs::{MemfdFlags, fstat, memfd_create};
use trapgate::io::{
    IoSlice, IoSliceMut, SeekFrom, lseek, pread, pwrite, read, readv, write, writev,
};
use trapgate::rt::Start;

use crate::outcome::{Of as _, Outcome, Problem, holds, same};

pub(crate) const GIB_4: u64 = 1 << 32;
/// An offset whose halves differ and are not 0.
pub(crate) const FAR: u64 = GIB_4 + 7;

/// Makes an empty file in memory.
pub(crate) fn file() -> Result<OwnedFd, Problem> {
    memfd_create(c"selftest", MemfdFlags::CLOEXEC).of("memfd_create")
}

/// Reading and writing move the file position.
pub(crate) fn memfd(_: Start) -> Outcome {
    let file = file()?;
    same(
        "written",
        write(&file, b"0123456789").of("write")? as u64,
        10,
    )?;
    let bufs = [IoSlice::new(b"ab"), IoSlice::new(b"cdef")];
    same("written", writev(&file, &bufs).of("writev")? as u64, 6)?;
    same(
        "position",
        lseek(&file, SeekFrom::Current(0)).of("lseek")?,
        16,
    )?;
    same("position", lseek(&file, SeekFrom::End(-8)).of("lseek")?, 8)?;
    let (mut one, mut other) = ([0; 3], [0; 8]);
    let mut bufs = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut other)];
    same("read", readv(&file, &mut bufs).of("readv")? as u64, 8)?;
    holds("the bytes", (&one, &other) == (b"89a", b"bcdef\0\0\0"))?;
    same("end", read(&file, &mut one).of("read")? as u64, 0)
}

/// Every call with an offset or a length uses all of its bits.
pub(crate) fn beyond_4_gib(_: Start) -> Outcome {
    let file = file()?;
    pwrite(&file, b"near", 7).of("pwrite")?;
    ftruncate(&file, FAR).of("ftruncate")?;
    same("size", fstat(&file).of("fstat")?.size, FAR)?;
    same(
        "written",
        pwrite(&file, b"far!", FAR).of("pwrite")? as u64,
        4,
    )?;
    same("size", fstat(&file).of("fstat")?.size, FAR + 4)?;
    let mut bytes = [0; 4];
    same("read", pread(&file, &mut bytes, FAR).of("pread")? as u64, 4)?;
    holds("the far bytes", bytes == *b"far!")?;
    pread(&file, &mut bytes, 7).of("pread")?;
    holds("the near bytes are unchanged", bytes == *b"near")?;
    same(
        "position",
        lseek(&file, SeekFrom::Start(FAR)).of("lseek")?,
        FAR,
    )?;
    same(
        "position",
        lseek(&file, SeekFrom::End(-4)).of("lseek")?,
        FAR,
    )?;
    same("read", read(&file, &mut bytes).of("read")? as u64, 4)?;
    holds("the far bytes", bytes == *b"far!")?;
    same(
        "data",
        lseek(&file, SeekFrom::Data(4096)).of("lseek")?,
        GIB_4,
    )?;
    same("hole", lseek(&file, SeekFrom::Hole(0)).of("lseek")?, 4096)?;

    let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    fallocate(&file, hole, GIB_4, 2 * GIB_4).of("fallocate")?;
    pread(&file, &mut bytes, FAR).of("pread")?;
    holds("the far bytes are gone", bytes == [0; 4])?;
    pread(&file, &mut bytes, 7).of("pread")?;
    holds("the near bytes are unchanged", bytes == *b"near")
}
