//! Reads ELF files of either class: the segments that the kernel maps, and the undefined symbols.

use std::fs;
use std::path::Path;

/// A program header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) kind: u32,
    pub(crate) flags: u32,
    pub(crate) offset: u64,
    pub(crate) address: u64,
    pub(crate) in_file: u64,
}

const LOAD: u32 = 1;
const DYNAMIC: u32 = 2;
const INTERP: u32 = 3;
const GNU_STACK: u32 = 0x6474_e551;

const EXECUTE: u32 = 1;
const WRITE: u32 = 2;

pub(crate) struct Elf {
    bytes: Vec<u8>,
    wide: bool,
}

impl Elf {
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            bytes.get(..4),
            Some(b"\x7fELF".as_slice()),
            "{}",
            path.display()
        );
        let wide = bytes[4] == 2;
        Self { bytes, wide }
    }

    /// Reads a number of `size` bytes.
    fn number(&self, at: u64, size: usize) -> u64 {
        let at = at as usize;
        let mut number = [0; 8];
        number[..size].copy_from_slice(&self.bytes[at..at + size]);
        u64::from_le_bytes(number)
    }

    /// Reads a number of the width of an address, at the offset that belongs to the file's class.
    fn word(&self, narrow: u64, wide: u64) -> u64 {
        if self.wide {
            self.number(wide, 8)
        } else {
            self.number(narrow, 4)
        }
    }

    /// Reads a number of `size` bytes, at the offset that belongs to the file's class.
    fn field(&self, narrow: u64, wide: u64, size: usize) -> u64 {
        self.number(if self.wide { wide } else { narrow }, size)
    }

    pub(crate) fn segments(&self) -> Vec<Segment> {
        let first = self.word(0x1c, 0x20);
        let (size, count) = (self.field(0x2a, 0x36, 2), self.field(0x2c, 0x38, 2));
        let segment = |at| Segment {
            kind: self.number(at, 4) as u32,
            flags: self.field(at + 24, at + 4, 4) as u32,
            offset: self.word(at + 4, at + 8),
            address: self.word(at + 8, at + 16),
            in_file: self.word(at + 16, at + 32),
        };
        (0..count).map(|n| segment(first + n * size)).collect()
    }

    /// Returns the names of the undefined symbols, without the weak ones, which need no definition.
    pub(crate) fn undefined(&self) -> Vec<String> {
        let first = self.word(0x20, 0x28);
        let (size, count) = (self.field(0x2e, 0x3a, 2), self.field(0x30, 0x3c, 2));
        let offset = |section| self.word(section + 16, section + 24);
        let mut names = Vec::new();
        for section in (0..count).map(|n| first + n * size) {
            // SHT_SYMTAB or SHT_DYNSYM
            if !matches!(self.number(section + 4, 4), 2 | 11) {
                continue;
            }
            let strings = offset(first + self.field(section + 24, section + 40, 4) * size);
            let (start, length) = (offset(section), self.word(section + 20, section + 32));
            let entry = if self.wide { 24 } else { 16 };
            for symbol in (1..length / entry).map(|n| start + n * entry) {
                let global = self.field(symbol + 12, symbol + 4, 1) >> 4 == 1;
                if global && self.field(symbol + 14, symbol + 6, 2) == 0 {
                    let name = (strings + self.number(symbol, 4)) as usize;
                    let name = self.bytes[name..].split(|&byte| byte == 0).next();
                    names.push(String::from_utf8_lossy(name.unwrap()).into_owned());
                }
            }
        }
        names
    }

    /// Asserts that the kernel alone can start the program and that no memory of it is both
    /// writable and executable.
    pub(crate) fn assert_static_and_safe(&self, name: &str) {
        let segments = self.segments();
        assert_eq!(self.undefined(), [""; 0], "{name}");
        let count = |kind| segments.iter().filter(|s| s.kind == kind).count();
        assert_eq!(
            (count(INTERP), count(GNU_STACK)),
            (0, 1),
            "{name}: {segments:#x?}"
        );
        assert!(count(LOAD) > 0, "{name}: {segments:#x?}");
        if self.bytes[16] == 2 {
            assert_eq!(count(DYNAMIC), 0, "{name}: {segments:#x?}");
        }
        for segment in &segments {
            let both = WRITE | EXECUTE;
            assert_ne!(segment.flags & both, both, "{name}: {segment:#x?}");
            if segment.kind == GNU_STACK {
                assert_eq!(
                    segment.flags & EXECUTE,
                    0,
                    "{name}: the stack is executable"
                );
            }
            // Old kernels check the address even of a segment that has no bytes in the file.
            let empty = segment.in_file == 0 && segment.address % 4096 == 0;
            if segment.kind == LOAD && !empty {
                let (offset, address) = (segment.offset % 4096, segment.address % 4096);
                assert_eq!(offset, address, "{name}: {segment:#x?}");
            }
        }
        // Each page has the permissions of the last segment that was mapped over it.
        let page = |address: u64| address / 4096;
        let loads: Vec<_> = segments
            .iter()
            .filter(|s| s.kind == LOAD && s.in_file > 0)
            .collect();
        for pair in loads.windows(2) {
            let end = page(pair[0].address + pair[0].in_file - 1);
            let shared = end >= page(pair[1].address);
            assert!(
                !shared || pair[1].flags & WRITE == 0,
                "{name}: {segments:#x?}"
            );
        }
    }
}
