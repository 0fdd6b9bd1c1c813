//! The ELF image of a vDSO: parses bytes into symbols.
//!
//! The parser does not trust the image. Every offset, count, chain and string is bounded by the
//! slice, and whatever the bytes are, the result is a symbol or `None`. This module contains no
//! `unsafe`, does not panic or recurse, and reads nothing except the slice. That a symbol is found
//! does not mean that its address may be called: it may be if the image is the kernel's.

use core::ffi::CStr;
use core::fmt;
use core::iter::FusedIterator;

use crate::arch::elf::{CLASS, MACHINE, ehdr, phdr, sym};

const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const PF_X: u32 = 1;

/// The most program headers that an image may have. No vDSO has as many.
const PHNUM_MAX: usize = 64;

const DT_NULL: usize = 0;
const DT_HASH: usize = 4;
const DT_STRTAB: usize = 5;
const DT_SYMTAB: usize = 6;
const DT_STRSZ: usize = 10;
const DT_GNU_HASH: usize = 0x6fff_fef5;
const DT_VERSYM: usize = 0x6fff_fff0;
const DT_VERDEF: usize = 0x6fff_fffc;

const SHN_UNDEF: u16 = 0;
const SHN_ABS: u16 = 0xfff1;
const STB_GLOBAL: u8 = 1;
const STB_WEAK: u8 = 2;
const STT_NOTYPE: u8 = 0;
const STT_FUNC: u8 = 2;

/// Marks the definition that names the file instead of a version.
const VER_FLG_BASE: u16 = 1;
/// The size of `Elf32_Verdef` and `Elf64_Verdef`, which are the same.
const VERDEF_SIZE: usize = 20;
/// The bits of a version's number, without the bit that hides a symbol from the linker.
const VERSYM_VERSION: u16 = 0x7fff;

const WORD: usize = size_of::<usize>();

/// An ELF image of this target's class and machine, in the form that it has in memory: the slice
/// begins at its ELF header.
#[derive(Clone, Copy)]
pub struct Image<'elf> {
    bytes: &'elf [u8],
    /// The difference, wrapping, between an offset in `bytes` and the image's address for it.
    bias: usize,
    /// The symbol table, as long as a hash table says.
    symtab: &'elf [u8],
    /// The string table.
    strtab: &'elf [u8],
    /// The version numbers of the symbols and the definitions of the versions, if the image has
    /// both.
    versions: Option<(&'elf [u8], &'elf [u8])>,
}

/// Shows the image's length instead of its bytes.
impl fmt::Debug for Image<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut image = f.debug_struct("Image");
        image
            .field("len", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A function that an image defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Symbol<'elf> {
    /// The name, which is never empty.
    pub name: &'elf CStr,
    /// The version, or `None` in an image without versions.
    pub version: Option<&'elf CStr>,
    /// The distance from the ELF header to the function, in bytes. It is within the slice, in an
    /// executable segment.
    pub offset: usize,
    /// The size that the symbol table gives the function, in bytes.
    pub size: usize,
}

impl<'elf> Image<'elf> {
    /// Parses the headers and the dynamic section of an image.
    ///
    /// Returns `None` if
    ///
    /// - the bytes are not an ELF image of this target's class, byte order and machine;
    /// - the image has no program headers or more than 64;
    /// - it has no loadable segment, dynamic section, symbol table or string table;
    /// - neither a SysV nor a GNU hash table gives the number of symbols;
    /// - a table that the dynamic section names is in no segment.
    #[must_use]
    #[inline(never)]
    pub fn parse(bytes: &'elf [u8]) -> Option<Self> {
        let &[0x7f, b'E', b'L', b'F', CLASS, 1, ..] = bytes else {
            return None;
        };
        // The offset of `e_machine`, after `e_ident` and `e_type`.
        if half(bytes, 18)? != MACHINE {
            return None;
        }
        let first = segments(bytes)?.find(|segment| segment.kind == PT_LOAD)?;
        let mut image = Self {
            bytes,
            bias: first.offset.wrapping_sub(first.vaddr),
            symtab: &[],
            strtab: &[],
            versions: None,
        };
        let dynamic = segments(bytes)?.find(|segment| segment.kind == PT_DYNAMIC)?;
        let section = image.at(dynamic.offset.wrapping_sub(image.bias), 0)?;
        let size = dynamic.filesz.min(dynamic.memsz);
        let dynamic = Dynamic::read(section.get(..size).unwrap_or(section));

        let strtab = image.at(dynamic.strtab?, 0)?;
        image.strtab = dynamic
            .strsz
            .and_then(|size| strtab.get(..size))
            .unwrap_or(strtab);
        let symtab = image.at(dynamic.symtab?, 0)?;
        // A hash table that counts more symbols than fit is ignored.
        let counted = |count: usize| symtab.get(..count.checked_mul(sym::SIZE)?);
        let gnu = || counted(count_gnu(image.at(dynamic.gnu_hash?, 0)?)?);
        let sysv = || counted(count_sysv(image.at(dynamic.hash?, 0)?)?);
        image.symtab = gnu().or_else(sysv)?;
        if let (Some(versym), Some(verdef)) = (dynamic.versym, dynamic.verdef) {
            image.versions = Some((image.at(versym, 0)?, image.at(verdef, 0)?));
        }
        Some(image)
    }

    /// Returns the function with this name and version.
    ///
    /// In an image without versions (one of their two tables is missing), only the name counts.
    #[must_use]
    #[inline]
    pub fn symbol(&self, name: &str, version: &str) -> Option<Symbol<'elf>> {
        self.symbols().find(|symbol| {
            same(symbol.name, name) && symbol.version.is_none_or(|known| same(known, version))
        })
    }

    /// Returns every function that the image exports: global or weak, in an executable segment,
    /// with a name and, if the image has versions, with a version.
    #[must_use]
    #[inline]
    pub fn symbols(&self) -> Symbols<'elf> {
        Symbols {
            image: *self,
            next: 0,
        }
    }

    /// Returns the part of the image from one of its own addresses to the end of the segment that
    /// contains it and has these flags. The part is never empty.
    fn at(&self, vaddr: usize, flags: u32) -> Option<&'elf [u8]> {
        let mut loads = segments(self.bytes)?.filter(|segment| segment.kind == PT_LOAD);
        let left = loads.find_map(|load| {
            let left = load.memsz.checked_sub(vaddr.wrapping_sub(load.vaddr))?;
            (left != 0 && load.flags & flags == flags).then_some(left)
        })?;
        let rest = self.bytes.get(vaddr.wrapping_add(self.bias)..)?;
        let part = rest.get(..left).unwrap_or(rest);
        (!part.is_empty()).then_some(part)
    }

    /// Returns a symbol, if it is a function that the image exports.
    fn function(&self, index: usize, entry: &[u8]) -> Option<Symbol<'elf>> {
        let [info] = chunk(entry, sym::INFO)?;
        let shndx = half(entry, sym::SHNDX)?;
        let bind = matches!(info >> 4, STB_GLOBAL | STB_WEAK);
        let kind = matches!(info & 0xf, STT_NOTYPE | STT_FUNC);
        let value = word(entry, sym::VALUE)?;
        if !bind || !kind || matches!(shndx, SHN_UNDEF | SHN_ABS) || value == 0 {
            return None;
        }
        let name = string(self.strtab, long(entry, 0)?)?;
        if name.is_empty() {
            return None;
        }
        let version = match self.versions {
            Some((versym, verdef)) => {
                let number = half(versym, index.checked_mul(2)?)? & VERSYM_VERSION;
                Some(string(self.strtab, defined(verdef, number)?)?)
            }
            None => None,
        };
        self.at(value, PF_X)?;
        Some(Symbol {
            name,
            version,
            offset: value.wrapping_add(self.bias),
            size: word(entry, sym::ST_SIZE)?,
        })
    }
}

/// Returns how many bytes of memory the loadable segments of an image span from its ELF header on.
/// Reads the headers in the image's first page.
pub(super) fn span(page: &[u8]) -> Option<usize> {
    let loads = || Some(segments(page)?.filter(|segment| segment.kind == PT_LOAD));
    let first = loads()?.next()?;
    let bias = first.offset.wrapping_sub(first.vaddr);
    loads()?
        .filter_map(|load| load.vaddr.wrapping_add(bias).checked_add(load.memsz))
        .max()
}

/// An iterator over the functions of an image.
#[derive(Clone)]
pub struct Symbols<'elf> {
    image: Image<'elf>,
    next: usize,
}

impl fmt::Debug for Symbols<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut symbols = f.debug_struct("Symbols");
        symbols.field("image", &self.image);
        symbols.field("next", &self.next).finish()
    }
}

impl<'elf> Iterator for Symbols<'elf> {
    type Item = Symbol<'elf>;

    #[inline]
    fn next(&mut self) -> Option<Symbol<'elf>> {
        loop {
            let index = self.next;
            let from = self.image.symtab.get(index.checked_mul(sym::SIZE)?..)?;
            let entry = from.get(..sym::SIZE)?;
            self.next += 1;
            if let Some(symbol) = self.image.function(index, entry) {
                return Some(symbol);
            }
        }
    }
}

impl FusedIterator for Symbols<'_> {}

/// A program header.
#[derive(Clone, Copy)]
struct Segment {
    kind: u32,
    flags: u32,
    offset: usize,
    vaddr: usize,
    filesz: usize,
    memsz: usize,
}

/// Returns the program headers, or `None` if their size, their number or their place is impossible.
fn segments(bytes: &[u8]) -> Option<impl Iterator<Item = Segment>> {
    let size = usize::from(half(bytes, ehdr::PHENTSIZE)?);
    let count = usize::from(half(bytes, ehdr::PHNUM)?);
    if size < phdr::SIZE || count == 0 || count > PHNUM_MAX {
        return None;
    }
    let table = bytes.get(word(bytes, ehdr::PHOFF)?..)?;
    Some(table.chunks_exact(size).take(count).filter_map(|header| {
        Some(Segment {
            kind: long(header, 0)?,
            flags: long(header, phdr::FLAGS)?,
            offset: word(header, phdr::OFFSET)?,
            vaddr: word(header, phdr::VADDR)?,
            filesz: word(header, phdr::FILESZ)?,
            memsz: word(header, phdr::MEMSZ)?,
        })
    }))
}

/// The entries of the dynamic section that the parser uses. Other tags are ignored.
#[derive(Default)]
struct Dynamic {
    hash: Option<usize>,
    gnu_hash: Option<usize>,
    strtab: Option<usize>,
    strsz: Option<usize>,
    symtab: Option<usize>,
    versym: Option<usize>,
    verdef: Option<usize>,
}

impl Dynamic {
    /// Reads the section up to `DT_NULL` or its end.
    fn read(section: &[u8]) -> Self {
        let mut dynamic = Self::default();
        for entry in section.chunks_exact(2 * WORD) {
            let (Some(tag), value) = (word(entry, 0), word(entry, WORD)) else {
                break;
            };
            match tag {
                DT_NULL => break,
                DT_HASH => dynamic.hash = value,
                DT_GNU_HASH => dynamic.gnu_hash = value,
                DT_STRTAB => dynamic.strtab = value,
                DT_STRSZ => dynamic.strsz = value,
                DT_SYMTAB => dynamic.symtab = value,
                DT_VERSYM => dynamic.versym = value,
                DT_VERDEF => dynamic.verdef = value,
                _ => {}
            }
        }
        dynamic
    }
}

/// Returns the number of symbols according to a SysV hash table, which is the number of its links.
fn count_sysv(table: &[u8]) -> Option<usize> {
    let (buckets, links) = (count(table, 0)?, count(table, 4)?);
    // The table consists of the numbers of buckets and links, the buckets, and the links.
    let words = buckets.checked_add(links)?.checked_add(2)?;
    (buckets != 0 && words.checked_mul(4)? <= table.len()).then_some(links)
}

/// Returns the number of symbols according to a GNU hash table, which is where its last chain ends.
fn count_gnu(table: &[u8]) -> Option<usize> {
    let (buckets, first, blooms) = (count(table, 0)?, count(table, 4)?, count(table, 8)?);
    if buckets == 0 || blooms == 0 {
        return None;
    }
    // The table consists of four numbers, the filter, the buckets, and a link for each symbol from
    // `first` on.
    let buckets_at = blooms.checked_mul(WORD)?.checked_add(16)?;
    let links_at = buckets.checked_mul(4)?.checked_add(buckets_at)?;
    let buckets = table.get(buckets_at..links_at)?.chunks_exact(4);
    let last = buckets.filter_map(|bucket| count(bucket, 0)).max()?;
    if last == 0 {
        // Every chain is empty.
        return Some(first);
    }
    let link = last.checked_sub(first)?;
    let links = table.get(link.checked_mul(4)?.checked_add(links_at)?..)?;
    // A link whose lowest bit is set ends a chain.
    let end = links
        .chunks_exact(4)
        .position(|link| count(link, 0).is_some_and(|hash| hash & 1 != 0))?;
    last.checked_add(end)?.checked_add(1)
}

/// Returns where the string table has the name of the version with this number. Each step moves
/// forward by at least a definition, so the search ends.
fn defined(verdef: &[u8], number: u16) -> Option<u32> {
    let mut rest = verdef;
    loop {
        let (flags, index) = (half(rest, 2)?, half(rest, 4)?);
        if index & VERSYM_VERSION == number && flags & VER_FLG_BASE == 0 {
            // The first name of a definition is its own, and the others are those of its parents.
            return long(rest, count(rest, 12)?);
        }
        let next = count(rest, 16)?;
        if next < VERDEF_SIZE {
            return None;
        }
        rest = rest.get(next..)?;
    }
}

/// Returns a string of the string table.
fn string(strtab: &[u8], offset: u32) -> Option<&CStr> {
    let from = strtab.get(usize::try_from(offset).ok()?..)?;
    CStr::from_bytes_until_nul(from).ok()
}

/// Compares a string byte by byte. To compare slices would call `memcmp`, which the program may
/// lack.
fn same(string: &CStr, other: &str) -> bool {
    string.to_bytes().iter().eq(other.as_bytes())
}

fn chunk<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..)?.first_chunk().copied()
}

fn half(bytes: &[u8], offset: usize) -> Option<u16> {
    chunk(bytes, offset).map(u16::from_le_bytes)
}

fn long(bytes: &[u8], offset: usize) -> Option<u32> {
    chunk(bytes, offset).map(u32::from_le_bytes)
}

/// Reads a 32-bit value as a count or an offset.
fn count(bytes: &[u8], offset: usize) -> Option<usize> {
    usize::try_from(long(bytes, offset)?).ok()
}

/// Reads a value as wide as an address.
fn word(bytes: &[u8], offset: usize) -> Option<usize> {
    chunk(bytes, offset).map(usize::from_le_bytes)
}
