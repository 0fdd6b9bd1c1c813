//! `memcpy` and the other memory functions, which `entry!` defines.

use core::ffi::{c_int, c_void};
use core::hint::black_box;

use trapgate::rt::Start;

use crate::outcome::{Outcome, holds, same};

unsafe extern "C" {
    fn memcpy(to: *mut c_void, from: *const c_void, len: usize) -> *mut c_void;
    fn memmove(to: *mut c_void, from: *const c_void, len: usize) -> *mut c_void;
    fn memset(to: *mut c_void, byte: c_int, len: usize) -> *mut c_void;
    fn memcmp(one: *const c_void, other: *const c_void, len: usize) -> c_int;
    fn bcmp(one: *const c_void, other: *const c_void, len: usize) -> c_int;
    fn strlen(string: *const c_void) -> usize;
}

const LEN: usize = 160;

fn pattern() -> [u8; LEN] {
    core::array::from_fn(|n| n as u8 + 1)
}

/// Every size from 0 to 64 at every alignment up to 16, overlapping in both directions.
pub(crate) fn functions(_: Start) -> Outcome {
    let start = pattern();
    for len in 0..=64 {
        for (to, from) in (0..16).flat_map(|to| (0..16).map(move |from| (to, from))) {
            let expected = |n: usize, to: usize| {
                let inside = n.checked_sub(to).filter(|&n| n < len);
                inside.map_or(start[n], |n| start[from + n])
            };
            let (mut moved, mut copied) = (black_box(start), black_box(start));
            let source = start.as_ptr().wrapping_add(from);
            let (over, at) = (moved.as_mut_ptr(), copied.as_mut_ptr());
            let (moved_to, copied_to) = (over.wrapping_add(to), at.wrapping_add(80 + to));
            // SAFETY: both ranges are inside arrays of 160 bytes, and for `memcpy` in different
            // arrays.
            let returned = unsafe {
                let overlap = over.wrapping_add(from).cast();
                [
                    memmove(moved_to.cast(), overlap, len),
                    memcpy(copied_to.cast(), source.cast(), len),
                ]
            };
            holds(
                "memcpy and memmove return the destination",
                returned == [moved_to.cast(), copied_to.cast()],
            )?;
            for n in 0..LEN {
                same("memmove", moved[n].into(), expected(n, to).into())?;
                same("memcpy", copied[n].into(), expected(n, 80 + to).into())?;
            }
        }
    }
    set_and_compare()
}

fn set_and_compare() -> Outcome {
    let start = pattern();
    for (len, at) in (0..=64).flat_map(|len| (0..16).map(move |at| (len, at))) {
        let mut bytes = black_box(start);
        // SAFETY: the range is inside the array.
        unsafe { memset(bytes.as_mut_ptr().wrapping_add(at).cast(), 0x1ee, len) };
        for (n, (&byte, &before)) in bytes.iter().zip(&start).enumerate() {
            let inside = (at..at + len).contains(&n);
            same(
                "memset",
                byte.into(),
                if inside { 0xee } else { before }.into(),
            )?;
        }
        // The first difference decides, and bytes compare as unsigned.
        let mut other = black_box(start);
        let (last, next) = (at + len, at + len + 1);
        [other[last], other[next]] = [0xff, 0];
        let [one, two] = [&start, &other].map(|bytes| bytes.as_ptr().wrapping_add(at).cast());
        // SAFETY: the ranges are inside both arrays.
        let [equal, less, more, different] = unsafe {
            [
                memcmp(one, two, len),
                memcmp(one, two, len + 2),
                memcmp(two, one, len + 2),
                bcmp(one, two, len + 1),
            ]
        };
        holds("memcmp", equal == 0 && less < 0 && more > 0)?;
        holds("bcmp", different != 0)?;
        // SAFETY: the string ends inside the array.
        same("strlen", unsafe { strlen(two) } as u64, (len + 1) as u64)?;
    }
    Ok(())
}
