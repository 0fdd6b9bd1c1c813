use std::mem::MaybeUninit;
use std::ptr::{null, without_provenance};

use trapgate::Errno;
use trapgate::mm::{madvise_nohugepage, mincore};

use super::pages::{PAGE, file, pages, shared, unmap};

#[test]
fn mincore_sees_what_was_touched() {
    let addr = pages(3);
    let _ = madvise_nohugepage(addr.cast(), 3 * PAGE);
    // SAFETY: inside the mapping.
    unsafe { addr.add(PAGE).write_volatile(1) };
    let mut vec = [0xff; 3];
    assert_eq!(mincore(addr.cast(), &mut vec), Ok(3));
    assert_eq!(vec.map(|page| page & 1), [0, 1, 0]);
    let mut room = [const { MaybeUninit::<u8>::uninit() }; 2];
    let found = mincore(addr.wrapping_add(PAGE).cast(), &mut room).unwrap();
    assert_eq!(
        found.iter().map(|page| page & 1).collect::<Vec<_>>(),
        [1, 0]
    );
    unmap(addr, 3);
}

/// Pages of a file are resident if they are in the page cache.
#[test]
fn mincore_of_a_file() {
    let fd = file(2 * PAGE as u64);
    assert_eq!(trapgate::io::pwrite(&fd, b"x", PAGE as u64), Ok(1));
    let addr = shared(&fd, 2);
    let mut vec = [0; 2];
    assert_eq!(mincore(addr.cast(), &mut vec), Ok(2));
    assert_eq!(vec.map(|page| page & 1), [0, 1]);
    unmap(addr, 2);
}

#[test]
fn edges() {
    let addr = pages(1);
    let mut none = [0; 0];
    assert_eq!(mincore(addr.cast(), &mut none), Ok(0));
    let mut vec = [7; 2];
    let odd = addr.wrapping_add(1).cast();
    assert_eq!(mincore(odd, &mut vec), Err(Errno::INVAL));
    assert_eq!(mincore(null(), &mut vec), Err(Errno::NOMEM));
    let last = without_provenance(usize::MAX - PAGE + 1);
    assert_eq!(mincore(last, &mut vec), Err(Errno::NOMEM));
    assert_eq!(vec, [7, 7]);
    // One page more than a 32-bit address space has.
    let mut more = vec![0; (1 << 20) + 1];
    assert_eq!(mincore(null(), &mut more[..]), Err(Errno::NOMEM));
    assert_eq!(mincore(null(), &mut more[..1 << 20]), Err(Errno::NOMEM));
    unmap(addr, 1);
}
