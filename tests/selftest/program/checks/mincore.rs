//! `mincore(2)`, and what brings pages into memory: `mlock(2)` and `madvise(2)`.

use trapgate::Errno;
use trapgate::fs::ftruncate;
use trapgate::io::pwrite;
use trapgate::mm::{
    MlockFlags, MsyncFlags, madvise_dodump, madvise_dontdump, madvise_normal,
    madvise_populate_read, madvise_random, madvise_sequential, madvise_willneed,
    mincore as present, mlock as lock, mlock2, msync as write_back, munlock,
};
use trapgate::rt::Start;

use crate::checks::memfd::file;
use crate::checks::pages::{PAGE, Pages};
use crate::outcome::{Of as _, Outcome, Problem, holds};

/// Three pages of an empty file, of which the first is there.
fn pages() -> Result<Pages, Problem> {
    let file = file()?;
    ftruncate(&file, Pages::LEN as u64).of("ftruncate")?;
    pwrite(&file, b"first", 0).of("pwrite")?;
    Pages::of(&file)
}

/// These pages are there, and no others.
fn there(pages: &Pages, expected: [u8; 3]) -> Outcome {
    let mut found = [0; 3];
    present(pages.at(0), &mut found).of("mincore")?;
    holds(
        "the pages that are there",
        found.map(|page| page & 1) == expected,
    )
}

/// Pages that somebody has written, and what is no memory.
pub(crate) fn mincore(_: Start) -> Outcome {
    let pages = pages()?;
    there(&pages, [1, 0, 0])?;
    // SAFETY: a page of the check's own.
    unsafe { pages.at(2).cast::<u8>().write(1) };
    there(&pages, [1, 0, 1])?;
    let odd = pages.at(0).wrapping_byte_add(1);
    present(odd, &mut [0]).fails("mincore", Errno::INVAL)
}

/// Locked pages are there, or will be once they are touched.
pub(crate) fn mlock(_: Start) -> Outcome {
    let pages = pages()?;
    mlock2(pages.at(1), 2 * PAGE, MlockFlags::ONFAULT).of("mlock2")?;
    there(&pages, [1, 0, 0])?;
    lock(pages.at(2), 1).of("mlock")?;
    there(&pages, [1, 0, 1])?;
    munlock(pages.at(1), 2 * PAGE).of("munlock")?;
    let unknown = MlockFlags::from_bits_retain(0x80);
    mlock2(pages.at(0), PAGE, unknown).fails("mlock2", Errno::INVAL)
}

/// Each word of advice is one that the kernel knows, and the one that shows does.
pub(crate) fn madvise(_: Start) -> Outcome {
    let pages = pages()?;
    let words = [
        madvise_normal,
        madvise_random,
        madvise_sequential,
        madvise_willneed,
        madvise_dontdump,
        madvise_dodump,
    ];
    for word in words {
        word(pages.at(0), Pages::LEN).of("madvise")?;
        word(pages.at(0).wrapping_byte_add(1), PAGE).fails("madvise", Errno::INVAL)?;
    }
    there(&pages, [1, 0, 0])?;
    match madvise_populate_read(pages.at(1), PAGE) {
        Err(Errno::INVAL) => return Err(Problem::Skip("populating is of Linux 5.14")),
        done => done.of("madvise")?,
    }
    there(&pages, [1, 1, 0])
}

/// Memory of a file is written back; nothing to do is no error, nothing there is one.
pub(crate) fn msync(_: Start) -> Outcome {
    let pages = pages()?;
    let (now, soon) = (MsyncFlags::SYNC, MsyncFlags::ASYNC);
    for flags in [now, soon, now | MsyncFlags::INVALIDATE] {
        write_back(pages.at(0), Pages::LEN, flags).of("msync")?;
    }
    write_back(pages.at(0), PAGE, now | soon).fails("msync", Errno::INVAL)?;
    let nowhere = core::ptr::null();
    write_back(nowhere, PAGE, now).fails("msync", Errno::NOMEM)
}
