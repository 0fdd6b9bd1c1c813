//! Builds ELF images of this target's class that are valid or have a single fault.

use std::mem::size_of;

/// Whether this target's images have the 64-bit class.
pub(crate) const WIDE: bool = size_of::<usize>() == 8;

pub(crate) const WORD: usize = size_of::<usize>();

/// The sizes of the structures, and the offsets of their fields.
pub(crate) const CLASS: u8 = if WIDE { 2 } else { 1 };
pub(crate) const MACHINE: u16 = if WIDE { 62 } else { 3 };
pub(crate) const PHDR: usize = if WIDE { 56 } else { 32 };
pub(crate) const SYM: usize = if WIDE { 24 } else { 16 };
pub(crate) const E_PHOFF: usize = if WIDE { 32 } else { 28 };
pub(crate) const E_PHENTSIZE: usize = if WIDE { 54 } else { 42 };
pub(crate) const E_PHNUM: usize = if WIDE { 56 } else { 44 };
pub(crate) const P_FLAGS: usize = if WIDE { 4 } else { 24 };
pub(crate) const P_OFFSET: usize = WORD;
pub(crate) const P_VADDR: usize = 2 * WORD;
pub(crate) const P_FILESZ: usize = 4 * WORD;
pub(crate) const P_MEMSZ: usize = 5 * WORD;

pub(crate) const PT_LOAD: usize = 1;
const PT_DYNAMIC: usize = 2;

/// A tag that no specification defines.
pub(crate) const UNKNOWN: usize = 0x7fff_fff0;

pub(crate) const DT_HASH: usize = 4;
pub(crate) const DT_STRTAB: usize = 5;
pub(crate) const DT_SYMTAB: usize = 6;
pub(crate) const DT_STRSZ: usize = 10;
pub(crate) const DT_GNU_HASH: usize = 0x6fff_fef5;
pub(crate) const DT_VERSYM: usize = 0x6fff_fff0;
pub(crate) const DT_VERDEF: usize = 0x6fff_fffc;

/// The binding in the high half, the type in the low half.
pub(crate) const GLOBAL_FUNC: u8 = 0x12;

/// A symbol. Its `value` is an offset from the start of the text.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) info: u8,
    pub(crate) shndx: u16,
    pub(crate) value: usize,
    pub(crate) versym: u16,
}

/// A function of version 2 at this offset in the text.
pub(crate) const fn function(name: &'static str, value: usize) -> Entry {
    Entry {
        name,
        info: GLOBAL_FUNC,
        shndx: 1,
        value,
        versym: 2,
    }
}

/// The description of an image.
#[derive(Clone)]
pub(crate) struct Form {
    /// The address of the ELF header.
    pub(crate) vaddr: usize,
    /// Whether the text has its own segment, so that the rest is not executable.
    pub(crate) split: bool,
    pub(crate) gnu: bool,
    pub(crate) sysv: bool,
    /// The types of additional program headers, which come before the others.
    pub(crate) headers: Vec<usize>,
    /// The distance in bytes from one program header to the next.
    pub(crate) phentsize: usize,
    /// Additional entries of the dynamic section, which come before the others.
    pub(crate) tags: Vec<(usize, usize)>,
    /// The defined symbols.
    pub(crate) symbols: Vec<Entry>,
    /// The flags, index and name of each version.
    pub(crate) versions: Vec<(u16, u16, &'static str)>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            vaddr: 0,
            split: false,
            gnu: true,
            sysv: true,
            headers: Vec::new(),
            phentsize: PHDR,
            tags: Vec::new(),
            symbols: vec![
                function("__vdso_clock_gettime", 0x10),
                function("__vdso_getcpu", 0x20),
                Entry {
                    versym: 3,
                    ..function("__kernel_vsyscall", 0x30)
                },
            ],
            versions: vec![
                (1, 1, "made-up.so.1"),
                (0, 2, "LINUX_2.6"),
                (0, 3, "LINUX_2.5"),
            ],
        }
    }
}

/// An image, and the offsets of its parts.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    /// The program headers of the first segment and of the text's segment.
    pub(crate) load: usize,
    pub(crate) text_load: usize,
    pub(crate) dynamic_header: usize,
    pub(crate) dynamic: usize,
    pub(crate) hash: usize,
    pub(crate) gnu: usize,
    pub(crate) symtab: usize,
    pub(crate) strtab: usize,
    pub(crate) versym: usize,
    pub(crate) verdef: usize,
    pub(crate) text: usize,
    /// The size in bytes of the part of the GNU table before its buckets.
    pub(crate) buckets: usize,
}

/// The number of buckets in either hash table.
pub(crate) const BUCKETS: usize = 2;

fn gnu_hash(name: &str) -> u32 {
    name.bytes().fold(5381, |hash: u32, byte| {
        hash.wrapping_mul(33).wrapping_add(byte.into())
    })
}

fn sysv_hash(name: &str) -> u32 {
    name.bytes().fold(0, |hash: u32, byte| {
        let hash = hash.wrapping_shl(4).wrapping_add(byte.into());
        let high = hash & 0xf000_0000;
        (hash ^ high >> 24) & !high
    })
}

/// Returns the bytes of a table of 32-bit words.
fn longs(words: impl IntoIterator<Item = usize>) -> Vec<u8> {
    let low = |word: usize| (word as u32).to_le_bytes();
    words.into_iter().flat_map(low).collect()
}

impl Form {
    pub(crate) fn make(mut self) -> Made {
        // The GNU table requires that the symbols of a bucket are adjacent.
        self.symbols
            .sort_by_key(|symbol| gnu_hash(symbol.name) as usize % BUCKETS);
        let mut strtab = vec![0];
        let mut string = |name: &str| {
            let at = if name.is_empty() { 0 } else { strtab.len() };
            if at != 0 {
                strtab.extend_from_slice(name.as_bytes());
                strtab.push(0);
            }
            at
        };
        let names: Vec<usize> = self
            .symbols
            .iter()
            .map(|symbol| string(symbol.name))
            .collect();
        let mut verdef = Vec::new();
        for (index, &(flags, number, name)) in self.versions.iter().enumerate() {
            let next = if index + 1 == self.versions.len() {
                0
            } else {
                28
            };
            verdef.extend([1, flags, number, 1].map(u16::to_le_bytes).concat());
            // The hash, the offsets of the name and of the next version; then the name, without a
            // second one.
            verdef.extend(longs([sysv_hash(name) as usize, 20, next, string(name), 0]));
        }

        let kinds = [&*self.headers, &[PT_LOAD, PT_DYNAMIC]].concat();
        let count = kinds.len() + usize::from(self.split);
        let mut made = Made {
            bytes: vec![0; if WIDE { 64 } else { 52 }],
            load: 0,
            text_load: 0,
            dynamic_header: 0,
            dynamic: 0,
            hash: 0,
            gnu: 0,
            symtab: 0,
            strtab: 0,
            versym: 0,
            verdef: 0,
            text: 0,
            buckets: 16 + WORD,
        };
        let headers = made.append(&vec![0; count * self.phentsize]);
        made.load = headers + self.headers.len() * self.phentsize;
        made.dynamic_header = made.load + self.phentsize;
        made.text_load = made.load + 2 * usize::from(self.split) * self.phentsize;
        made.dynamic = made.append(&vec![0; (self.tags.len() + 8) * 2 * WORD]);
        made.hash = made.append(&self.sysv_table());
        made.gnu = made.append(&self.gnu_table());
        made.symtab = made.append(&vec![0; (self.symbols.len() + 1) * SYM]);
        made.strtab = made.append(&strtab);
        let numbers = self.symbols.iter().map(|symbol| symbol.versym);
        let numbers: Vec<u8> = [0]
            .into_iter()
            .chain(numbers)
            .flat_map(u16::to_le_bytes)
            .collect();
        made.versym = made.append(&numbers);
        made.verdef = made.append(&verdef);
        if self.split {
            made.bytes
                .resize(made.bytes.len().next_multiple_of(0x1000), 0);
        }
        made.text = made.append(&[0xc3; 0x40]);
        let len = made.bytes.len();

        made.bytes[..8].copy_from_slice(&[0x7f, b'E', b'L', b'F', CLASS, 1, 1, 0]);
        made.half(16, 3);
        made.half(18, MACHINE);
        made.word(E_PHOFF, headers);
        made.half(E_PHENTSIZE, self.phentsize as u16);
        made.half(E_PHNUM, count as u16);
        for (index, &kind) in kinds.iter().enumerate() {
            made.long(headers + index * self.phentsize, kind as u32);
        }
        let rest = if self.split { made.text } else { len };
        made.segment(
            made.load,
            if self.split { 4 } else { 5 },
            0,
            self.vaddr,
            rest,
        );
        let size = (self.tags.len() + 8) * 2 * WORD;
        let vaddr = |offset| self.vaddr.wrapping_add(offset);
        made.segment(
            made.dynamic_header,
            4,
            made.dynamic,
            vaddr(made.dynamic),
            size,
        );
        if self.split {
            made.long(made.text_load, PT_LOAD as u32);
            made.segment(
                made.text_load,
                5,
                made.text,
                vaddr(made.text),
                len - made.text,
            );
        }
        let tables = [
            (DT_STRTAB, vaddr(made.strtab), true),
            (DT_SYMTAB, vaddr(made.symtab), true),
            (DT_STRSZ, strtab.len(), true),
            (DT_HASH, vaddr(made.hash), self.sysv),
            (DT_GNU_HASH, vaddr(made.gnu), self.gnu),
            (DT_VERSYM, vaddr(made.versym), true),
            (DT_VERDEF, vaddr(made.verdef), true),
        ];
        let tables = tables
            .iter()
            .filter(|table| table.2)
            .map(|table| (table.0, table.1));
        let mut at = made.dynamic;
        for (tag, value) in self.tags.iter().copied().chain(tables) {
            made.word(at, tag);
            made.word(at + WORD, value);
            at += 2 * WORD;
        }
        for (index, symbol) in self.symbols.iter().enumerate() {
            let at = made.symtab + (index + 1) * SYM;
            let (info, shndx, value, size) = if WIDE { (4, 6, 8, 16) } else { (12, 14, 4, 8) };
            made.long(at, names[index] as u32);
            made.half(at + shndx, symbol.shndx);
            made.bytes[at + info] = symbol.info;
            made.word(at + value, vaddr(made.text).wrapping_add(symbol.value));
            made.word(at + size, 8);
        }
        made
    }

    /// Builds the SysV table: the numbers of buckets and links, the first symbol of each bucket,
    /// the next symbol of each symbol.
    fn sysv_table(&self) -> Vec<u8> {
        let count = self.symbols.len() + 1;
        let (mut buckets, mut links) = ([0; BUCKETS], vec![0; count]);
        for (index, symbol) in self.symbols.iter().enumerate() {
            let bucket = &mut buckets[sysv_hash(symbol.name) as usize % BUCKETS];
            links[index + 1] = *bucket;
            *bucket = index + 1;
        }
        longs([BUCKETS, count].into_iter().chain(buckets).chain(links))
    }

    /// Builds the GNU table: the numbers of buckets, of symbols without a hash and of words in the
    /// filter, and the filter's shift; then the filter, the first symbol of each bucket, and the
    /// hash of each symbol.
    fn gnu_table(&self) -> Vec<u8> {
        let mut buckets = [0; BUCKETS];
        let hashes: Vec<usize> = (self.symbols.iter())
            .map(|symbol| gnu_hash(symbol.name) as usize)
            .collect();
        let links = hashes.iter().enumerate().map(|(index, hash)| {
            let bucket = hash % BUCKETS;
            if buckets[bucket] == 0 {
                buckets[bucket] = index + 1;
            }
            let last = hashes
                .get(index + 1)
                .is_none_or(|next| next % BUCKETS != bucket);
            hash & !1 | usize::from(last)
        });
        let links: Vec<usize> = links.collect();
        let filter = vec![0xffff_ffff; WORD / 4];
        longs(
            [BUCKETS, 1, 1, 6]
                .into_iter()
                .chain(filter)
                .chain(buckets)
                .chain(links),
        )
    }
}

impl Made {
    fn append(&mut self, part: &[u8]) -> usize {
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
        let at = self.bytes.len();
        self.bytes.extend_from_slice(part);
        at
    }

    fn segment(&mut self, at: usize, flags: u32, offset: usize, vaddr: usize, size: usize) {
        self.long(at + P_FLAGS, flags);
        self.word(at + P_OFFSET, offset);
        self.word(at + P_VADDR, vaddr);
        self.word(at + P_FILESZ, size);
        self.word(at + P_MEMSZ, size);
    }

    pub(crate) fn half(&mut self, at: usize, value: u16) {
        self.bytes[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn long(&mut self, at: usize, value: u32) {
        self.bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn word(&mut self, at: usize, value: usize) {
        self.bytes[at..at + WORD].copy_from_slice(&value.to_le_bytes());
    }

    /// Returns the offset of the dynamic entry with this tag.
    pub(crate) fn entry(&self, tag: usize) -> usize {
        let is = |at: &usize| self.bytes[*at..*at + WORD] == tag.to_le_bytes();
        (self.dynamic..).step_by(2 * WORD).find(is).unwrap()
    }

    /// Changes the value of the dynamic entry with this tag.
    pub(crate) fn set(&mut self, tag: usize, value: usize) {
        self.word(self.entry(tag) + WORD, value);
    }

    /// Removes the dynamic entry with this tag.
    pub(crate) fn remove(&mut self, tag: usize) {
        self.word(self.entry(tag), UNKNOWN);
    }
}
