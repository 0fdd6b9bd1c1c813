//! Every struct that the kernel reads or writes: size and offset of each field, here, in
//! `linux-raw-sys` and in `libc`.

use std::collections::{BTreeMap, BTreeSet};

use super::{probe, source, topics};

#[cfg(target_arch = "x86_64")]
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "../../src/arch/x86_64/layout.rs"]
pub(crate) mod target;
#[cfg(target_arch = "x86")]
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "../../src/arch/i686/layout.rs"]
pub(crate) mod target;

/// The size under `""`, and the offset of each field, by the kernel's names.
pub(crate) type Layout = BTreeMap<String, usize>;

/// A struct's layout as the compiler sees it.
macro_rules! layout {
    ($type:ty, $prefix:literal: $($field:ident)*) => {
        $crate::abi::layouts::Layout::from([
            (String::new(), size_of::<$type>()),
            $((concat!($prefix, stringify!($field)).to_string(), std::mem::offset_of!($type, $field))),*
        ])
    };
}

pub(crate) use layout;

/// The layout that the line of a topic writes down, for a struct that no oracle has: `HEADER,
/// RELEASE: size=8 field=4`.
fn written(line: &str) -> Layout {
    let (_, fields) = line.split_once(": ").unwrap();
    let fields = fields.split(' ').map(|field| {
        let (name, value) = field.split_once('=').unwrap();
        let name = if name == "size" { "" } else { name };
        (name.to_string(), value.parse().unwrap())
    });
    fields.collect()
}

#[test]
fn every_layout_is_the_kernels() {
    for this in topics::structs() {
        let mut known = BTreeSet::new();
        for oracle in &this.oracles {
            let layout = match oracle.contains('=') {
                true => written(oracle),
                false => probe::layout(oracle).clone(),
            };
            for (field, offset) in layout {
                let ours = this.ours.get(&field).copied();
                let what = if field.is_empty() { "size" } else { &field };
                assert_eq!(ours, Some(offset), "{}, {what}: {oracle}", this.kernel);
                known.insert(field);
            }
        }
        for field in this.ours.keys() {
            let kernel = this.kernel;
            assert!(known.contains(field), "{kernel}, {field}: no oracle has it");
        }
    }
}

#[test]
fn every_struct_is_listed() {
    let mut declared = source::read().structs.clone();
    for inner in topics::all().iter().flat_map(|topic| topic.inner) {
        assert!(declared.remove(*inner).is_some(), "`inner`: no {inner}");
    }
    for (name, fields) in declared {
        let mut here = topics::structs().filter(|this| this.name == name);
        let this = here
            .next()
            .unwrap_or_else(|| panic!("{name}: declare it in a file of tests/abi/topics/"));
        for field in fields {
            // `type` is a word of Rust's.
            let field = if field == "kind" { "type" } else { &field };
            let field = format!("{}{field}", this.prefix);
            let parts = [field.clone(), format!("{field}_major")];
            assert!(
                parts.iter().any(|field| this.ours.contains_key(field)),
                "{name}: tests/abi/topics/ has no {field}"
            );
        }
    }
}
