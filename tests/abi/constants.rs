//! Every constant against `linux-raw-sys` and `libc`, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::{oracle, probe, source, topics};

/// Every constant under each of the kernel's names that it may have, and its value.
pub(crate) fn all() -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for ty in topics::types() {
        for (constant, value) in &ty.constants {
            all.extend(ty.names(constant).into_iter().map(|name| (name, *value)));
        }
    }
    all.extend(integers());
    all
}

/// Every name that `libc` is asked for: what the constants and the integers of `src/` may be called in C.
pub(crate) fn candidates() -> BTreeSet<String> {
    let constants = topics::types().flat_map(|ty| {
        let names = ty.constants.iter().flat_map(|(name, _)| ty.names(name));
        names.collect::<Vec<_>>()
    });
    let integers = source::read().integers.iter();
    let integers = integers.map(|(name, _)| kernels(name));
    constants.chain(integers).collect()
}

/// The kernel's name of an integer of `src/`.
fn kernels(name: &str) -> String {
    let topics = topics::all();
    let mut renamed = topics.iter().flat_map(|topic| topic.renamed);
    let renamed = renamed.find(|(here, _)| *here == name);
    renamed.map_or(name, |(_, kernel)| kernel).to_string()
}

/// The integers of `src/` that are the kernel's, by its names: those that an oracle knows, and those with an underscore,
/// which stands between a family and a member.
fn integers() -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    let topics = topics::all();
    let own: BTreeSet<&str> = topics.iter().flat_map(|t| t.own.iter().copied()).collect();
    for (name, text) in &source::read().integers {
        let name = kernels(name);
        let looks = name.contains('_') || !known(&name).is_empty();
        if looks && !own.contains(name.as_str()) {
            let value = source::integer(text).unwrap_or_else(|| {
                panic!(
                    "{name} = {text}: no literal. Not the kernel's? See `own` in tests/abi/topics/"
                )
            });
            if let Some(other) = found.insert(name.clone(), value) {
                assert_eq!(other, value, "{name}");
            }
        }
    }
    found
}

/// What the oracles know of an integer that belongs to no type.
fn known(name: &str) -> Vec<u64> {
    let modules = oracle::modules().values();
    let modules = modules.filter_map(|module| module.get(name));
    modules.chain(probe::libc().get(name)).copied().collect()
}

/// The value that the list of what no oracle has gives.
fn unknown(name: &str) -> Option<u64> {
    let topics = topics::all();
    let mut rows = topics.iter().flat_map(|topic| topic.unknown);
    rows.find(|row| row.0 == name).map(|row| row.1)
}

#[test]
fn every_constant_is_the_kernels() {
    let libc = probe::libc();
    for ty in topics::types() {
        let kernel = oracle::kernel(ty.module);
        for (constant, value) in &ty.constants {
            let names = ty.names(constant);
            let known = names.iter().flat_map(|name| {
                let kernel = kernel.get(name).copied();
                [kernel, libc.get(name).copied(), unknown(name)]
            });
            let known: Vec<u64> = known.flatten().collect();
            assert!(
                !known.is_empty(),
                "{}::{constant}: no oracle has {names:?}. Newer than both? See `unknown` in tests/abi/topics/",
                ty.name
            );
            for oracle in known {
                assert_eq!(*value, oracle, "{}::{constant}", ty.name);
            }
        }
    }
}

#[test]
fn every_constant_is_listed() {
    let declared = &source::read().types;
    for ty in topics::types() {
        let names: BTreeSet<String> = ty.constants.iter().map(|c| c.0.into()).collect();
        let declared = declared.get(ty.name);
        assert_eq!(
            Some(&names),
            declared,
            "{}: tests/abi/topics/, src/",
            ty.name
        );
    }
    let listed: BTreeSet<&str> = topics::types().map(|ty| ty.name).collect();
    let missing: Vec<_> = declared
        .keys()
        .filter(|ty| !listed.contains(ty.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "declare in a file of tests/abi/topics/: {missing:?}"
    );
}

#[test]
fn no_constant_is_missing() {
    for ty in topics::types() {
        let names = ty.constants.iter().flat_map(|(name, _)| ty.names(name));
        let names: BTreeSet<String> = names.collect();
        for name in oracle::kernel(ty.module).keys() {
            assert!(
                !ty.claims(name) || names.contains(name),
                "{}: {name} is missing. Not of this type? See `but` in tests/abi/topic.rs",
                ty.name
            );
        }
    }
}

#[test]
fn every_integer_is_the_kernels() {
    for (name, value) in integers() {
        let known = [known(&name), unknown(&name).into_iter().collect()].concat();
        assert!(
            !known.is_empty(),
            "{name}: no oracle has it. Not the kernel's? See `own` in tests/abi/topics/; newer than both? `unknown`"
        );
        for oracle in known {
            assert_eq!(value, oracle, "{name}");
        }
    }
}

/// The flag that is added to every open, as C libraries do where it is not the kernel that adds it.
#[test]
fn large_files_open() {
    let integers = &source::read().integers;
    let (_, text) = integers.iter().find(|row| row.0 == "LARGEFILE").unwrap();
    assert_eq!(source::integer(text), Some(libc::O_LARGEFILE as u64));
    let kernel = oracle::kernel("general")["O_LARGEFILE"];
    assert!([0, kernel].contains(&(libc::O_LARGEFILE as u64)));
}

#[test]
fn the_lists_name_nothing_else() {
    let (all, integers) = (all(), &source::read().integers);
    for topic in topics::all() {
        for (name, value, home) in topic.unknown {
            assert_eq!(all.get(*name), Some(value), "`unknown`: {name}, {home}");
            let kernel = ["auxvec", "general"].map(oracle::kernel);
            let known = probe::libc().contains_key(*name)
                || kernel.iter().any(|kernel| kernel.contains_key(*name));
            assert!(!known, "`unknown`: an oracle has {name} now");
        }
        let renamed = topic.renamed.iter().map(|(here, _)| here);
        for name in topic.own.iter().chain(renamed) {
            let there = integers.iter().any(|row| row.0 == *name);
            assert!(there, "`own`, `renamed`: src/ has no {name}");
        }
    }
}
