//! `pkeys(7)`: protection keys of pages, and a thread's rights to them.

use trapgate::Errno;
use trapgate::io::{pread, pwrite};
use trapgate::mm::{Pkey, PkeyRights, pkey_alloc, pkey_free, pkey_mprotect};
use trapgate::rt::Start;

use crate::checks::memfd::file;
use crate::checks::pages::{BOTH, PAGE, Pages};
use crate::outcome::{Of as _, Outcome, Problem, holds};

/// If the thread may only read a page, the kernel does not write there on the thread's behalf
/// either.
pub(crate) fn keys(_: Start) -> Outcome {
    let key = match pkey_alloc(PkeyRights::DISABLE_WRITE) {
        Err(Errno::INVAL | Errno::NOSPC) => {
            return Err(Problem::Skip("the processor has no protection keys"));
        }
        done => done.of("pkey_alloc")?,
    };
    let (pages, file) = (Pages::new()?, file()?);
    pwrite(&file, b"far", 0).of("pwrite")?;
    let fill = || {
        // SAFETY: bytes that this check has mapped, and to which no other reference exists.
        let bytes = unsafe { &mut *pages.at(1).cast::<[u8; 3]>() };
        pread(&file, bytes, 0)
    };
    // SAFETY: as above.
    let protect = |key| unsafe { pkey_mprotect(pages.at(1), PAGE, BOTH, Some(key)) };
    fill().of("pread")?;
    protect(key).of("pkey_mprotect")?;
    fill().fails("pread", Errno::FAULT)?;
    // SAFETY: as above.
    let bytes = unsafe { pages.at(1).cast::<[u8; 3]>().read() };
    holds("the bytes can be read", bytes == *b"far")?;
    protect(Pkey::DEFAULT).of("pkey_mprotect")?;
    fill().of("pread")?;
    // SAFETY: no page uses the key any more.
    unsafe {
        pkey_free(key).of("pkey_free")?;
        pkey_free(key).fails("pkey_free", Errno::INVAL)
    }
}
