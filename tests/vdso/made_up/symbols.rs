//! Images with a wrong hash table, symbol or version.

use super::*;

pub(super) fn gnu_hash(cases: &mut Cases) {
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
        ("a chain that ends after the symbols", |made| {
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

pub(super) fn sysv_hash(cases: &mut Cases) {
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

pub(super) fn symbols(cases: &mut Cases) {
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
        ("a function after the text", 0x40),
        ("a function far after the text", FAR),
    ] {
        cases.add(name, &with(Entry { value, ..EXTRA }), same, Some(ALL));
    }
    // The preceding segment, which is executable as well, ends at that address.
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
            // The text segment covers the whole image, so that offset 0 is executable.
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

/// Returns all functions except the one of this index.
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

pub(super) fn versions(cases: &mut Cases) {
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
    // The name of the version: in the preceding definition; far away.
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
