use trapgate::fd::OwnedFd;
use trapgate::mm::{
    UffdFeatures, UffdioContinue, UffdioContinueMode, UffdioCopy, UffdioCopyMode, UffdioPoison,
    UffdioPoisonMode, UffdioRange, UffdioRegisterMode, UffdioZeropage, UffdioZeropageMode,
    ioctl_uffdio_continue, ioctl_uffdio_copy, ioctl_uffdio_poison, ioctl_uffdio_zeropage,
};
use trapgate::{Errno, Result, fs, io};

use super::{PAGE, Pages, open, peek, put, register};
use crate::api::scratch;

const SIZE: i64 = PAGE as i64;

fn copy(uffd: &OwnedFd, dst: u64, src: *const u8, pages: usize) -> (Result<()>, i64) {
    let mut copy = UffdioCopy::new(dst, src, pages * PAGE, UffdioCopyMode::empty());
    // What an earlier call has left is not this one's.
    copy.copy = 7;
    // SAFETY: bytes, and pages of the test's own.
    let done = unsafe { ioctl_uffdio_copy(uffd, &mut copy) };
    assert_eq!(copy.done(), copy.copy.max(0) as u64);
    (done, copy.copy)
}

fn zeropage(uffd: &OwnedFd, range: UffdioRange) -> (Result<()>, i64) {
    let mut zeropage = UffdioZeropage::new(range, UffdioZeropageMode::empty());
    zeropage.zeropage = 7;
    // SAFETY: pages of the test's own.
    let done = unsafe { ioctl_uffdio_zeropage(uffd, &mut zeropage) };
    assert_eq!(zeropage.done(), zeropage.zeropage.max(0) as u64);
    (done, zeropage.zeropage)
}

fn proceed(uffd: &OwnedFd, range: UffdioRange) -> (Result<()>, i64) {
    let mut proceed = UffdioContinue::new(range, UffdioContinueMode::empty());
    proceed.mapped = 7;
    // SAFETY: pages of the test's own.
    let done = unsafe { ioctl_uffdio_continue(uffd, &mut proceed) };
    assert_eq!(proceed.done(), proceed.mapped.max(0) as u64);
    (done, proceed.mapped)
}

fn poison(uffd: &OwnedFd, range: UffdioRange) -> (Result<()>, i64) {
    let mut poison = UffdioPoison::new(range, UffdioPoisonMode::empty());
    poison.updated = 7;
    // SAFETY: pages of the test's own, which nobody touches.
    let done = unsafe { ioctl_uffdio_poison(uffd, &mut poison) };
    assert_eq!(poison.done(), poison.updated.max(0) as u64);
    (done, poison.updated)
}

/// What is done of a range in whose middle something is: the part before, and an error that says
/// so.
const PART: (Result<()>, i64) = (Err(Errno::AGAIN), SIZE);

/// Nothing is done, by this error.
fn nothing(error: Errno) -> (Result<()>, i64) {
    (Err(error), -i64::from(error.raw()))
}

#[test]
fn a_part_that_was_copied_is_told() {
    let Some(uffd) = open("a_part_that_was_copied_is_told", UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(4);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (dst, source) = (pages.whole().start, [3_u8; 4 * PAGE]);
    put(&uffd, pages.range(1, 1).start, 9).unwrap();
    assert_eq!(copy(&uffd, dst, source.as_ptr(), 4), PART);
    assert_eq!(copy(&uffd, dst, source.as_ptr(), 4), nothing(Errno::EXIST));
    let rest = pages.range(2, 2).start;
    assert_eq!(copy(&uffd, rest, source.as_ptr(), 2), (Ok(()), 2 * SIZE));
    assert_eq!(
        [0, 1, 2, 3].map(|page| peek(pages.addr(page))),
        [3, 9, 3, 3]
    );
}

#[test]
fn a_part_that_can_be_read_is_copied() {
    let name = "a_part_that_can_be_read_is_copied";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let (pages, source) = (Pages::new(2), Pages::new(3));
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    // SAFETY: the middle of the test's own pages, of which nobody knows.
    unsafe { trapgate::mm::mprotect(source.at(1).cast(), PAGE, trapgate::mm::ProtFlags::empty()) }
        .unwrap();
    super::poke(source.addr(0), 4);
    let dst = pages.whole().start;
    assert_eq!(copy(&uffd, dst, source.at(0), 2), PART);
    assert_eq!(peek(pages.addr(0)), 4);
    let rest = pages.range(1, 1).start;
    assert_eq!(copy(&uffd, rest, source.at(1), 1), nothing(Errno::FAULT));
    // A source need not be aligned.
    assert_eq!(
        copy(&uffd, rest, source.at(0).wrapping_add(1), 1),
        nothing(Errno::FAULT)
    );
    assert_eq!(
        copy(&uffd, rest, [5_u8; PAGE + 1].as_ptr().wrapping_add(1), 1).0,
        Ok(())
    );
    assert_eq!(peek(pages.addr(1)), 5);
}

#[test]
fn a_part_that_was_zeroed_is_told() {
    let Some(uffd) = open("a_part_that_was_zeroed_is_told", UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(3);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    put(&uffd, pages.range(1, 1).start, 9).unwrap();
    assert_eq!(zeropage(&uffd, pages.whole()), PART);
    assert_eq!(zeropage(&uffd, pages.whole()), nothing(Errno::EXIST));
    assert_eq!(zeropage(&uffd, pages.range(2, 1)), (Ok(()), SIZE));
    assert_eq!([0, 1, 2].map(|page| peek(pages.addr(page))), [0, 9, 0]);
}

#[test]
fn a_part_that_was_mapped_is_told() {
    let name = "a_part_that_was_mapped_is_told";
    let Some(uffd) = open(name, UffdFeatures::MINOR_SHMEM) else {
        return;
    };
    let file = scratch::memory();
    io::pwrite(&file, &[5; PAGE], 0).unwrap();
    fs::ftruncate(&file, 2 * PAGE as u64).unwrap();
    let pages = Pages::of(&file, 2);
    register(&uffd, pages.whole(), UffdioRegisterMode::MINOR).unwrap();
    assert_eq!(proceed(&uffd, pages.whole()), PART);
    assert_eq!(proceed(&uffd, pages.whole()), nothing(Errno::EXIST));
    assert_eq!(proceed(&uffd, pages.range(1, 1)), nothing(Errno::FAULT));
    io::pwrite(&file, &[6; PAGE], PAGE as u64).unwrap();
    assert_eq!(proceed(&uffd, pages.range(1, 1)), (Ok(()), SIZE));
    assert_eq!([0, 1].map(|page| peek(pages.addr(page))), [5, 6]);
    let anonymous = Pages::new(1);
    register(&uffd, anonymous.whole(), UffdioRegisterMode::MISSING).unwrap();
    assert_eq!(proceed(&uffd, anonymous.whole()), nothing(Errno::INVAL));
}

#[test]
fn a_part_that_was_poisoned_is_told() {
    let name = "a_part_that_was_poisoned_is_told";
    let Some(uffd) = open(name, UffdFeatures::POISON) else {
        return;
    };
    let pages = Pages::new(3);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    put(&uffd, pages.range(1, 1).start, 9).unwrap();
    assert_eq!(poison(&uffd, pages.whole()), PART);
    assert_eq!(poison(&uffd, pages.whole()), nothing(Errno::EXIST));
    assert_eq!(poison(&uffd, pages.range(2, 1)), (Ok(()), SIZE));
    assert_eq!(peek(pages.addr(1)), 9);
}

#[test]
fn what_is_not_registered_is_not_filled() {
    let name = "what_is_not_registered_is_not_filled";
    let Some(uffd) = open(name, UffdFeatures::POISON) else {
        return;
    };
    let pages = Pages::new(2);
    let (range, source) = (pages.whole(), [1_u8; PAGE]);
    let missing = nothing(Errno::NOENT);
    assert_eq!(copy(&uffd, range.start, source.as_ptr(), 1), missing);
    assert_eq!(zeropage(&uffd, range), missing);
    assert_eq!(proceed(&uffd, range), missing);
    assert_eq!(poison(&uffd, range), missing);
    // Half of it is not enough.
    register(&uffd, pages.range(0, 1), UffdioRegisterMode::MISSING).unwrap();
    assert_eq!(zeropage(&uffd, range), missing);
    assert_eq!(peek(pages.addr(1)), 0);
}

/// An error before anything was looked at leaves no count behind, neither this call's nor the last
/// one's.
#[test]
fn what_is_refused_leaves_no_count() {
    let Some(uffd) = open("what_is_refused_leaves_no_count", UffdFeatures::POISON) else {
        return;
    };
    let pages = Pages::new(1);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (range, none) = (pages.whole(), scratch::closed());
    let odd = UffdioRange {
        start: range.start + 1,
        ..range
    };
    let source = [1_u8; PAGE];
    assert_eq!(
        copy(&uffd, odd.start, source.as_ptr(), 1),
        (Err(Errno::INVAL), 0)
    );
    assert_eq!(
        copy(&uffd, range.start, source.as_ptr(), 0),
        (Err(Errno::INVAL), 0)
    );
    assert_eq!(zeropage(&uffd, odd), (Err(Errno::INVAL), 0));
    assert_eq!(proceed(&uffd, odd), (Err(Errno::INVAL), 0));
    assert_eq!(poison(&uffd, odd), (Err(Errno::INVAL), 0));

    let mode = UffdioCopyMode::from_bits_retain(1 << 63);
    let mut request = UffdioCopy::new(range.start, source.as_ptr(), PAGE, mode);
    request.copy = -7;
    // SAFETY: refused; bytes, and the test's own page.
    let mut copy = |fd| (unsafe { ioctl_uffdio_copy(fd, &mut request) }, request.copy);
    assert_eq!(
        copy(trapgate::fd::AsFd::as_fd(&uffd)),
        (Err(Errno::INVAL), 0)
    );
    assert_eq!(copy(none), (Err(Errno::BADF), 0));

    let mode = UffdioZeropageMode::from_bits_retain(2);
    let mut request = UffdioZeropage::new(range, mode);
    // SAFETY: refused; the test's own page.
    let refused = unsafe { ioctl_uffdio_zeropage(&uffd, &mut request) };
    assert_eq!((refused, request.zeropage), (Err(Errno::INVAL), 0));
    let mut request = UffdioContinue::new(range, UffdioContinueMode::from_bits_retain(1 << 32));
    // SAFETY: refused; the test's own page.
    let refused = unsafe { ioctl_uffdio_continue(&uffd, &mut request) };
    assert_eq!((refused, request.mapped), (Err(Errno::INVAL), 0));
    let mut request = UffdioPoison::new(range, UffdioPoisonMode::from_bits_retain(2));
    // SAFETY: refused; the test's own page.
    let refused = unsafe { ioctl_uffdio_poison(&uffd, &mut request) };
    assert_eq!((refused, request.updated), (Err(Errno::INVAL), 0));
    assert_eq!(zeropage(&uffd, range), (Ok(()), SIZE));
}
