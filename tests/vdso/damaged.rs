//! Images cut short and images with random damage: nothing outside their bytes is read, and nothing is found there.

use std::mem::size_of;
use std::thread;

use super::guarded::Guarded;
use super::{bounds, captured, made_up};

/// How many damaged images are read, and on how many threads.
const COUNT: usize = 1 << 20;
const THREADS: usize = 2;

const WORD: usize = size_of::<usize>();

/// Every image of this target's class.
fn images() -> Vec<(String, Vec<u8>)> {
    let captured = captured::ours().iter();
    let captured = captured.map(|image| (image.name.to_owned(), image.bytes.to_vec()));
    let made_up = made_up::all().into_iter();
    let made_up = made_up.map(|case| (case.name, case.made.bytes));
    captured.chain(made_up).collect()
}

#[test]
fn cut_short_at_every_length() {
    for (name, bytes) in images() {
        let mut buffer = Guarded::new(bytes.len());
        let mut last = None;
        for len in 0..=bytes.len() {
            let part = buffer.tail(len);
            part.copy_from_slice(&bytes[..len]);
            let count = bounds::read(part);
            // A longer part never has fewer functions.
            assert!(count >= last, "{name}, {len} bytes: {count:?} {last:?}");
            last = count;
        }
        assert_eq!(last, bounds::read(&bytes), "{name}");
    }
}

/// Random numbers, the same in every run (xorshift64*).
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

    /// A value that may well be at the edge of something in so many bytes.
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

    /// Damages some of the bytes, most of them among the first.
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
fn a_million_damaged_images() {
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
    // The damage is such that many are still images.
    assert!(read > COUNT / 8 && read < COUNT, "{read}");
}
