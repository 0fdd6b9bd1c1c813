use std::ffi::c_void;
use std::ptr::null_mut;

use trapgate::Errno;
use trapgate::mm::{
    Advice, MapFlags, MremapFlags, ProtFlags, madvise, mmap_anonymous, mprotect, mremap, mseal,
    munmap,
};

use super::pages::{PAGE, RW, pages, unmap, writable};
use crate::api::child;
use crate::support::skip::skip;

/// Whether the kernel has `mseal`. If not, prints a skip of `test`.
fn seals(test: &str) -> bool {
    // SAFETY: the range is empty.
    let known = unsafe { mseal(null_mut(), 0) } != Err(Errno::NOSYS);
    if !known {
        skip(test, "before Linux 6.10, or a 32-bit kernel");
    }
    known
}

/// In a child, because a seal cannot be removed.
#[test]
fn mseal_keeps_a_mapping_as_it_is() {
    if !seals("mseal_keeps_a_mapping_as_it_is") {
        return;
    }
    child::holds(|| {
        let addr = pages(3).cast::<c_void>();
        let (second, third) = (
            addr.wrapping_byte_add(PAGE),
            addr.wrapping_byte_add(2 * PAGE),
        );
        let fixed = MapFlags::PRIVATE | MapFlags::FIXED;
        let denied = Err(Errno::PERM);
        // SAFETY: only this test uses the pages, which disappear with the process.
        unsafe {
            [
                mprotect(second, PAGE, ProtFlags::READ) == Ok(()),
                mseal(addr, 2 * PAGE - 1) == Ok(()),
                mseal(addr, 2 * PAGE) == Ok(()),
                munmap(addr, PAGE) == denied,
                mprotect(addr, PAGE, ProtFlags::READ) == denied,
                mmap_anonymous(addr, PAGE, RW, fixed) == Err(Errno::PERM),
                mremap(addr, PAGE, 2 * PAGE, MremapFlags::MAYMOVE, null_mut()) == Err(Errno::PERM),
                writable(addr.cast()),
                madvise(addr, PAGE, Advice::DONTNEED) == Ok(()),
                madvise(second, PAGE, Advice::DONTNEED) == denied,
                munmap(addr, 3 * PAGE) == denied,
                munmap(third, PAGE) == Ok(()),
            ]
        }
    });
}

#[test]
fn edges() {
    if !seals("edges") {
        return;
    }
    let addr = pages(1);
    // SAFETY: none of these calls seals memory.
    let seal = |addr: *mut u8, len| unsafe { mseal(addr.cast(), len) };
    assert_eq!(seal(addr, 0), Ok(()));
    assert_eq!(seal(addr.wrapping_add(1), PAGE), Err(Errno::INVAL));
    assert_eq!(seal(null_mut(), PAGE), Err(Errno::NOMEM));
    let most = seal(null_mut(), usize::MAX);
    assert!([Err(Errno::INVAL), Err(Errno::NOMEM)].contains(&most));
    unmap(addr, 1);
}
