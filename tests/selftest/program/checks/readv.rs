//! `readv(2)`: reading and writing several buffers at once.

use trapgate::fs::fstat;
use trapgate::io::{
    IoSlice, IoSliceMut, ReadWriteFlags, SeekFrom, lseek, preadv, preadv2, pwritev, pwritev2,
};
use trapgate::rt::Start;

use crate::checks::memfd::{FAR, file};
use crate::outcome::{Of as _, Outcome, holds, same};

/// The offset decides where the buffers are written and read; without one, the file position does.
pub(crate) fn beyond_4_gib(_: Start) -> Outcome {
    let file = file()?;
    let none = ReadWriteFlags::empty();
    let bufs = [IoSlice::new(b"trap"), IoSlice::new(b"gate")];
    let written = pwritev2(&file, &bufs, Some(FAR), none).of("pwritev2")?;
    same("written", written as u64, 8)?;
    same("size", fstat(&file).of("fstat")?.size, FAR + 8)?;
    let written = pwritev(&file, &bufs, 2 * FAR).of("pwritev")?;
    same("written", written as u64, 8)?;
    same("size", fstat(&file).of("fstat")?.size, 2 * FAR + 8)?;

    let (mut one, mut other) = ([0; 5], [0; 3]);
    let mut bufs = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut other)];
    let read = preadv2(&file, &mut bufs, Some(2 * FAR), none).of("preadv2")?;
    same("read", read as u64, 8)?;
    holds("the bytes", (&one, &other) == (b"trapg", b"ate"))?;
    let (mut one, mut other) = ([0; 3], [0; 5]);
    let mut bufs = [IoSliceMut::new(&mut one), IoSliceMut::new(&mut other)];
    same(
        "read",
        preadv(&file, &mut bufs, FAR).of("preadv")? as u64,
        8,
    )?;
    holds("the bytes", (&one, &other) == (b"tra", b"pgate"))?;

    lseek(&file, SeekFrom::Start(2 * FAR + 4)).of("lseek")?;
    let mut bufs = [IoSliceMut::new(&mut other)];
    let read = preadv2(&file, &mut bufs, None, none).of("preadv2")?;
    same("read", read as u64, 4)?;
    holds("the bytes from the position on", other == *b"gatee")
}
