use std::ptr::{null_mut, without_provenance_mut};

use trapgate::mm::brk;

use super::pages::{PAGE, writable};
use crate::api::child;

/// In a child, where no allocator moves the break.
#[test]
fn brk_moves_and_asks() {
    child::holds(|| {
        // SAFETY: the test only removes memory that it has added.
        let brk = |addr| unsafe { brk(addr) }.cast::<u8>();
        let start = brk(null_mut());
        let page = start.wrapping_add(start.addr().wrapping_neg() % PAGE);
        let end = page.wrapping_add(2 * PAGE);
        [
            !start.is_null() && brk(null_mut()) == start,
            brk(without_provenance_mut(1)) == start,
            brk(without_provenance_mut(usize::MAX)) == start,
            brk(end.cast()) == end,
            brk(null_mut()) == end,
            // SAFETY: below the break.
            unsafe { (0..2 * PAGE).all(|at| page.add(at).read_volatile() == 0) },
            writable(page) && writable(page.wrapping_add(PAGE)),
            brk(page.wrapping_add(1).cast()) == page.wrapping_add(1),
            writable(page) && !writable(page.wrapping_add(PAGE)),
            brk(start.cast()) == start,
            !writable(page),
        ]
    });
}
