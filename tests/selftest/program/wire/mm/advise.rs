//! `madvise`.

use trapgate::mm::Advice;

use crate::wire::stage::{ELSEWHERE, PLACE, map};
use crate::wire::wires;

wires! {
    mm::madvise {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x1000, Advice::DONTNEED)
        (PLACE, 0x2000, Advice::from_raw(1000));

    mm::madvise_cold {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_collapse {
        map(ELSEWHERE, 0x20_0000)?;
        // SAFETY: inside the mapping. Collapsing into a huge page needs at least one resident page.
        unsafe { ELSEWHERE.cast::<u8>().write_volatile(1) };
    }
        (ELSEWHERE, 0x20_0000)
        (PLACE, 0x1000);

    mm::madvise_dodump {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_dontdump {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_hugepage {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_mergeable {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_nohugepage {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_normal {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_pageout {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_populate_read {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_populate_write {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_random {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_sequential {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_unmergeable {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);

    mm::madvise_willneed {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 0x1000);
}
