//! `truncate(2)` and `fallocate(2)`.

use trapgate::Errno;
use trapgate::fs::{self, CWD, FallocateFlags, Mode, OpenFlags, Stat, fchdir, fstat, openat};
use trapgate::rt::Start;

use crate::checks::memfd::{FAR, GIB_4, file};
use crate::checks::place;
use crate::outcome::{Of as _, Outcome, holds, same};

/// Sets the length of a file by its path, relative to the working directory.
pub(crate) fn truncate(_: Start) -> Outcome {
    place::with(|dir, file| {
        let here = OpenFlags::PATH | OpenFlags::DIRECTORY;
        let back = openat(CWD, c".", here, Mode::empty()).of("openat")?;
        fchdir(dir).of("fchdir")?;
        let sizes = [FAR, 7, 2 * GIB_4].map(|size| {
            fs::truncate(c"file", size).of("truncate")?;
            same("size", fstat(file).of("fstat")?.size, size)
        });
        let missing = fs::truncate(c"missing", FAR).fails("truncate", Errno::NOENT);
        let negative = fs::truncate(c"file", 1 << 63).fails("truncate", Errno::INVAL);
        fchdir(&back).of("fchdir")?;
        sizes.into_iter().chain([missing, negative]).collect()
    })
}

/// Allocates exactly the requested range.
pub(crate) fn fallocate(_: Start) -> Outcome {
    let file = file()?;
    fs::fallocate(&file, FallocateFlags::empty(), FAR, 5).of("fallocate")?;
    let Stat { size, blocks, .. } = fstat(&file).of("fstat")?;
    same("size", size, FAR + 5)?;
    holds("the blocks are allocated", (1..1 << 20).contains(&blocks))?;
    let (keep, end) = (FallocateFlags::KEEP_SIZE, 1 << 63);
    fs::fallocate(&file, keep, 2 * FAR, 5).of("fallocate")?;
    let more = fstat(&file).of("fstat")?;
    same("size", more.size, FAR + 5)?;
    holds("more blocks are allocated", more.blocks > blocks)?;
    fs::fallocate(&file, keep, 0, end).fails("fallocate", Errno::INVAL)?;
    fs::fallocate(&file, keep, end, 1).fails("fallocate", Errno::INVAL)?;
    fs::fallocate(&file, keep, end - 1, 1).fails("fallocate", Errno::FBIG)
}
