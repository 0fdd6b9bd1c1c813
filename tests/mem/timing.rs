//! A rough table of times, ours beside libc's: rounds in turn, the least of each.
//!
//! `cargo test --release --test mem -- --ignored --nocapture`

use crate::ours;
use std::ffi::c_int;
use std::hint::black_box;
use std::time::Instant;

type Copy = unsafe extern "C" fn(*mut u8, *const u8, usize) -> *mut u8;
type Set = unsafe extern "C" fn(*mut u8, c_int, usize) -> *mut u8;
type Compare = unsafe extern "C" fn(*const u8, *const u8, usize) -> c_int;
type Length = unsafe extern "C" fn(*const u8) -> usize;

mod libc {
    use std::ffi::c_int;

    unsafe extern "C" {
        pub(crate) fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
        pub(crate) fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
        pub(crate) fn memset(to: *mut u8, value: c_int, n: usize) -> *mut u8;
        pub(crate) fn memcmp(one: *const u8, other: *const u8, n: usize) -> c_int;
        pub(crate) fn strlen(string: *const u8) -> usize;
    }
}

const SIZES: [usize; 20] = [
    0,
    1,
    3,
    4,
    8,
    15,
    16,
    32,
    64,
    128,
    256,
    512,
    768,
    1024,
    2048,
    4096,
    16384,
    65536,
    262_144,
    1 << 20,
];
const ALIGNMENTS: [(usize, usize); 3] = [(0, 0), (1, 6), (16, 2048)];

/// Nanoseconds of one call of `run`.
fn once(n: usize, run: &mut dyn FnMut(u32)) -> f64 {
    let turns = (100_000 / (n / 16 + 8)).max(2) as u32;
    let start = Instant::now();
    run(turns);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(turns)
}

/// One line: `call(0, …)` is ours, `call(1, …)` libc's.
fn row(name: &str, n: usize, at: (usize, usize), call: &mut dyn FnMut(usize, u32)) {
    let mut least = [f64::MAX; 2];
    for _ in 0..60 {
        for (who, least) in least.iter_mut().enumerate() {
            *least = least.min(once(n, &mut |turns| call(who, turns)));
        }
    }
    let [ours, theirs] = least;
    println!(
        "{name:8}{n:8} {at:?}: {ours:9.1} ns, libc {theirs:9.1} ns, {:5.2}",
        ours / theirs
    );
}

/// Prints the table.
pub(crate) fn table() {
    let copies: [Copy; 2] = [ours::memcpy, libc::memcpy];
    let moves: [Copy; 2] = [ours::memmove, libc::memmove];
    let sets: [Set; 2] = [ours::memset, libc::memset];
    let compares: [Compare; 2] = [ours::memcmp, libc::memcmp];
    let lengths: [Length; 2] = [ours::strlen, libc::strlen];
    let mut one = vec![7u8; (1 << 20) + 16384];
    let mut other = vec![7u8; (1 << 20) + 16384];
    let skip = |bytes: &[u8]| bytes.as_ptr().align_offset(4096);
    let (one_at, other_at) = (skip(&one), skip(&other));
    for n in SIZES {
        for at in ALIGNMENTS {
            let to = one.as_mut_ptr().wrapping_add(one_at + at.0);
            let from = other.as_mut_ptr().wrapping_add(other_at + at.1);
            row("memcpy", n, at, &mut |who, turns| {
                for _ in 0..turns {
                    // SAFETY: `n + 4096` bytes from either place are within the two buffers.
                    black_box(unsafe { black_box(copies[who])(to, from, black_box(n)) });
                }
            });
            row("memmove", n, at, &mut |who, turns| {
                for _ in 0..turns {
                    // SAFETY: as above.
                    black_box(unsafe {
                        black_box(moves[who])(to, to.wrapping_add(64), black_box(n))
                    });
                }
            });
            row("memset", n, at, &mut |who, turns| {
                for _ in 0..turns {
                    // SAFETY: as above.
                    black_box(unsafe { black_box(sets[who])(to, 7, black_box(n)) });
                }
            });
            row("memcmp", n, at, &mut |who, turns| {
                for _ in 0..turns {
                    // SAFETY: as above.
                    black_box(unsafe { black_box(compares[who])(to, from, black_box(n)) });
                }
            });
            // SAFETY: as above.
            unsafe { from.wrapping_add(n).write(0) };
            row("strlen", n, at, &mut |who, turns| {
                for _ in 0..turns {
                    // SAFETY: the 0 that was just written ends the string.
                    black_box(unsafe { black_box(lengths[who])(from) });
                }
            });
            // SAFETY: as above.
            unsafe { from.wrapping_add(n).write(7) };
        }
    }
}
