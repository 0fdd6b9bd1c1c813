//! `process_madvise`.

use trapgate::mm::{Advice, RemoteIoSlice};

use crate::wire::stage::{NONE, PLACE, itself, map, put};
use crate::wire::wires;

/// Maps pages at `PLACE` and returns two ranges of them.
fn ranges() -> Result<&'static [RemoteIoSlice], &'static str> {
    map(PLACE, 0x4000)?;
    let range = |at, len| RemoteIoSlice {
        base: PLACE.addr() + at,
        len,
    };
    Ok(put([range(0x3000, 0x1000), range(0, 0x2000)]))
}

wires! {
    mm::process_madvise {
        let (process, ranges) = (itself()?, ranges()?);
    }
        (&process, ranges, Advice::WILLNEED)
        (&process, &ranges[..0], Advice::from_raw(1000));

    mm::process_madvise_cold {
        let (process, ranges) = (itself()?, ranges()?);
    }
        (&process, ranges)
        (NONE, &ranges[1..]);

    mm::process_madvise_collapse {
        let (process, ranges) = (itself()?, ranges()?);
    }
        (&process, &ranges[..0])
        (NONE, &ranges[1..]);

    mm::process_madvise_pageout {
        let (process, ranges) = (itself()?, ranges()?);
    }
        (&process, ranges)
        (NONE, &ranges[1..]);

    mm::process_madvise_willneed {
        let (process, ranges) = (itself()?, ranges()?);
    }
        (&process, ranges)
        (NONE, &ranges[1..]);
}
