//! Both ends of the address space, where an address plus or minus a constant wraps.

use core::ffi::c_int;
use core::ptr::without_provenance_mut;

use super::arena::{Arena, PAGE};
use super::{ours, patterned};
use crate::support::skip;

#[test]
fn nothing_may_be_anywhere() {
    let mut bytes = [7u8; 64];
    let some = bytes.as_mut_ptr();
    for at in (0..=64).chain(usize::MAX - 64..=usize::MAX) {
        let place = without_provenance_mut(at);
        for (one, other) in [(place, place), (place, some), (some, place)] {
            // SAFETY: the size is 0, so nothing is accessed, whatever the address.
            unsafe {
                assert_eq!(ours::memcpy(one, other, 0), one, "{at:x}");
                assert_eq!(ours::memmove(one, other, 0), one, "{at:x}");
                assert_eq!(ours::memset(one, 1, 0), one, "{at:x}");
                assert_eq!(ours::memcmp(one, other, 0), 0, "{at:x}");
                assert_eq!(ours::bcmp(one, other, 0), 0, "{at:x}");
            }
        }
    }
    assert_eq!(bytes, [7; 64]);
}

#[test]
fn works_on_the_lowest_page() {
    // Only CAP_SYS_RAWIO permits a mapping below `vm.mmap_min_addr`.
    let pages = 0..=16;
    if let Some(page) = works_on_the_first(pages.map(|page| page * PAGE), |page, at, _| page + at) {
        if page != 0 {
            let why = format!("the page at 0 cannot be mapped, the one at {page:#x} can");
            skip::skip("works_on_the_lowest_page", why);
        }
    } else {
        skip::skip(
            "works_on_the_lowest_page",
            "no page below 64 KiB can be mapped",
        );
    }
}

#[test]
fn works_on_the_highest_page() {
    // The end of user space: on x86_64; for a 32-bit process under a 64-bit kernel, and under a
    // 32-bit one.
    let tops: &[u64] = if usize::BITS == 64 {
        &[0x7fff_ffff_f000]
    } else {
        &[0xffff_e000, 0xc000_0000]
    };
    // The stack or the kernel's own pages may be there.
    let pages = tops
        .iter()
        .flat_map(|&top| (1..=512).map(move |below| top as usize - below * PAGE));
    let page = works_on_the_first(pages, |page, at, n| page + PAGE - 1 - at - n);
    assert!(page.is_some(), "no page near the end can be mapped");
}

/// Finds the first of `pages` that can be mapped, and tests the functions there. A child maps the
/// page and runs the test, so that a fault does not end this process. `place` computes an address
/// from the page, a distance from its edge and a size.
fn works_on_the_first(
    pages: impl Iterator<Item = usize>,
    place: impl Fn(usize, usize, usize) -> usize,
) -> Option<usize> {
    let mut other = Arena::new(PAGE);
    let want = patterned(PAGE);
    for page in pages {
        // SAFETY: the child only makes system calls and accesses memory that it has mapped, then
        // exits.
        let child = unsafe { libc::fork() };
        assert!(child >= 0, "{}", std::io::Error::last_os_error());
        if child == 0 {
            let code = if map(page) {
                work(&mut other, &want, |at, n| place(page, at, n))
            } else {
                UNMAPPED
            };
            // SAFETY: ends the child.
            unsafe { libc::_exit(code) };
        }
        let mut status = 0;
        // SAFETY: waits for the child that was forked above.
        assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
        if status != UNMAPPED << 8 {
            assert_eq!(
                status, 0,
                "on the page at {page:#x}; 0xNN00 is the check, 0xNN the signal"
            );
            return Some(page);
        }
    }
    None
}

/// The child's exit code if the page cannot be mapped.
const UNMAPPED: c_int = 100;

/// Maps the page, unless something is already mapped there.
fn map(page: usize) -> bool {
    let at = without_provenance_mut(page);
    let both = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE;
    // SAFETY: creates a new mapping, which replaces nothing.
    unsafe { libc::mmap(at, PAGE, both, flags, -1, 0) == at }
}

/// Tests all six functions with short sizes near the edge of the page, and with other bytes before
/// an inaccessible page. Returns the number of the first failed check, counted from 1, or 0.
fn work(other: &mut Arena, want: &[u8], place: impl Fn(usize, usize) -> usize) -> c_int {
    for n in 0..=130 {
        for at in 0..=64 {
            // SAFETY: `n` bytes and the byte after them are on the page.
            let checks =
                unsafe { all_six(without_provenance_mut(place(at, n)), other.last(n), want) };
            if let Some(wrong) = checks.iter().position(|&holds| !holds) {
                return wrong as c_int + 1;
            }
        }
    }
    0
}

/// # Safety
///
/// The caller must own `there.len() + 1` bytes at `here`, which are written.
unsafe fn all_six(here: *mut u8, there: &mut [u8], want: &[u8]) -> [bool; 11] {
    let n = there.len();
    let want = &want[..n];
    there.copy_from_slice(want);
    // SAFETY: the caller guarantees `here`, and `there` is a slice.
    unsafe {
        let copied = ours::memcpy(here, there.as_ptr(), n) == here;
        there.fill(0);
        ours::memmove(there.as_mut_ptr(), here, n);
        let moved = there == want;
        let equal = ours::memcmp(here, there.as_ptr(), n) == 0;
        let equal_too = ours::memcmp(there.as_ptr(), here, n) == 0;
        let same = ours::bcmp(here, there.as_ptr(), n) == 0;
        // The last byte decides the order.
        if let Some(last) = there.last_mut() {
            *last += 1;
        }
        let less = (ours::memcmp(here, there.as_ptr(), n) < 0) == (n > 0);
        let more = (ours::memcmp(there.as_ptr(), here, n) > 0) == (n > 0);
        let other = (ours::bcmp(there.as_ptr(), here, n) != 0) == (n > 0);
        let set = ours::memset(here, 9, n) == here;
        ours::memcpy(there.as_mut_ptr(), here, n);
        let filled = there.iter().all(|&byte| byte == 9);
        here.wrapping_add(n).write(0);
        let long = ours::strlen(here) == n;
        [
            copied, moved, equal, equal_too, same, less, more, other, set, filled, long,
        ]
    }
}
