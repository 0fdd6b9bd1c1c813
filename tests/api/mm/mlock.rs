use std::ptr::{null, null_mut};

use trapgate::Errno;
use trapgate::mm::{
    MapFlags, MlockFlags, MlockallFlags, madvise_nohugepage, mincore, mlock, mlock2, mlockall,
    mmap_anonymous, munlock, munlockall,
};

use super::pages::{PAGE, RW, flag, pages, unmap};
use crate::api::child;
use crate::support::machine::proc;

/// Which of two pages are present.
fn present(addr: *mut u8) -> [bool; 2] {
    let mut vec = [0; 2];
    match mincore(addr.cast(), &mut vec) {
        Ok(2) => vec.map(|page| page & 1 == 1),
        _ => [false; 2],
    }
}

#[test]
fn mlock_makes_present_and_keeps() {
    if !proc("mlock_makes_present_and_keeps") {
        return;
    }
    let addr = pages(3);
    let _ = madvise_nohugepage(addr.cast(), 3 * PAGE);
    let second = addr.wrapping_add(PAGE);
    assert_eq!(present(addr), [false, false]);
    // An address inside a page stands for the page.
    assert_eq!(mlock(second.wrapping_add(1).cast(), 1), Ok(()));
    assert_eq!(present(addr), [false, true]);
    assert!(flag(second, "lo") && !flag(addr, "lo"));
    assert_eq!(munlock(second.cast(), PAGE), Ok(()));
    assert_eq!(present(addr), [false, true]);
    assert!(!flag(second, "lo"));
    assert_eq!(
        munlock(addr.cast(), 3 * PAGE),
        Ok(()),
        "unlocked pages are no error"
    );
    unmap(addr, 3);
}

#[test]
fn mlock2_waits_for_the_first_touch() {
    if !proc("mlock2_waits_for_the_first_touch") {
        return;
    }
    let addr = pages(2);
    let _ = madvise_nohugepage(addr.cast(), 2 * PAGE);
    assert_eq!(mlock2(addr.cast(), 2 * PAGE, MlockFlags::ONFAULT), Ok(()));
    assert!(flag(addr, "lo"));
    assert_eq!(present(addr), [false, false]);
    assert_eq!(mlock2(addr.cast(), PAGE, MlockFlags::empty()), Ok(()));
    assert_eq!(present(addr), [true, false]);
    unmap(addr, 2);
}

#[test]
fn edges() {
    if !proc("mlock::edges") {
        return;
    }
    let addr = pages(1);
    let onfault = MlockFlags::ONFAULT;
    assert_eq!(mlock(addr.cast(), 0), Ok(()));
    assert_eq!(mlock2(addr.cast(), 0, onfault), Ok(()));
    assert_eq!(munlock(addr.cast(), 0), Ok(()));
    assert!(!flag(addr, "lo"));
    let unknown = MlockFlags::from_bits_retain(2);
    assert_eq!(mlock2(addr.cast(), PAGE, unknown), Err(Errno::INVAL));
    assert_eq!(mlock(null(), 1), Err(Errno::NOMEM));
    assert_eq!(mlock2(null(), 1, onfault), Err(Errno::NOMEM));
    assert_eq!(munlock(null(), 1), Err(Errno::NOMEM));
    // Ranges that reach or wrap around the end of the address space, in a child, because the call
    // may lock other memory before it fails.
    child::holds(|| {
        let most = usize::MAX - 2 * PAGE;
        [
            mlock(addr.cast(), most),
            mlock2(addr.cast(), most, onfault),
            munlock(addr.cast(), most),
        ]
        .map(|done| done == Err(Errno::INVAL) || done == Err(Errno::NOMEM))
    });
    unmap(addr, 1);
}

#[test]
fn mlockall_holds_for_what_comes() {
    child::holds(|| {
        // SAFETY: a new mapping.
        let pages = || unsafe { mmap_anonymous(null_mut(), 2 * PAGE, RW, MapFlags::PRIVATE) };
        let touched = |flags| {
            let done = mlockall(flags);
            let addr = pages().unwrap_or(null_mut());
            (done, present(addr.cast()))
        };
        let future = MlockallFlags::FUTURE;
        let current = mlockall(MlockallFlags::CURRENT);
        [
            munlockall() == Ok(()),
            touched(future) == (Ok(()), [true, true]),
            touched(future | MlockallFlags::ONFAULT) == (Ok(()), [false, false]),
            munlockall() == Ok(()),
            pages().map(|addr| present(addr.cast())) == Ok([false, false]),
            // The process may have more memory than its limit allows.
            current == Ok(()) || current == Err(Errno::NOMEM),
            mlockall(MlockallFlags::empty()) == Err(Errno::INVAL),
            mlockall(MlockallFlags::ONFAULT) == Err(Errno::INVAL),
            mlockall(future | MlockallFlags::from_bits_retain(8)) == Err(Errno::INVAL),
        ]
    });
}

/// Without the privilege and with a limit of zero.
#[test]
fn mlock_without_privilege_or_limit() {
    let addr = pages(1);
    child::holds(|| {
        let none = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        // SAFETY: only changes this child. If it may not change its user, it is already
        // unprivileged.
        unsafe {
            libc::setrlimit(libc::RLIMIT_MEMLOCK, &raw const none);
            libc::syscall(libc::SYS_setresuid, 60001, 60001, 60001);
        }
        [
            mlock(addr.cast(), 1) == Err(Errno::PERM),
            mlock2(addr.cast(), 1, MlockFlags::ONFAULT) == Err(Errno::PERM),
            mlockall(MlockallFlags::FUTURE) == Err(Errno::PERM),
            munlock(addr.cast(), 1) == Ok(()),
            munlockall() == Ok(()),
        ]
    });
    unmap(addr, 1);
}
