//! `mincore(2)`, and the calls that make pages resident: `mlock(2)` and `madvise(2)`.

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

/// Maps three pages of a new file, of which only the first is resident.
fn pages() -> Result<Pages, Problem> {
    let file = file()?;
    ftruncate(&file, Pages::LEN as u64).of("ftruncate")?;
    pwrite(&file, b"first", 0).of("pwrite")?;
    Pages::of(&file)
}

/// Asserts which pages are resident.
fn there(pages: &Pages, expected: [u8; 3]) -> Outcome {
    let mut found = [0; 3];
    present(pages.at(0), &mut found).of("mincore")?;
    holds(
        "the expected pages are resident",
        found.map(|page| page & 1) == expected,
    )
}

/// Written pages are resident, and unmapped memory is an error.
pub(crate) fn mincore(_: Start) -> Outcome {
    let pages = pages()?;
    there(&pages, [1, 0, 0])?;
    // SAFETY: a page that this check has mapped.
    unsafe { pages.at(2).cast::<u8>().write(1) };
    there(&pages, [1, 0, 1])?;
    let odd = pages.at(0).wrapping_byte_add(1);
    present(odd, &mut [0]).fails("mincore", Errno::INVAL)
}

/// Locked pages are resident at once, or after the first access.
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

/// The kernel accepts each advice, and the one with a visible effect has it.
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
        Err(Errno::INVAL) => return Err(Problem::Skip("before Linux 5.14")),
        done => done.of("madvise")?,
    }
    there(&pages, [1, 1, 0])
}

/// Writes back a file's memory. Having nothing to write is not an error; unmapped memory is.
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
