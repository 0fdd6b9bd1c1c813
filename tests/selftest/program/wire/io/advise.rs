//! `posix_fadvise(2)`, `readahead(2)`, `cachestat(2)`: the page cache.

use trapgate::Errno;
use trapgate::io::{CachestatRange, FileAdvice, cachestat};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    io::cachestat {
        let file = file()?;
        let range = put(CachestatRange::new(FAR, FAR));
        if cachestat(&file, range) == Err(Errno::NOSYS) {
            return Err("before Linux 6.5");
        }
    }
        (&file, range)
        (NONE, range);

    io::fadvise {
        let file = file()?;
    }
        (&file, FAR, 0x2_0000_0005, FileAdvice::WILLNEED)
        (&file, 0, 0, FileAdvice::NOREUSE)
        (&file, 0x0102_0304_0506_0708, u64::MAX, FileAdvice::DONTNEED);

    io::readahead {
        let file = file()?;
    }
        (&file, FAR, 0x5000)
        (NONE, 0x0102_0304_0506_0708, 1);
}
