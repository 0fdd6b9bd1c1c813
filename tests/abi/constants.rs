//! Every constant against `linux-raw-sys` and `libc`, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs};

use super::source::{self, Constant};
use super::topic::Type;
use super::{probe, topics};
use crate::support::oracle;
use crate::support::sysno::rows;

/// Public constants of no type that have no C name, and why.
const NAMELESS: [(&str, &str); 2] = [
    ("ROOM", "`MAX_HANDLE_SZ` and the head before it"),
    ("SIZE", "the size of a struct"),
];

/// Every constant under each of its C names, and its value.
pub(crate) fn all() -> BTreeMap<String, u64> {
    let mut all = integers();
    for ty in topics::types() {
        for (constant, value) in &ty.constants {
            all.extend(ty.names(constant).map(|name| (name.clone(), *value)));
        }
    }
    all
}

/// Every name that `libc` is asked for: what `src/` states, and what the patterns make.
pub(crate) fn candidates() -> BTreeSet<String> {
    let source = source::read();
    let made = topics::types().flat_map(|ty| {
        let names = ty
            .constants
            .iter()
            .flat_map(|(name, _)| ty.candidates(name));
        names.collect::<Vec<_>>()
    });
    let constants = source.types.values().flat_map(BTreeMap::values);
    let stated = constants.flat_map(|constant| &constant.c).cloned();
    let integers = source.integers.iter().flat_map(kernels);
    let aliases = source.aliases.iter().cloned();
    let names = made.chain(stated).chain(integers).chain(aliases);
    names
        .filter(|name| !oracle::functions().contains(name))
        .collect()
}

/// The kernel's names of an integer of `src/`.
fn kernels(constant: &Constant) -> Vec<String> {
    let topics = topics::all();
    let mut renamed = topics.iter().flat_map(|topic| topic.renamed);
    match renamed.find(|(here, _)| *here == constant.name) {
        Some((_, kernel)) => vec![kernel.to_string()],
        None => constant.c.clone(),
    }
}

/// The integers of `src/` that are the kernel's, by its names: those that an oracle knows, and
/// those with an underscore, which separates the family from the member.
fn integers() -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    let topics = topics::all();
    let own: BTreeSet<&str> = topics.iter().flat_map(|t| t.own.iter().copied()).collect();
    for constant in &source::read().integers {
        let text = &constant.value;
        for name in kernels(constant) {
            let looks = name.contains('_') || !known(&name).is_empty();
            // A descriptor that stands for none has the number by its name in C.
            if !looks || own.contains(name.as_str()) || *text == name {
                continue;
            }
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

/// The values that the oracles have for a name.
fn oracles(name: &str) -> Vec<u64> {
    let modules = oracle::modules().values();
    let kernel = modules.filter_map(|module| module.get(name));
    kernel.chain(probe::libc().get(name)).copied().collect()
}

/// The values of a name that the oracles have, and the lists of what no oracle has.
fn known(name: &str) -> Vec<u64> {
    let topics = topics::all().iter();
    let unknown = topics.flat_map(|topic| topic.unknown);
    let unknown = unknown.filter(|row| row.0 == name).map(|row| row.1);
    oracles(name).into_iter().chain(unknown).collect()
}

/// A constant of a type, for messages.
fn path(ty: &Type, constant: &str) -> String {
    format!("{}::{constant}", ty.name)
}

#[test]
fn every_constant_is_the_kernels() {
    for ty in topics::types() {
        for (constant, value) in &ty.constants {
            let path = path(ty, constant);
            assert!(
                ty.names(constant).next().is_some(),
                "{path}: no C name. {BLESS}"
            );
            for name in ty.names(constant) {
                let known = known(name);
                assert!(
                    !known.is_empty(),
                    "{path}: no oracle has {name}. Newer than both? See `unknown` in tests/abi/topics/"
                );
                for oracle in known {
                    assert_eq!(*value, oracle, "{path}, {name}");
                }
            }
        }
    }
}

/// How a missing name gets there.
const BLESS: &str = "TRAPGATE_BLESS=1 writes what the patterns in tests/abi/topics/ make";

/// What the oracles have under the name that a pattern makes, the constant states.
#[test]
fn every_constant_states_its_c_names() {
    let bless = env::var_os("TRAPGATE_BLESS").is_some_and(|what| what == "1");
    let mut missing = Vec::new();
    for ty in topics::types() {
        for (constant, value) in &ty.constants {
            let declared = &source::read().types[ty.name][*constant];
            let made = ty.candidates(constant).into_iter();
            let made =
                made.filter(|name| known(name).contains(value) && !declared.c.contains(name));
            let made: Vec<String> = made.collect();
            if bless && !made.is_empty() {
                write(declared, &made);
            } else {
                missing.extend(
                    made.iter()
                        .map(|name| format!("{}: {name}", path(ty, constant))),
                );
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}\n{BLESS}");
}

/// Puts a constant's C names before its `=`.
fn write(constant: &Constant, names: &[String]) {
    let (file, number) = &constant.place;
    let text = fs::read_to_string(file).unwrap();
    let mut lines: Vec<String> = text.split('\n').map(String::from).collect();
    let (front, value) = lines[*number].split_once(" = ").unwrap();
    let stated = front.split('"').skip(1).step_by(2);
    let names: Vec<&str> = stated.chain(names.iter().map(String::as_str)).collect();
    let front = front.split(" (").next().unwrap();
    lines[*number] = format!("{front} (\"{}\") = {value}", names.join("\", \""));
    fs::write(file, lines.join("\n")).unwrap();
}

#[test]
fn every_c_name_has_a_pattern() {
    for (ty, constants) in &source::read().types {
        for constant in constants.values() {
            let types = topics::types().filter(|other| other.name == ty);
            let types =
                types.filter(|ty| ty.constants.iter().any(|(name, _)| *name == constant.name));
            let types: Vec<&Type> = types.collect();
            for name in &constant.c {
                let claimed = types
                    .iter()
                    .any(|ty| ty.names(&constant.name).any(|one| one == name));
                assert!(
                    claimed,
                    "{ty}::{}: {name} is no name of this type",
                    constant.name
                );
            }
        }
    }
}

#[test]
fn every_constant_is_listed() {
    let mut listed = BTreeMap::<&str, BTreeSet<&str>>::new();
    for ty in topics::types() {
        let constants = ty.constants.iter().map(|constant| constant.0);
        listed.entry(ty.name).or_default().extend(constants);
    }
    let declared = source::read().types.iter();
    let declared: BTreeMap<&str, BTreeSet<&str>> = declared
        .map(|(ty, constants)| (ty.as_str(), constants.keys().map(String::as_str).collect()))
        .collect();
    for (ty, constants) in &declared {
        assert_eq!(
            listed.get(ty),
            Some(constants),
            "{ty}: tests/abi/topics/, src/"
        );
    }
    assert!(listed.keys().eq(declared.keys()), "a type that src/ lacks");
}

#[test]
fn no_constant_is_missing() {
    for ty in topics::types() {
        let names = ty.constants.iter().flat_map(|(name, _)| ty.names(name));
        let names: BTreeSet<&String> = names.collect();
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
        let known = known(&name);
        assert!(
            !known.is_empty(),
            "{name}: no oracle has it. Not the kernel's? See `own` in tests/abi/topics/; newer than both? `unknown`"
        );
        for oracle in known {
            assert_eq!(value, oracle, "{name}");
        }
    }
}

#[test]
fn every_public_integer_has_its_c_name() {
    let public = source::read()
        .integers
        .iter()
        .filter(|constant| constant.public);
    let mut nameless = BTreeSet::new();
    for constant in public {
        for name in kernels(constant) {
            if known(&name).is_empty() {
                nameless.insert(name);
            }
        }
    }
    let expected = NAMELESS.map(|(name, _)| name.to_string());
    assert_eq!(
        nameless,
        BTreeSet::from(expected),
        "no alias, and no name of an oracle's"
    );
}

/// Aliases of functions that the oracles lack, on one target or on both, and their header.
const HEADERS: [(&str, &str); 8] = [
    ("F_GETLK64", "include/uapi/asm-generic/fcntl.h, i686 alone"),
    ("F_SETLK64", "include/uapi/asm-generic/fcntl.h, i686 alone"),
    ("F_SETLKW64", "include/uapi/asm-generic/fcntl.h, i686 alone"),
    ("SIOCINQ", "include/uapi/linux/sockios.h"),
    ("SIOCOUTQ", "include/uapi/linux/sockios.h"),
    ("_IOC_NR", "include/uapi/asm-generic/ioctl.h"),
    ("_IOC_SIZE", "include/uapi/asm-generic/ioctl.h"),
    ("_IOC_TYPE", "include/uapi/asm-generic/ioctl.h"),
];

#[test]
fn every_alias_is_a_name_of_c() {
    let calls = rows();
    let aliases = &source::read().aliases;
    for (name, header) in HEADERS {
        assert!(aliases.contains(name), "no alias: {name}, {header}");
    }
    for name in aliases {
        let listed = HEADERS.iter().any(|row| row.0 == name);
        let function = calls.contains_key(name.as_str()) || oracle::functions().contains(name);
        assert!(
            listed || function || !known(name).is_empty(),
            "no oracle has the alias {name}"
        );
    }
}

/// The flag that is added to every open, as C libraries do where it is not the kernel that adds it.
#[test]
fn large_files_open() {
    let mut integers = source::read().integers.iter();
    let large = integers.find(|row| row.name == "LARGEFILE").unwrap();
    assert_eq!(
        source::integer(&large.value),
        Some(libc::O_LARGEFILE as u64)
    );
    let kernel = oracle::kernel("general")["O_LARGEFILE"];
    assert!([0, kernel].contains(&(libc::O_LARGEFILE as u64)));
}

#[test]
fn the_lists_name_nothing_else() {
    let (all, integers) = (all(), &source::read().integers);
    for topic in topics::all() {
        for (name, value, home) in topic.unknown {
            assert_eq!(all.get(*name), Some(value), "`unknown`: {name}, {home}");
            assert!(oracles(name).is_empty(), "`unknown`: an oracle has {name}");
        }
        let renamed = topic.renamed.iter().map(|(here, _)| here);
        for name in topic.own.iter().chain(renamed) {
            let there = integers.iter().any(|row| row.name == *name);
            assert!(there, "`own`, `renamed`: src/ has no {name}");
        }
    }
}

#[test]
fn the_module_is_this_targets() {
    // No number is the same on both.
    let here = linux_raw_sys::general::__NR_getpid;
    assert_eq!(oracle::kernel("general")["__NR_getpid"], here.into());
    assert_eq!(
        oracle::kernel("auxvec")["AT_HWCAP"],
        linux_raw_sys::auxvec::AT_HWCAP.into()
    );
    assert_eq!(oracle::kernel("general")["FSCONFIG_SET_FD"], 5);
}
