//! Truncated images and images with random damage: the parser reads nothing outside their bytes and
//! finds nothing there.

use std::thread;

#[cfg_attr(miri, allow(unused_imports))]
use super::build::*;
use super::guarded::Guarded;
use super::{bounds, captured, made_up};

/// How many damaged images are read. A debug build reads a sample.
/// tests/all.sh reads all of them in a release build that checks for overflow too.
const COUNT: usize = if cfg!(miri) {
    1 << 8
} else if cfg!(debug_assertions) {
    1 << 17
} else {
    1 << 20
};
const THREADS: usize = 2;
/// The step between the lengths of truncated images.
const STEP: usize = if cfg!(miri) {
    101
} else if cfg!(debug_assertions) {
    11
} else {
    1
};

/// Returns every image of this target's class; under Miri, some of the small ones.
fn images() -> Vec<(String, Vec<u8>)> {
    let captured = captured::ours().iter();
    let captured = captured.map(|image| (image.name.to_owned(), image.bytes.to_vec()));
    let made_up = made_up::all().into_iter();
    let made_up = made_up.map(|case| (case.name, case.made.bytes));
    let captured = captured.filter(|_| !cfg!(miri));
    captured.chain(made_up).collect()
}

#[test]
fn cut_short_at_every_length() {
    for (name, bytes) in images() {
        let mut buffer = Guarded::new(bytes.len());
        let mut last = None;
        for len in (0..=bytes.len()).step_by(STEP) {
            let part = buffer.tail(len);
            part.copy_from_slice(&bytes[..len]);
            let count = bounds::read(part);
            // A longer prefix never has fewer functions.
            assert!(count >= last, "{name}, {len} bytes: {count:?} {last:?}");
            last = count;
        }
        assert!(last <= bounds::read(&bytes), "{name}");
    }
}

/// Two segments with an inaccessible page between them, as a vDSO in memory may have. A string
/// without an end must be read only to the end of its segment.
#[cfg(not(miri))]
#[test]
fn a_hole_between_two_segments_is_not_touched() {
    const PAGE: usize = 4096;
    let form = Form {
        split: true,
        ..Form::default()
    };
    let mut made = form.make();
    // The text moves one page further on, and the rest is filled to the end of its page.
    let value = if WIDE { 8 } else { 4 };
    for index in 1..4 {
        let at = made.symtab + index * SYM + value;
        let old = &made.bytes[at..at + WORD];
        let old = usize::from_le_bytes(old.try_into().unwrap());
        made.word(at, old + PAGE);
    }
    made.word(made.text_load + P_VADDR, 2 * PAGE);
    let text = made.bytes.split_off(PAGE);
    let end = made.verdef + 3 * 28;
    made.bytes[end..].fill(b'x');

    let mut buffer = Guarded::new(3 * PAGE);
    let mut read = |made: &Made| {
        let all = buffer.open();
        all[..PAGE].copy_from_slice(&made.bytes);
        all[2 * PAGE..][..text.len()].copy_from_slice(&text);
        buffer.close_page(1);
        bounds::read(buffer.head(3 * PAGE))
    };
    assert_eq!(read(&made), Some(3));
    for table in [
        DT_STRTAB,
        DT_SYMTAB,
        DT_VERSYM,
        DT_VERDEF,
        DT_HASH,
        DT_GNU_HASH,
    ] {
        // The table begins at each of these distances from the end of the segment.
        for left in [1, 2, 4, 8, 16, 17, 64] {
            let mut made = made.clone();
            made.set(table, PAGE - left);
            made.remove(DT_STRSZ);
            let _ = read(&made);
        }
    }
}

/// Pseudo-random numbers, the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as usize
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() % end
    }

    /// Returns a value that is likely to be at an edge of something in an image of `len` bytes.
    fn value(&mut self, len: usize) -> usize {
        match self.below(8) {
            0 => self.below(4),
            1 => self.below(4).wrapping_neg(),
            2 => len.wrapping_add(self.below(5)).wrapping_sub(2),
            3 => 1usize.rotate_left(self.next() as u32),
            4 => 1usize.rotate_left(self.next() as u32).wrapping_sub(1),
            5 => self.below(len),
            6 => [64, 65, 0x7fff, 0x8000, 0xfff1, 0xffff, 0x7fff_ffff][self.below(7)],
            _ => self.next() << 32_u32.saturating_sub(usize::BITS / 4) ^ self.next(),
        }
    }

    /// Damages some of the bytes, most of them near the start.
    fn damage(&mut self, bytes: &mut [u8], tables: usize) {
        for _ in 0..=self.below(6) {
            let end = if self.below(8) == 0 {
                bytes.len()
            } else {
                tables
            };
            let at = self.below(end - WORD);
            let aligned = at & !(self.below(2) * 4 + 3);
            let value = self.value(bytes.len()).to_le_bytes();
            match self.below(6) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = value[0],
                2 => bytes[at & !1..][..2].copy_from_slice(&value[..2]),
                3 => bytes[aligned..][..4].copy_from_slice(&value[..4]),
                4 => bytes[aligned..][..WORD].copy_from_slice(&value),
                _ => {
                    let from = self.below(tables - WORD) & !3;
                    bytes.copy_within(from..from + WORD, aligned);
                }
            }
        }
    }
}

#[test]
fn with_damage() {
    let images = &images();
    let read = thread::scope(|scope| {
        let run = |seed: u64| {
            let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed);
            let longest = images.iter().map(|image| image.1.len()).max().unwrap();
            let mut buffer = Guarded::new(longest);
            let mut read = 0;
            for round in 0..COUNT / THREADS {
                let bytes = &images[round % images.len()].1;
                let part = match round / images.len() % 2 {
                    0 => buffer.tail(bytes.len()),
                    _ => buffer.head(bytes.len()),
                };
                part.copy_from_slice(bytes);
                random.damage(part, bytes.len().min(0x800));
                read += usize::from(bounds::read(part).is_some());
            }
            read
        };
        let threads: Vec<_> = (0..THREADS as u64)
            .map(|seed| scope.spawn(move || run(seed)))
            .collect();
        let read = threads.into_iter().map(|thread| thread.join().unwrap());
        read.sum::<usize>()
    });
    // The damage is small enough that many images are still valid.
    assert!(read > COUNT / 8 && read < COUNT, "{read}");
}
