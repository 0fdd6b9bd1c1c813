//! Images with a wrong header, segment or dynamic entry.

use super::*;

pub(super) fn elf_header(cases: &mut Cases) {
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
    // The headers have room for every field that the parser reads, but are still too small.
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

pub(super) fn segments(cases: &mut Cases) {
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
        // GNU_STACK, GNU_PROPERTY, NOTE, null, and a type that does not exist.
        headers: vec![0x6474_e551, 0x6474_e553, 4, 0, 0x7fff_ffff],
        // RUNPATH, FLAGS, FLAGS_1, SONAME, SYMBOLIC, and a tag that does not exist.
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
        // Not at 0; at the top, as in a prelinked image; across the end of the address space.
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

pub(super) fn dynamic(cases: &mut Cases) {
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
        // If one hash table is unusable, the parser uses the other.
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
