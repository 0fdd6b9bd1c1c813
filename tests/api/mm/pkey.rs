use std::ptr::null_mut;

use trapgate::Errno;
use trapgate::mm::{Pkey, PkeyRights, ProtFlags, pkey_alloc, pkey_free, pkey_mprotect};

use super::pages::{PAGE, RW, pages, writable};
use crate::api::child;
use crate::support::skip::skip;

/// In a child, because keys belong to the process and rights to the thread.
#[test]
fn keys_come_and_go() {
    let found = child::run(|| match pkey_alloc(PkeyRights::DISABLE_WRITE) {
        Ok(key) => {
            let addr = pages(1);
            // SAFETY: only this test uses the page.
            let protect = |key| unsafe { pkey_mprotect(addr.cast(), PAGE, RW, key) };
            let found = [
                key.raw() > 0,
                writable(addr),
                protect(Some(key)) == Ok(()),
                !writable(addr),
                protect(None) == Ok(()), // keeps the key
                !writable(addr),
                protect(Some(Pkey::DEFAULT)) == Ok(()),
                writable(addr),
                // SAFETY: the page has the default key again.
                unsafe { pkey_free(key) } == Ok(()),
                protect(Some(key)) == Err(Errno::INVAL),
            ];
            100 + i32::from(found.contains(&false))
        }
        Err(error) => error.raw(),
    });
    match found {
        100 => {}
        101 => panic!("see above"),
        error => {
            // The error that reports that the processor or the kernel has no keys.
            let error = Errno::from_raw(error).unwrap();
            assert!(
                [Errno::INVAL, Errno::NOSPC, Errno::NOSYS].contains(&error),
                "{error:?}"
            );
            skip("keys_come_and_go", format!("no keys here: {error:?}"));
        }
    }
}

/// Whether the kernel has the calls, which a 32-bit kernel lacks. If not, prints a skip of `test`.
fn there(test: &str) -> bool {
    let there = pkey_alloc(PkeyRights::from_bits_retain(0x80)) != Err(Errno::NOSYS);
    if !there {
        skip(test, "no keys in this kernel");
    }
    there
}

#[test]
fn without_a_key_it_is_mprotect() {
    if !there("without_a_key_it_is_mprotect") {
        return;
    }
    child::holds(|| {
        let addr = pages(1);
        // SAFETY: only this test uses the page.
        let protect =
            |addr: *mut u8, prot, key| unsafe { pkey_mprotect(addr.cast(), PAGE, prot, key) };
        [
            writable(addr),
            protect(addr, ProtFlags::READ, None) == Ok(()),
            !writable(addr),
            protect(addr, RW, None) == Ok(()),
            writable(addr),
            protect(addr.wrapping_add(1), RW, None) == Err(Errno::INVAL),
            protect(null_mut(), RW, None) == Err(Errno::NOMEM),
        ]
    });
}

#[test]
fn errors() {
    if !there("pkey_errors") {
        return;
    }
    let unknown = PkeyRights::from_bits_retain(0x80);
    assert_eq!(pkey_alloc(unknown), Err(Errno::INVAL));
    for raw in [-1, 16, 99, i32::MAX, i32::MIN] {
        let key = Pkey::from_raw(raw);
        // SAFETY: the number is not an allocated key.
        assert_eq!(unsafe { pkey_free(key) }, Err(Errno::INVAL), "{key:?}");
        if raw != -1 {
            // SAFETY: nothing is mapped at null.
            let protect = unsafe { pkey_mprotect(null_mut(), PAGE, RW, Some(key)) };
            assert_eq!(protect, Err(Errno::INVAL), "{key:?}");
        }
    }
    let names = (Pkey::DEFAULT, Pkey::from_raw(3));
    assert_eq!(format!("{names:?}"), "(Pkey::DEFAULT, Pkey(3))");
}
