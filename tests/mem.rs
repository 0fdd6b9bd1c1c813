//! The six memory functions, each compared with its definition, on buffers between inaccessible
//! pages.
//!
//! The functions are emitted here under a prefix, so that this program keeps using libc's.

#[path = "support"]
mod support {
    pub(crate) mod skip;
}
#[path = "mem/arena.rs"]
mod arena;
#[path = "mem/ends.rs"]
mod ends;
#[path = "mem/probe.rs"]
mod probe;

use arena::Arena;
use core::ffi::c_int;

trapgate::__mem!(@prefix "trapgate_test_");

/// The functions under test.
mod ours {
    use core::ffi::c_int;

    unsafe extern "C" {
        #[link_name = "trapgate_test_memcpy"]
        pub(crate) fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
        #[link_name = "trapgate_test_memmove"]
        pub(crate) fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
        #[link_name = "trapgate_test_memset"]
        pub(crate) fn memset(to: *mut u8, value: c_int, n: usize) -> *mut u8;
        #[link_name = "trapgate_test_memcmp"]
        pub(crate) fn memcmp(one: *const u8, other: *const u8, n: usize) -> c_int;
        #[link_name = "trapgate_test_bcmp"]
        pub(crate) fn bcmp(one: *const u8, other: *const u8, n: usize) -> c_int;
        #[link_name = "trapgate_test_strlen"]
        pub(crate) fn strlen(string: *const u8) -> usize;
    }
}

/// A byte for each index: equal bytes are at least 251 bytes apart, and none is 0.
fn pattern(i: usize) -> u8 {
    (i % 251) as u8 + 1
}

/// Sizes above 300: around every power of two up to 1 MiB, and around the sizes at which the code
/// changes its method.
fn large_sizes() -> Vec<usize> {
    let mut sizes = vec![895, 896, 897, 1151, 1152, 1153];
    for power in 9..=20 {
        let n = 1usize << power;
        sizes.extend([n - 33, n - 1, n, n + 1, n + 17]);
    }
    sizes
}

/// Copies `n` bytes within `arena` with `copy`, and checks every byte of the arena.
fn check_copy(
    copy: unsafe extern "C" fn(*mut u8, *const u8, usize) -> *mut u8,
    arena: &mut Arena,
    want: &[u8],
    to: usize,
    from: usize,
    n: usize,
) {
    let bytes = arena.bytes();
    let len = bytes.len();
    assert!(to + n <= len && from + n <= len && want.len() == len);
    bytes.copy_from_slice(want);
    let base = bytes.as_mut_ptr();
    // SAFETY: both ranges lie within `bytes`, and no other pointer into them is in use.
    let result = unsafe { copy(base.wrapping_add(to), base.wrapping_add(from), n) };
    assert_eq!(
        result,
        base.wrapping_add(to),
        "result of {n} bytes from {from} to {to}"
    );
    let bytes = arena.bytes();
    assert!(
        bytes[to..to + n] == want[from..from + n],
        "{n} bytes from {from} to {to}"
    );
    assert!(
        bytes[..to] == want[..to],
        "before {n} bytes from {from} to {to}"
    );
    assert!(
        bytes[to + n..] == want[to + n..],
        "after {n} bytes from {from} to {to}"
    );
}

fn patterned(len: usize) -> Vec<u8> {
    (0..len).map(pattern).collect()
}

#[test]
fn copies_every_small_size_at_every_alignment() {
    let mut arena = Arena::new(4096);
    let want = patterned(4096);
    for n in 0..=300 {
        for to in 0..16 {
            for from in 0..16 {
                // Only the bytes around the two ranges are compared; the others do not change.
                let mut window = arena.window(1024);
                check_copy(ours::memcpy, &mut window, &want[..1024], to, 512 + from, n);
            }
        }
    }
}

#[test]
fn moves_every_small_size_by_every_short_distance() {
    let mut arena = Arena::new(4096);
    let want = patterned(4096);
    for n in 0..=300 {
        for at in 64..80 {
            for distance in 0..=128 {
                let mut window = arena.window(512);
                check_copy(
                    ours::memmove,
                    &mut window,
                    &want[..512],
                    at,
                    at + distance - 64,
                    n,
                );
            }
        }
    }
}

#[test]
fn copies_and_moves_large_sizes() {
    let len = (1 << 20) + 8192;
    let want = patterned(len);
    let mut arena = Arena::new(2 * len);
    let both = patterned(2 * len);
    for n in large_sizes() {
        for (to, from) in [(0, 0), (1, 0), (0, 7), (15, 16), (33, 5)] {
            let room = (n + 64).next_multiple_of(4096);
            let mut window = arena.window(2 * room);
            check_copy(
                ours::memcpy,
                &mut window,
                &both[..2 * room],
                to,
                room + from,
                n,
            );
            check_copy(
                ours::memcpy,
                &mut window,
                &both[..2 * room],
                room + to,
                from,
                n,
            );
        }
        let far = [
            1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 4095, 4096, 4097,
        ];
        for distance in far.into_iter().filter(|&distance| distance < n) {
            let mut window = arena.window(n + 4097 + 16);
            let want = &want[..n + 4097 + 16];
            check_copy(ours::memmove, &mut window, want, 3, 3 + distance, n);
            check_copy(ours::memmove, &mut window, want, 3 + distance, 3, n);
        }
    }
}

#[test]
fn copies_up_to_the_fence() {
    let (mut to, mut from) = (Arena::new(1 << 16), Arena::new(1 << 16));
    from.bytes().copy_from_slice(&patterned(1 << 16));
    for n in (0..=1100).chain([4095, 4096, 8191, 65536]) {
        for end in [false, true] {
            let (to, from) = if end {
                (to.last(n), from.last(n))
            } else {
                (to.first(n), from.first(n))
            };
            to.fill(0);
            // SAFETY: both slices are `n` bytes long and lie in different arenas.
            unsafe { ours::memcpy(to.as_mut_ptr(), from.as_ptr(), n) };
            assert!(to == from, "{n} bytes");
            to.fill(0);
            // SAFETY: as above.
            unsafe { ours::memmove(to.as_mut_ptr(), from.as_ptr(), n) };
            assert!(to == from, "{n} bytes");
        }
    }
    for n in (2..=1100).chain([4095, 4096, 8191, 65536]) {
        for (down, up) in [(0, 1), (1, 0)] {
            let bytes = to.first(n);
            bytes.copy_from_slice(&from.first(n)[..]);
            let base = bytes.as_mut_ptr();
            // SAFETY: `n - 1` bytes from `base`, and from the byte after it, lie within `bytes`.
            unsafe { ours::memmove(base.wrapping_add(up), base.wrapping_add(down), n - 1) };
            assert!(
                to.first(n)[up..][..n - 1] == from.first(n)[down..][..n - 1],
                "{n} bytes moved by one"
            );
            let bytes = to.last(n);
            bytes.copy_from_slice(&from.last(n)[..]);
            let base = bytes.as_mut_ptr();
            // SAFETY: as above.
            unsafe { ours::memmove(base.wrapping_add(up), base.wrapping_add(down), n - 1) };
            assert!(
                to.last(n)[up..][..n - 1] == from.last(n)[down..][..n - 1],
                "{n} bytes moved by one"
            );
        }
    }
}

#[test]
fn sets_every_size_at_every_alignment() {
    let mut arena = Arena::new((1 << 20) + 4096);
    let sizes = (0..=300).chain(large_sizes());
    for n in sizes {
        for at in 0..if n <= 300 { 64 } else { 5 } {
            let mut window = arena.window((n + 64).next_multiple_of(64));
            let bytes = window.bytes();
            bytes.fill(0x11);
            let to = bytes.as_mut_ptr().wrapping_add(at);
            // Only the low byte of the value is used.
            // SAFETY: `at + n` bytes lie within `bytes`.
            let result = unsafe { ours::memset(to, 0x7fff_ffa5, n) };
            assert_eq!(result, to);
            let bytes = window.bytes();
            assert!(
                bytes[..at].iter().all(|&byte| byte == 0x11),
                "before {n} at {at}"
            );
            assert!(
                bytes[at..at + n].iter().all(|&byte| byte == 0xa5),
                "{n} at {at}"
            );
            assert!(
                bytes[at + n..].iter().all(|&byte| byte == 0x11),
                "after {n} at {at}"
            );
        }
    }
    for n in 0..=1100 {
        for bytes in [arena.first(n).as_mut_ptr(), arena.last(n).as_mut_ptr()] {
            // SAFETY: the `n` bytes lie at one end of the arena.
            unsafe { ours::memset(bytes, -1, n) };
        }
        assert!(
            arena.first(n).iter().all(|&byte| byte == 0xff),
            "{n} after the fence"
        );
        assert!(
            arena.last(n).iter().all(|&byte| byte == 0xff),
            "{n} before the fence"
        );
    }
}

#[test]
fn compares_with_the_sign_of_the_first_difference() {
    let (mut one, mut other) = (Arena::new(8192), Arena::new(8192));
    let compare = |one: &[u8], other: &[u8]| -> c_int {
        // SAFETY: the slices have the same length.
        let order = unsafe { ours::memcmp(one.as_ptr(), other.as_ptr(), one.len()) };
        // SAFETY: as above.
        let equal = unsafe { ours::bcmp(one.as_ptr(), other.as_ptr(), one.len()) };
        assert_eq!(order == 0, equal == 0);
        order
    };
    for n in (0..=200).chain([1023, 1024, 4095]) {
        let steps = if n <= 200 { 1 } else { 37 };
        for (end, skew) in [(true, 0), (false, 0), (false, 1), (false, 7), (false, 13)] {
            let (one, other) = if end {
                (one.last(n), other.last(n))
            } else {
                (&mut one.first(n + skew)[skew..], other.first(n))
            };
            // In one fill some bytes have the high bit set, in the other all have it.
            let fill = if n % 2 == 0 {
                patterned(n)
            } else {
                vec![0xee; n]
            };
            one.copy_from_slice(&fill);
            other.copy_from_slice(&fill);
            assert_eq!(compare(one, other), 0, "{n} equal bytes");
            for at in (0..n).step_by(steps) {
                let next = n.min(at + 2);
                let kept = one[at..next].to_vec();
                // Bytes compare as unsigned numbers.
                (one[at], other[at]) = (0x80, 0x7f);
                assert!(compare(one, other) > 0, "{n} bytes, greater at {at}");
                assert!(compare(other, one) < 0, "{n} bytes, less at {at}");
                // Bytes after the first difference are ignored.
                one[at + 1..next].fill(0);
                assert!(
                    compare(one, other) > 0,
                    "{n} bytes, greater at {at}, then less"
                );
                assert!(
                    compare(other, one) < 0,
                    "{n} bytes, less at {at}, then greater"
                );
                one[at..next].copy_from_slice(&kept);
                other[at] = kept[0];
            }
        }
    }
}

#[test]
fn measures_strings_up_to_the_fence() {
    let mut arena = Arena::new(8192);
    arena.bytes().fill(1);
    *arena.bytes().last_mut().unwrap() = 0;
    for n in 0..=8191 {
        let string = arena.last(n + 1).as_ptr();
        // SAFETY: the arena's last byte ends the string.
        let len = unsafe { ours::strlen(string) };
        assert_eq!(len, n, "before the fence");
    }
    for at in 0..64 {
        for n in 0..=300 {
            let bytes = arena.bytes();
            bytes.fill(0);
            bytes[at..at + n].fill(0x80);
            let string = bytes.as_ptr().wrapping_add(at);
            // SAFETY: a 0 byte follows within the arena.
            let len = unsafe { ours::strlen(string) };
            assert_eq!(len, n, "at {at}");
        }
    }
}

#[test]
fn sizes_do_not_wrap() {
    // More than half of the address space on i686, more than 32 bits on x86_64.
    let n = if usize::BITS == 64 {
        (1 << 32) + 4097
    } else {
        (1usize << 31) + 4097
    };
    let huge = match Arena::repeating(n, 1 << 24) {
        Ok(huge) => huge,
        Err(error) => {
            let why = format!("{n} bytes of address space: {error}");
            return support::skip::skip("sizes_do_not_wrap", why);
        }
    };
    // A slice cannot be this long, so every access goes through a pointer.
    let first = huge.start();
    let next = first.wrapping_add(1);
    // SAFETY: `n + 1` bytes lie within the arena, and nothing else refers to them.
    let at = |i: usize| unsafe { first.wrapping_add(i).read() };
    // SAFETY: as above.
    unsafe { ours::memset(first, 0x33, n) };
    assert_eq!((at(0), at(n / 2), at(n - 1), at(n)), (0x33, 0x33, 0x33, 0));
    // SAFETY: the byte after the last one is 0, as the line above asserts.
    assert_eq!(unsafe { ours::strlen(first) }, n);
    // SAFETY: as above.
    assert_eq!(unsafe { ours::memcmp(first, next, n - 1) }, 0);
    // SAFETY: as above.
    unsafe { first.wrapping_add(n - 1).write(0x34) };
    // SAFETY: as above.
    assert!(unsafe { ours::memcmp(first, next, n - 1) } < 0);
    // The last byte is moved down and back again.
    // SAFETY: as above.
    unsafe { ours::memmove(first, next, n - 1) };
    assert_eq!((at(n - 3), at(n - 2), at(n - 1)), (0x33, 0x34, 0x34));
    // SAFETY: as above.
    unsafe { ours::memmove(next, first, n - 1) };
    assert_eq!((at(n - 2), at(n - 1), at(n)), (0x33, 0x34, 0));
}

#[test]
fn keeps_the_registers_that_the_caller_owns() {
    let (mut one, mut other) = ([1u8; 2048], [1u8; 2048]);
    for n in [0, 1, 2, 3, 5, 9, 20, 40, 100, 200, 1000, 2000] {
        let (to, from) = (one.as_mut_ptr() as usize, other.as_mut_ptr() as usize);
        let near = to + 8;
        let zero = from + n;
        probe::call("memcpy", ours::memcpy as *const (), [to, from, n]);
        probe::call("memmove up", ours::memmove as *const (), [to, near, n]);
        probe::call("memmove down", ours::memmove as *const (), [near, to, n]);
        probe::call("memset", ours::memset as *const (), [to, 1, n]);
        probe::call("memcmp", ours::memcmp as *const (), [to, from, n]);
        // SAFETY: `n` is less than the array's length.
        unsafe { (zero as *mut u8).write(0) };
        probe::call("memcmp", ours::memcmp as *const (), [to, from, n + 1]);
        probe::call("strlen", ours::strlen as *const (), [from, 0, 0]);
        // SAFETY: as above.
        unsafe { (zero as *mut u8).write(1) };
    }
}
