//! Buffers with random damage, each in front of an inaccessible page.

use super::guarded::Guarded;
use super::plain::{self, Found};
use super::seeds;

/// How many buffers of each kind are read.
const COUNT: usize = if cfg!(miri) {
    1 << 9
} else if cfg!(debug_assertions) {
    1 << 17
} else {
    1 << 20
};

/// Pseudo-random numbers, the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as usize % end
    }

    /// Returns a byte that is likely to make a difference.
    fn byte(&mut self, old: u8) -> u8 {
        match self.below(6) {
            0 | 1 => 0,
            2 => u8::MAX,
            3 => old ^ 1 << self.below(8),
            4 => old.wrapping_add(self.below(5) as u8).wrapping_sub(2),
            _ => self.below(256) as u8,
        }
    }
}

/// Reads damaged buffers. Returns how many are still whole, and how many records they all have
/// together.
fn read(seeds: Vec<(&'static str, Vec<u8>)>, read: fn(&[u8]) -> Found) -> [usize; 2] {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut guarded = Guarded::new(4096);
    for (name, seed) in &seeds {
        let buffer = guarded.tail(seed.len());
        buffer.copy_from_slice(seed);
        assert!(
            read(buffer).whole || ["none", "two"].contains(name),
            "{name}"
        );
    }
    let (mut whole, mut records) = (0, 0);
    for _ in 0..COUNT {
        let (_, seed) = &seeds[random.below(seeds.len())];
        // The buffer is cut at its end, or its first bytes are repeated after it.
        let len = match random.below(4) {
            0 => random.below(seed.len() + 1),
            1 => seed.len() + random.below(seed.len() + 1),
            _ => seed.len(),
        };
        let buffer = guarded.tail(len);
        for part in buffer.chunks_mut(seed.len().max(1)) {
            part.copy_from_slice(&seed[..part.len()]);
        }
        for _ in 0..if len == 0 { 0 } else { random.below(5) } {
            // The important fields are at the front.
            let end = if random.below(2) == 0 {
                len
            } else {
                len.min(20)
            };
            let at = random.below(end);
            buffer[at] = random.byte(buffer[at]);
        }
        let found = read(buffer);
        whole += usize::from(found.whole);
        records += found.records;
    }
    // If all were whole, or all broken, the test would prove nothing.
    assert!(whole > COUNT / 10 && whole < COUNT * 9 / 10, "{whole}");
    [whole, records]
}

#[test]
fn damaged_directories() {
    let [_, records] = read(seeds::dirents(), plain::dirents);
    assert!(records > COUNT / 2, "{records}");
}

#[test]
fn damaged_names() {
    let [whole, records] = read(seeds::xattr_names(), plain::xattr_names);
    assert!(records > whole);
}

#[test]
fn damaged_handles() {
    let [_, records] = read(seeds::file_handles(), plain::file_handle);
    assert!(records > COUNT / 3 && records < COUNT, "{records}");
}

#[test]
fn damaged_messages() {
    let [_, records] = read(seeds::uffd_msgs(), plain::uffd_msgs);
    assert!(records > COUNT, "{records}");
}

#[test]
fn damaged_extents() {
    let [_, records] = read(seeds::fiemap_extents(), plain::fiemap_extents);
    assert!(records > COUNT / 2, "{records}");
}
