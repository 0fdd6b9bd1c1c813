use std::ptr::{null_mut, without_provenance_mut};

use trapgate::mm::{self, Advice, madvise, munmap};
use trapgate::{Errno, Result};

use super::pages::{PAGE, RW, file, flag, pages, shared, smaps, unmap};
use crate::api::child;
use crate::support::machine::{before, proc};
use crate::support::skip::skip;

/// The safe functions.
type Safe = fn(*mut u8, usize) -> Result<()>;

const SAFE: &[(&str, Safe)] = &[
    ("cold", |addr, len| mm::madvise_cold(addr.cast(), len)),
    ("dodump", |addr, len| mm::madvise_dodump(addr.cast(), len)),
    ("dontdump", |addr, len| {
        mm::madvise_dontdump(addr.cast(), len)
    }),
    ("hugepage", |addr, len| {
        mm::madvise_hugepage(addr.cast(), len)
    }),
    ("mergeable", |addr, len| {
        mm::madvise_mergeable(addr.cast(), len)
    }),
    ("nohugepage", |addr, len| {
        mm::madvise_nohugepage(addr.cast(), len)
    }),
    ("normal", |addr, len| mm::madvise_normal(addr.cast(), len)),
    ("pageout", |addr, len| mm::madvise_pageout(addr.cast(), len)),
    ("populate_read", |addr, len| {
        mm::madvise_populate_read(addr.cast(), len)
    }),
    ("populate_write", |addr, len| {
        mm::madvise_populate_write(addr.cast(), len)
    }),
    ("random", |addr, len| mm::madvise_random(addr.cast(), len)),
    ("sequential", |addr, len| {
        mm::madvise_sequential(addr.cast(), len)
    }),
    ("unmergeable", |addr, len| {
        mm::madvise_unmergeable(addr.cast(), len)
    }),
    ("willneed", |addr, len| {
        mm::madvise_willneed(addr.cast(), len)
    }),
    // A range of two pages is too small for a huge page.
    ("collapse", |addr, len| {
        match mm::madvise_collapse(addr.cast(), len) {
            Err(Errno::INVAL) if len == 2 * PAGE && addr.addr() % PAGE == 0 => Ok(()),
            other => other,
        }
    }),
];

/// Whether the kernel knows an advice. An unknown one is rejected even for zero bytes. If not,
/// prints a skip of `test`.
fn known(test: &str, name: &str, advise: Safe) -> bool {
    let known = advise(null_mut(), 0) != Err(Errno::INVAL);
    if !known {
        match name {
            "populate_read" | "populate_write" => before(test, (5, 14), name),
            "collapse" => before(test, (6, 1), name),
            "hugepage" | "nohugepage" | "mergeable" | "unmergeable" => {
                skip(test, format!("{name}: unknown to this kernel"));
            }
            _ => panic!("{name} is rejected"),
        }
    }
    known
}

#[test]
fn madvise_drops_content() {
    child::holds(|| {
        let first = pages(2);
        let second = first.wrapping_add(PAGE);
        // SAFETY: only this test uses the pages, and no reference to them exists.
        let advise = |addr: *mut u8, len, advice| unsafe { madvise(addr.cast(), len, advice) };
        // SAFETY: inside the mapping.
        let byte = |addr: *mut u8| unsafe { addr.read_volatile() };
        // SAFETY: inside the mapping.
        unsafe {
            first.write_volatile(1);
            second.write_volatile(2);
        }
        [
            advise(first, PAGE, Advice::DONTNEED) == Ok(()),
            byte(first) == 0 && byte(second) == 2,
            advise(first, 2 * PAGE, Advice::WILLNEED) == Ok(()),
            advise(first, 0, Advice::NORMAL) == Ok(()),
            advise(first, PAGE, Advice::from_raw(-1)) == Err(Errno::INVAL),
            advise(first.wrapping_add(1), PAGE, Advice::NORMAL) == Err(Errno::INVAL),
            // SAFETY: the page is not used any more.
            unsafe { munmap(second.cast(), PAGE) } == Ok(()),
            advise(first, 2 * PAGE, Advice::NORMAL) == Err(Errno::NOMEM),
        ]
    });
    let names = (Advice::COLLAPSE, Advice::from_raw(77));
    assert_eq!(format!("{names:?}"), "(Advice::COLLAPSE, Advice(77))");
}

/// Anonymous memory and the memory of a file keep their contents.
#[test]
fn safe_advice_keeps_content() {
    let fd = file(2 * PAGE as u64);
    for addr in [pages(2), shared(&fd, 2)] {
        for (at, (name, advise)) in (1..).zip(SAFE) {
            // SAFETY: inside the mapping.
            unsafe { addr.add(PAGE + 5).write_volatile(at) };
            if known("safe_advice_keeps_content", name, *advise) {
                assert_eq!(advise(addr, 2 * PAGE), Ok(()), "{name}");
            }
            // SAFETY: inside the mapping.
            assert_eq!(unsafe { addr.add(PAGE + 5).read_volatile() }, at, "{name}");
        }
        unmap(addr, 2);
    }
}

#[test]
fn safe_advice_edges() {
    let addr = pages(1);
    for (name, advise) in SAFE {
        if !known("safe_advice_edges", name, *advise) {
            continue;
        }
        assert_eq!(advise(addr, 0), Ok(()), "{name}");
        let odd = addr.wrapping_add(1);
        assert_eq!(advise(odd, PAGE), Err(Errno::INVAL), "{name}");
        // Nothing is mapped at null.
        assert_eq!(advise(null_mut(), PAGE), Err(Errno::NOMEM), "{name}");
        // In a child, because the memory after the hole gets the advice, too.
        child::holds(|| {
            let last = without_provenance_mut(usize::MAX - PAGE + 1);
            let done = [advise(null_mut(), usize::MAX), advise(last, 3 * PAGE)];
            done.map(|done| [Err(Errno::INVAL), Err(Errno::NOMEM)].contains(&done))
        });
    }
    unmap(addr, 1);
}

#[test]
fn safe_advice_is_noted() {
    if !proc("safe_advice_is_noted") {
        return;
    }
    // More than one page, so that advised pages become a mapping of their own.
    let addr = pages(4);
    let noted = |advise: Safe, name: &str| {
        assert_eq!(advise(addr, 4 * PAGE), Ok(()));
        flag(addr, name)
    };
    assert!(noted(|a, n| mm::madvise_random(a.cast(), n), "rr"));
    assert!(noted(|a, n| mm::madvise_sequential(a.cast(), n), "sr"));
    assert!(!noted(|a, n| mm::madvise_normal(a.cast(), n), "sr"));
    assert!(!flag(addr, "rr"));
    assert!(noted(|a, n| mm::madvise_dontdump(a.cast(), n), "dd"));
    assert!(!noted(|a, n| mm::madvise_dodump(a.cast(), n), "dd"));
    if mm::madvise_hugepage(addr.cast(), 0) == Ok(()) {
        assert!(noted(|a, n| mm::madvise_hugepage(a.cast(), n), "hg"));
        assert!(noted(|a, n| mm::madvise_nohugepage(a.cast(), n), "nh"));
    } else {
        skip("safe_advice_is_noted", "no huge pages in this kernel");
    }
    if mm::madvise_mergeable(addr.cast(), 0) == Ok(()) {
        assert!(noted(|a, n| mm::madvise_mergeable(a.cast(), n), "mg"));
        assert!(!noted(|a, n| mm::madvise_unmergeable(a.cast(), n), "mg"));
    } else {
        skip("safe_advice_is_noted", "no merging in this kernel");
    }
    unmap(addr, 4);
}

/// How many pages of a range are present.
fn present(addr: *mut u8, count: usize) -> usize {
    let mut pages = vec![0; count];
    assert_eq!(mm::mincore(addr.cast(), &mut pages[..]), Ok(count));
    pages.iter().filter(|page| **page & 1 == 1).count()
}

#[test]
fn populate_makes_present() {
    let read: Safe = |addr, len| mm::madvise_populate_read(addr.cast(), len);
    if !known("populate_makes_present", "populate_read", read) {
        return;
    }
    let addr = pages(4);
    let _ = mm::madvise_nohugepage(addr.cast(), 4 * PAGE);
    let second = addr.wrapping_add(PAGE).cast();
    assert_eq!(present(addr, 4), 0);
    assert_eq!(mm::madvise_populate_read(second, PAGE), Ok(()));
    assert_eq!(present(addr, 4), 1);
    assert_eq!(mm::madvise_populate_write(second, 2 * PAGE), Ok(()));
    assert_eq!(present(addr, 4), 2);
    assert_eq!(present(addr, 1), 0);
    // SAFETY: only this test uses the pages.
    unsafe {
        assert_eq!(mm::mprotect(addr.cast(), PAGE, mm::ProtFlags::READ), Ok(()));
        assert_eq!(
            mm::madvise_populate_write(addr.cast(), PAGE),
            Err(Errno::INVAL)
        );
        assert_eq!(mm::mprotect(addr.cast(), PAGE, RW), Ok(()));
    }
    unmap(addr, 4);
    // After the end of a file there are no pages.
    let addr = shared(file(PAGE as u64), 2);
    assert_eq!(
        mm::madvise_populate_read(addr.cast(), 2 * PAGE),
        Err(Errno::FAULT)
    );
    assert_eq!(mm::madvise_populate_write(addr.cast(), PAGE), Ok(()));
    unmap(addr, 2);
}

#[test]
fn collapse_makes_a_huge_page() {
    if !proc("collapse_makes_a_huge_page") {
        return;
    }
    const HUGE: usize = 2 << 20;
    let addr = pages(2 * HUGE / PAGE);
    let start = addr.wrapping_add(addr.addr().wrapping_neg() % HUGE);
    let _ = mm::madvise_nohugepage(addr.cast(), 2 * HUGE);
    let fill = |at: usize| (at / PAGE % 251) as u8;
    for at in (0..HUGE).step_by(PAGE) {
        // SAFETY: inside the mapping.
        unsafe { start.add(at).write_volatile(fill(at)) };
    }
    let _ = mm::madvise_hugepage(addr.cast(), 2 * HUGE);
    let busy = [Err(Errno::AGAIN), Err(Errno::BUSY), Err(Errno::NOMEM)];
    let mut done = mm::madvise_collapse(start.cast(), HUGE);
    for _ in 0..100 {
        if !busy.contains(&done) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        done = mm::madvise_collapse(start.cast(), HUGE);
    }
    match done {
        Ok(()) => assert_ne!(smaps(start, "AnonHugePages"), "0 kB"),
        other => skip("collapse_makes_a_huge_page", format!("{other:?}")),
    }
    for at in (0..HUGE).step_by(PAGE) {
        // SAFETY: inside the mapping.
        assert_eq!(unsafe { start.add(at).read_volatile() }, fill(at));
    }
    unmap(addr, 2 * HUGE / PAGE);
}

/// A child shows how `fork` treats the range.
#[test]
fn madvise_by_fork() {
    let (wiped, kept) = (pages(1), pages(1));
    // SAFETY: only this test uses the pages.
    unsafe {
        wiped.write_volatile(1);
        kept.write_volatile(1);
        for addr in [wiped, kept] {
            assert_eq!(madvise(addr.cast(), PAGE, Advice::WIPEONFORK), Ok(()));
        }
        assert_eq!(madvise(kept.cast(), PAGE, Advice::KEEPONFORK), Ok(()));
    }
    // SAFETY: inside the mappings.
    child::holds(|| unsafe { [wiped.read_volatile() == 0, kept.read_volatile() == 1] });
    unmap(wiped, 1);
    unmap(kept, 1);
}

#[test]
fn madvise_errors() {
    child::holds(|| {
        let addr = pages(1);
        // SAFETY: only this test uses the page.
        let advise = |len, advice| unsafe { madvise(addr.cast(), len, advice) };
        [
            advise(PAGE, Advice::REMOVE) == Err(Errno::INVAL),
            // For a 32-bit program, a 64-bit kernel adds address and length without overflow and
            // advises what is mapped above.
            [Err(Errno::INVAL), Err(Errno::NOMEM)].contains(&advise(usize::MAX, Advice::NORMAL))
                || usize::BITS == 32 && advise(0, Advice::NORMAL) == Ok(()),
            advise(PAGE, Advice::from_raw(i32::MAX)) == Err(Errno::INVAL),
            advise(PAGE, Advice::FREE) == Ok(()),
        ]
    });
}

#[test]
fn madvise_guards() {
    let works = child::run(|| {
        let addr = pages(2);
        // SAFETY: only this test uses the pages.
        let advise = |advice| unsafe { madvise(addr.cast(), PAGE, advice) };
        if advise(Advice::GUARD_INSTALL) == Err(Errno::INVAL) {
            return 2;
        }
        let guarded = !super::pages::writable(addr);
        let next = super::pages::writable(addr.wrapping_add(PAGE));
        let removed = advise(Advice::GUARD_REMOVE) == Ok(());
        i32::from(guarded && next && removed && super::pages::writable(addr))
    });
    match works {
        2 => skip("madvise_guards", "before Linux 6.13"),
        works => assert_eq!(works, 1),
    }
}
