//! One made-up image for each thing that an image may have, lack, or have wrong.

use std::ffi::CStr;
use std::mem::size_of;

use trapgate::vdso::image::{Image, Symbol};

use super::build::*;

/// An image, and its functions with their versions: `None` where it is not to be read at all.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) made: Made,
    expected: Option<Vec<(&'static str, &'static str)>>,
}

const GETTIME: (&str, &str) = ("__vdso_clock_gettime", "LINUX_2.6");
const GETCPU: (&str, &str) = ("__vdso_getcpu", "LINUX_2.6");
const VSYSCALL: (&str, &str) = ("__kernel_vsyscall", "LINUX_2.5");
/// What every image here has unless something is wrong.
const ALL: &[(&str, &str)] = &[GETTIME, GETCPU, VSYSCALL];

/// More than any of these images has.
const FAR: usize = 0x10_0000;

#[derive(Default)]
struct Cases {
    made: Vec<Case>,
    count: usize,
}

impl Cases {
    /// Adds an image of this form, with a change.
    fn add(
        &mut self,
        name: impl Into<String>,
        form: &Form,
        change: impl FnOnce(&mut Made),
        expected: Option<&[(&'static str, &'static str)]>,
    ) {
        self.count += 1;
        // Miri is slow.
        if cfg!(miri) && self.count % 11 != 0 {
            return;
        }
        let mut made = form.clone().make();
        change(&mut made);
        self.made.push(Case {
            name: name.into(),
            made,
            expected: expected.map(<[_]>::to_vec),
        });
    }
}

/// Every image here.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Cases::default();
    for add in [
        elf_header, segments, dynamic, gnu_hash, sysv_hash, symbols, versions,
    ] {
        add(&mut cases);
    }
    cases.made
}

fn same(_: &mut Made) {}

fn elf_header(cases: &mut Cases) {
    let form = &Form::default();
    cases.add("plain", form, same, Some(ALL));
    for index in 0..4 {
        let name = format!("magic, byte {index}");
        cases.add(name, form, |made| made.bytes[index] ^= 0x20, None);
    }
    for class in [0, 3 - CLASS, 3] {
        let name = format!("class {class}");
        cases.add(name, form, |made| made.bytes[4] = class, None);
    }
    for order in [0, 2] {
        let name = format!("byte order {order}");
        cases.add(name, form, |made| made.bytes[5] = order, None);
    }
    for machine in [0, 65 - MACHINE, 40, 183, MACHINE.swap_bytes()] {
        let name = format!("machine {machine}");
        cases.add(name, form, |made| made.half(18, machine), None);
    }
    for count in [0, 1, 65, 0xffff] {
        let name = format!("{count} program headers");
        cases.add(name, form, |made| made.half(E_PHNUM, count), None);
    }
    for size in [0, 1, PHDR as u16 - 1, 0x8000, 0xffff] {
        let name = format!("program headers of {size} bytes");
        cases.add(name, form, |made| made.half(E_PHENTSIZE, size), None);
    }
    // Room for all that is read of them, and yet too small.
    let short = Form {
        phentsize: PHDR - size_of::<usize>(),
        ..Form::default()
    };
    cases.add(
        "program headers without their last field",
        &short,
        same,
        None,
    );
    for size in [PHDR + 8, 3 * PHDR] {
        let form = Form {
            phentsize: size,
            ..Form::default()
        };
        cases.add(
            format!("program headers of {size} bytes"),
            &form,
            same,
            Some(ALL),
        );
    }
    for at in [0, FAR, usize::MAX - 1, usize::MAX] {
        let name = format!("program headers at {at:#x}");
        cases.add(name, form, |made| made.word(E_PHOFF, at), None);
    }
}

fn segments(cases: &mut Cases) {
    let form = &Form::default();
    for (count, expected) in [(62, Some(ALL)), (63, None)] {
        let form = Form {
            headers: vec![4; count],
            ..Form::default()
        };
        cases.add(
            format!("{} program headers", count + 2),
            &form,
            same,
            expected,
        );
    }
    let unknown = Form {
        vaddr: 0x40_0000,
        // GNU_STACK, GNU_PROPERTY, NOTE, null, and one that does not exist.
        headers: vec![0x6474_e551, 0x6474_e553, 4, 0, 0x7fff_ffff],
        // RUNPATH, FLAGS, FLAGS_1, SONAME, SYMBOLIC, and one that does not exist.
        tags: [0x1d, 0x1e, 0x6fff_fffb, 0xe, 0x10, 0x7fff_ffff]
            .map(|tag| (tag, usize::MAX))
            .to_vec(),
        ..Form::default()
    };
    cases.add("unknown headers and tags", &unknown, same, Some(ALL));
    let split = &Form {
        split: true,
        ..Form::default()
    };
    cases.add("two segments", split, same, Some(ALL));
    cases.add(
        "two segments, text first",
        split,
        |made| {
            let (data, text) = (made.load, made.text_load);
            let header = made.bytes[data..data + PHDR].to_vec();
            made.bytes.copy_within(text..text + PHDR, data);
            made.bytes[text..text + PHDR].copy_from_slice(&header);
        },
        Some(ALL),
    );
    cases.add(
        "text in a segment that is not executable",
        split,
        |made| made.long(made.text_load + P_FLAGS, 6),
        Some(&[]),
    );
    cases.add(
        "text in no segment",
        split,
        |made| made.long(made.text_load, 4),
        Some(&[]),
    );
    cases.add(
        "text longer than the image",
        split,
        |made| {
            made.word(made.text_load + P_MEMSZ, FAR);
            made.set(DT_STRTAB, made.text + 0x80);
        },
        None,
    );
    for split in [false, true] {
        // Not at 0; at the top, as a prelinked image; across the end of the addresses.
        for vaddr in [
            0x1000,
            0x40_0000,
            FAR.wrapping_neg(),
            0x100_usize.wrapping_neg(),
        ] {
            let form = Form {
                vaddr,
                split,
                ..Form::default()
            };
            cases.add(
                format!("at {vaddr:#x}, split {split}"),
                &form,
                same,
                Some(ALL),
            );
        }
    }
    cases.add(
        "a segment that begins behind the ELF header",
        form,
        |made| {
            let (offset, memsz) = (64, made.bytes.len() - 64);
            made.word(made.load + P_OFFSET, offset);
            made.word(made.load + P_VADDR, offset);
            made.word(made.load + P_MEMSZ, memsz);
        },
        Some(ALL),
    );
    cases.add("no segment", form, |made| made.long(made.load, 4), None);
    cases.add(
        "a segment of 0 bytes",
        form,
        |made| made.word(made.load + P_MEMSZ, 0),
        None,
    );
    cases.add(
        "a segment of all memory",
        form,
        |made| made.word(made.load + P_MEMSZ, usize::MAX),
        Some(ALL),
    );
    cases.add(
        "a segment from far away in the file",
        form,
        |made| made.word(made.load + P_OFFSET, FAR),
        None,
    );
}

fn dynamic(cases: &mut Cases) {
    let form = &Form::default();
    cases.add(
        "no dynamic section",
        form,
        |made| made.long(made.dynamic_header, 4),
        None,
    );
    for offset in [FAR, usize::MAX - 1, usize::MAX] {
        let name = format!("dynamic section at {offset:#x}");
        let change = |made: &mut Made| made.word(made.dynamic_header + P_OFFSET, offset);
        cases.add(name, form, change, None);
    }
    for field in [P_FILESZ, P_MEMSZ] {
        for (entries, expected) in [(0, None), (3, None), (7, Some(ALL)), (FAR, Some(ALL))] {
            let name = format!("dynamic section of {entries} entries, by field {field}");
            let bytes = entries * 2 * size_of::<usize>();
            let change = |made: &mut Made| made.word(made.dynamic_header + field, bytes);
            cases.add(name, form, change, expected);
        }
    }
    cases.add(
        "dynamic section without an end",
        form,
        |made| {
            let end = made.entry(0);
            made.word(end, UNKNOWN);
        },
        Some(ALL),
    );
    let ends = Form {
        tags: vec![(0, 0)],
        ..Form::default()
    };
    cases.add("dynamic section that ends at once", &ends, same, None);
    for tag in [DT_STRTAB, DT_SYMTAB] {
        cases.add(format!("no tag {tag}"), form, |made| made.remove(tag), None);
    }
    cases.add(
        "no size of strings",
        form,
        |made| made.remove(DT_STRSZ),
        Some(ALL),
    );
    for (size, expected) in [
        (FAR, Some(ALL)),
        (usize::MAX, Some(ALL)),
        (1, Some(&[][..])),
        (0, Some(&[])),
    ] {
        let name = format!("{size:#x} bytes of strings");
        cases.add(name, form, |made| made.set(DT_STRSZ, size), expected);
    }
    cases.add(
        "last string without an end",
        form,
        |made| {
            let end = made.bytes[made.strtab..]
                .windows(3)
                .position(|tail| tail == b".5\0");
            made.set(DT_STRSZ, end.unwrap() + 2);
        },
        Some(&[GETTIME, GETCPU]),
    );
    cases.add(
        "no string has an end",
        form,
        |made| {
            made.set(DT_STRTAB, made.text);
            made.remove(DT_STRSZ);
        },
        Some(&[]),
    );
    let split = &Form {
        split: true,
        vaddr: 0x1_0000,
        ..Form::default()
    };
    let tables = [
        DT_STRTAB,
        DT_SYMTAB,
        DT_HASH,
        DT_GNU_HASH,
        DT_VERSYM,
        DT_VERDEF,
    ];
    for tag in tables {
        // The hash tables stand in for each other.
        let expected = matches!(tag, DT_HASH | DT_GNU_HASH).then_some(ALL);
        for address in [0, 0xffff, 0x1_0000 + FAR, usize::MAX] {
            let name = format!("tag {tag:#x} at {address:#x}");
            cases.add(name, split, |made| made.set(tag, address), expected);
        }
        cases.add(
            format!("tag {tag:#x} between two segments"),
            split,
            |made| {
                made.word(made.load + P_MEMSZ, made.verdef + 84);
                made.set(tag, 0x1_0000 + made.text - 0x10);
            },
            expected,
        );
        cases.add(
            format!("tag {tag:#x} at the last byte"),
            form,
            |made| made.set(tag, made.bytes.len() - 1),
            match tag {
                DT_STRTAB | DT_VERSYM | DT_VERDEF => Some(&[]),
                DT_SYMTAB => None,
                _ => Some(ALL),
            },
        );
    }
}

fn gnu_hash(cases: &mut Cases) {
    let both = &Form::default();
    let alone = &Form {
        sysv: false,
        ..Form::default()
    };
    cases.add("GNU hash alone", alone, same, Some(ALL));
    let none = Form {
        gnu: false,
        ..alone.clone()
    };
    cases.add("no hash", &none, same, None);
    type Change = fn(&mut Made);
    let changes: [(&str, Change); 10] = [
        ("without filter", |made| {
            made.long(made.gnu + 8, 0);
            let filter = made.gnu + 16;
            let behind = filter + size_of::<usize>();
            made.bytes.copy_within(behind..made.symtab, filter);
        }),
        ("no buckets", |made| made.long(made.gnu, 0)),
        ("all buckets", |made| made.long(made.gnu, u32::MAX)),
        ("too many symbols without hash", |made| {
            made.long(made.gnu + 4, u32::MAX)
        }),
        ("a chain of symbols without hash", |made| {
            made.long(made.gnu + 4, 4)
        }),
        ("a filter of 0 words", |made| made.long(made.gnu + 8, 0)),
        ("too much filter", |made| made.long(made.gnu + 8, u32::MAX)),
        ("a bucket far away", |made| {
            made.long(made.gnu + made.buckets, u32::MAX);
        }),
        ("a chain that ends behind the symbols", |made| {
            let last = (made.text - made.gnu - made.buckets - 8) / 4;
            made.long(made.gnu + made.buckets, last as u32 + 1);
        }),
        ("a chain that does not end", |made| {
            let (links, text) = (made.gnu + made.buckets + 8, made.text);
            made.long(
                made.gnu + made.buckets,
                ((text - links).div_ceil(4) + 1) as u32,
            );
            made.bytes[text..].fill(0xc2);
        }),
    ];
    for (name, change) in changes {
        cases.add(format!("GNU hash alone, {name}"), alone, change, None);
        cases.add(format!("GNU hash, {name}"), both, change, Some(ALL));
    }
    cases.add(
        "GNU hash without symbols",
        alone,
        |made| {
            made.long(made.gnu + made.buckets, 0);
            made.long(made.gnu + made.buckets + 4, 0);
        },
        Some(&[]),
    );
}

fn sysv_hash(cases: &mut Cases) {
    let alone = &Form {
        gnu: false,
        ..Form::default()
    };
    cases.add("SysV hash alone", alone, same, Some(ALL));
    for (name, word, value) in [
        ("no buckets", 0, 0),
        ("all buckets", 0, u32::MAX),
        ("all links", 1, u32::MAX),
        ("more links than bytes", 1, 0x2000),
        (
            "buckets and links that overflow together",
            1,
            0u32.wrapping_sub(BUCKETS as u32),
        ),
    ] {
        let change = |made: &mut Made| made.long(made.hash + 4 * word, value);
        cases.add(format!("SysV hash alone, {name}"), alone, change, None);
        let both = &Form::default();
        cases.add(
            format!("SysV hash beside GNU hash, {name}"),
            both,
            change,
            Some(ALL),
        );
    }
    for (count, expected) in [(0, &[][..]), (1, &[]), (4, ALL)] {
        let change = |made: &mut Made| made.long(made.hash + 4, count);
        cases.add(
            format!("SysV hash of {count} links"),
            alone,
            change,
            Some(expected),
        );
    }
    cases.add(
        "SysV hash whose chains loop",
        alone,
        |made| {
            for index in 0..BUCKETS + 4 {
                made.long(made.hash + 8 + 4 * index, 1);
            }
        },
        Some(ALL),
    );
    cases.add(
        "SysV hash whose chains lead away",
        alone,
        |made| {
            for index in 0..BUCKETS + 4 {
                made.long(made.hash + 8 + 4 * index, u32::MAX - index as u32);
            }
        },
        Some(ALL),
    );
}

fn symbols(cases: &mut Cases) {
    const EXTRA: Entry = function("extra", 0);
    let with = |extra| {
        let mut form = Form {
            split: true,
            ..Form::default()
        };
        form.symbols.push(extra);
        form
    };
    let seen = [ALL, &[("extra", "LINUX_2.6")]].concat();
    for (name, info, expected) in [
        ("a weak function", 0x22, &*seen),
        ("a symbol without type", 0x10, &seen),
        ("a weak symbol without type", 0x20, &seen),
        ("a local function", 0x02, ALL),
        ("an object", 0x11, ALL),
        ("a section", 0x13, ALL),
        ("a file", 0x14, ALL),
        ("a common symbol", 0x15, ALL),
        ("a thread's variable", 0x16, ALL),
        ("an indirect function", 0x1a, ALL),
        ("a unique function", 0xa2, ALL),
    ] {
        cases.add(name, &with(Entry { info, ..EXTRA }), same, Some(expected));
    }
    for (name, shndx) in [
        ("an undefined function", 0),
        ("an absolute function", 0xfff1),
    ] {
        cases.add(name, &with(Entry { shndx, ..EXTRA }), same, Some(ALL));
    }
    for (name, value) in [
        ("a function among the data", 0x100_usize.wrapping_neg()),
        ("a function behind the text", 0x40),
        ("a function far behind the text", FAR),
    ] {
        cases.add(name, &with(Entry { value, ..EXTRA }), same, Some(ALL));
    }
    // The segment in front of it, which is executable as well, ends there.
    cases.add(
        "a function of the first byte",
        &with(EXTRA),
        |made| made.long(made.load + P_FLAGS, 5),
        Some(&seen),
    );
    let last = Entry {
        value: 0x3f,
        ..EXTRA
    };
    cases.add(
        "a function of the last byte",
        &with(last),
        same,
        Some(&seen),
    );
    let nameless = Entry { name: "", ..EXTRA };
    cases.add("a function without name", &with(nameless), same, Some(ALL));
    cases.add(
        "a function without value",
        &Form::default(),
        |made| {
            let value = made.symtab + 3 * SYM + if WIDE { 8 } else { 4 };
            made.word(value, 0);
            // The text is everything, so that 0 is executable.
            made.long(made.load + P_FLAGS, 7);
        },
        Some(&without(3)),
    );
    for name in [0xffff_ffff, 0x10_0000] {
        cases.add(
            format!("a name at {name:#x}"),
            &Form::default(),
            |made| made.long(made.symtab + 2 * SYM, name),
            Some(&without(2)),
        );
    }
}

/// All but the symbol of this index.
fn without(index: usize) -> Vec<(&'static str, &'static str)> {
    let made = Form::default().make();
    let at = made.symtab + index * SYM;
    let name = u32::from_le_bytes(made.bytes[at..at + 4].try_into().unwrap()) as usize;
    let names = &made.bytes[made.strtab + name..];
    let mut all = ALL.to_vec();
    all.retain(|symbol| !names.starts_with(symbol.0.as_bytes()));
    assert_eq!(all.len(), 2);
    all
}

fn versions(cases: &mut Cases) {
    let form = &Form::default();
    let unversioned = [(GETTIME.0, ""), (GETCPU.0, ""), (VSYSCALL.0, "")];
    cases.add(
        "no VERSYM",
        form,
        |made| made.remove(DT_VERSYM),
        Some(&unversioned),
    );
    cases.add(
        "no VERDEF",
        form,
        |made| made.remove(DT_VERDEF),
        Some(&unversioned),
    );
    cases.add(
        "neither VERSYM nor VERDEF",
        form,
        |made| {
            made.remove(DT_VERDEF);
            made.remove(DT_VERSYM);
        },
        Some(&unversioned),
    );
    let gettime = |versym| {
        let mut form = Form::default();
        form.symbols[0].versym = versym;
        form
    };
    cases.add("a hidden version", &gettime(0x8002), same, Some(ALL));
    for versym in [0, 1, 4, 0x7fff, 0x8000, 0x8001, 0xffff] {
        let name = format!("a symbol of version {versym:#x}");
        cases.add(name, &gettime(versym), same, Some(&[GETCPU, VSYSCALL]));
    }
    let base = Form {
        versions: vec![(0, 1, "base"), (1, 2, "LINUX_2.6"), (0, 3, "LINUX_2.5")],
        ..Form::default()
    };
    cases.add(
        "the file's definition is no version",
        &base,
        same,
        Some(&[VSYSCALL]),
    );
    let twice = Form {
        versions: vec![
            (1, 2, "made-up.so.1"),
            (0, 2, "LINUX_2.6"),
            (0, 3, "LINUX_2.5"),
        ],
        ..Form::default()
    };
    cases.add("a version with the file's number", &twice, same, Some(ALL));
    let hidden = Form {
        versions: vec![(0, 0x8002, "LINUX_2.6"), (0, 0x8003, "LINUX_2.5")],
        ..Form::default()
    };
    cases.add("definitions of hidden versions", &hidden, same, Some(ALL));
    let weak = Form {
        versions: vec![(2, 3, "LINUX_2.5"), (4, 2, "LINUX_2.6")],
        ..Form::default()
    };
    cases.add(
        "no definition of the file, and other flags",
        &weak,
        same,
        Some(ALL),
    );
    // The next definition: none; in the middle of this one; before it; far away.
    for next in [
        0,
        1,
        4,
        19,
        28u32.wrapping_neg(),
        u32::MAX,
        i32::MAX as u32,
        0x10_0000,
    ] {
        cases.add(
            format!("the next version {next:#x} bytes on"),
            form,
            |made| made.long(made.verdef + 28 + 16, next),
            Some(&[GETTIME, GETCPU]),
        );
    }
    // The name of the version: in the definition before it; far away.
    for name in [28u32.wrapping_neg(), u32::MAX, 0x10_0000] {
        cases.add(
            format!("a version whose name is {name:#x} bytes on"),
            form,
            |made| made.long(made.verdef + 28 + 12, name),
            Some(&[VSYSCALL]),
        );
    }
    cases.add(
        "a version whose name is in no string table",
        form,
        |made| made.long(made.verdef + 28 + 20, u32::MAX),
        Some(&[VSYSCALL]),
    );
    cases.add(
        "a version with another hash",
        form,
        |made| made.long(made.verdef + 28 + 8, 0),
        Some(ALL),
    );
    cases.add(
        "fewer version numbers than symbols",
        form,
        |made| made.set(DT_VERSYM, made.bytes.len() - 2),
        Some(&[]),
    );
}

#[test]
fn every_made_up_image_is_what_it_is() {
    let cases = all();
    for case in &cases {
        let Case {
            name,
            made,
            expected,
        } = case;
        let image = Image::parse(&made.bytes);
        let found = image.map(|image| {
            let mut found: Vec<_> = image.symbols().collect();
            for symbol in &found {
                assert_eq!(symbol.size, 8, "{name}");
                let place = match symbol.name.to_str().unwrap() {
                    "__vdso_clock_gettime" => 0x10,
                    "__vdso_getcpu" => 0x20,
                    "__kernel_vsyscall" => 0x30,
                    _ if name.ends_with("last byte") => 0x3f,
                    _ => 0,
                };
                assert_eq!(symbol.offset, made.text + place, "{name}: {symbol:?}");
            }
            // The tables have them in the order of their hashes.
            found.sort_by_key(|symbol| (symbol.name.to_bytes() == b"extra", symbol.offset));
            let text = |string: &CStr| string.to_str().unwrap().to_owned();
            let version = |symbol: &Symbol| symbol.version.map_or(String::new(), text);
            let pairs = found
                .iter()
                .map(|symbol| (text(symbol.name), version(symbol)));
            pairs.collect::<Vec<_>>()
        });
        let expected = expected.as_ref().map(|symbols| {
            let pairs = symbols
                .iter()
                .map(|&(name, version)| (name.into(), version.into()));
            pairs.collect::<Vec<_>>()
        });
        assert_eq!(found, expected, "{name}");
    }
    assert!(cfg!(miri) || cases.len() > 150, "{}", cases.len());
}

#[test]
fn a_symbol_is_found_by_name_and_version() {
    for case in all() {
        let Some(image) = Image::parse(&case.made.bytes) else {
            continue;
        };
        for symbol in image.symbols() {
            let name = symbol.name.to_str().unwrap();
            match symbol.version {
                Some(version) => {
                    let version = version.to_str().unwrap();
                    assert_eq!(image.symbol(name, version), Some(symbol), "{}", case.name);
                    assert_eq!(image.symbol(name, "LINUX_2.7"), None, "{}", case.name);
                    assert_eq!(image.symbol(name, &version[..8]), None, "{}", case.name);
                }
                None => {
                    assert_eq!(
                        image.symbol(name, "LINUX_2.7"),
                        Some(symbol),
                        "{}",
                        case.name
                    )
                }
            }
            assert_eq!(image.symbol(&name[1..], "LINUX_2.6"), None, "{}", case.name);
        }
        for name in ["", "__vdso", "LINUX_2.6", "__vdso_clock_gettime2"] {
            assert_eq!(image.symbol(name, "LINUX_2.6"), None, "{}", case.name);
        }
    }
}
