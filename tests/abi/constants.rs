//! Every constant against `linux-raw-sys` and `libc`, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::libc_names;
use super::types::types;
use super::{oracle, source};

/// What neither oracle has, with its value, its home in the kernel and the first release that has it.
const UNKNOWN: &[(&str, u32, &str)] = &[
    ("DT_WHT", 14, "include/linux/fs_types.h"),
    (
        "O_NOTIFICATION_PIPE",
        0o200,
        "include/uapi/linux/watch_queue.h, 5.8",
    ),
    ("RWF_NOSIGNAL", 0x100, "include/uapi/linux/fs.h, 6.18"),
    ("SIGRTMAX", 64, "arch/x86/include/asm/signal.h, _NSIG"),
    ("SUID_DUMP_DISABLE", 0, "include/linux/sched/coredump.h"),
    ("SUID_DUMP_USER", 1, "include/linux/sched/coredump.h"),
    ("SUID_DUMP_ROOT", 2, "include/linux/sched/coredump.h"),
    #[cfg(target_arch = "x86_64")]
    (
        "AT_SYSINFO",
        32,
        "arch/x86/include/uapi/asm/auxvec.h, i686 alone",
    ),
];

/// Integers of `src/` that have a name like the kernel's and are not the kernel's.
const OWN: &[&str] = &[
    "PHNUM_MAX",
    "SIZE_AT",
    "ST_SIZE",
    "VERDEF_SIZE",
    "VERSYM_VERSION",
];

/// Integers of `src/` that have a shorter name there.
const RENAMED: &[(&str, &str)] = &[("CWD", "AT_FDCWD")];

/// Every constant under each of the kernel's names that it may have, and its value.
pub(crate) fn all() -> BTreeMap<String, u32> {
    let mut all = BTreeMap::new();
    for ty in types() {
        for (constant, value) in &ty.constants {
            all.extend(ty.names(constant).into_iter().map(|name| (name, *value)));
        }
    }
    all.extend(integers());
    all
}

/// The integers of `src/` that are the kernel's, by its names: those that an oracle knows, and those with an underscore,
/// which stands between a family and a member.
fn integers() -> BTreeMap<String, u32> {
    let (known, mut found) = (known(), BTreeMap::new());
    for (name, text) in source::read().integers {
        let renamed = RENAMED.iter().find(|(here, _)| *here == name);
        let name = renamed.map_or(name, |(_, kernel)| kernel.to_string());
        let kernels = known.iter().any(|oracle| oracle.contains_key(&name));
        if kernels || (name.contains('_') && !OWN.contains(&name.as_str())) {
            let value = source::integer(&text);
            let value = value.unwrap_or_else(|| panic!("{name} = {text}: what is it? See OWN"));
            if let Some(other) = found.insert(name.clone(), value as u32) {
                assert_eq!(other, value as u32, "{name}");
            }
        }
    }
    found
}

/// What the oracles know of the integers that belong to no type.
fn known() -> Vec<BTreeMap<String, u32>> {
    let modules = ["general", "ioctl", "prctl", "elf_uapi"];
    let libc = libc_names::values().into_iter();
    let libc = libc.map(|(name, value)| (name.to_string(), value));
    let known = modules.map(oracle::kernel).into_iter();
    known.chain([libc.collect()]).collect()
}

/// The value that the list of what no oracle has gives.
fn unknown(name: &str) -> Option<u32> {
    let row = UNKNOWN.iter().find(|row| row.0 == name)?;
    Some(row.1)
}

#[test]
fn every_constant_is_the_kernels() {
    let libc = libc_names::values();
    for ty in types() {
        let kernel = oracle::kernel(ty.module);
        for (constant, value) in &ty.constants {
            let names = ty.names(constant);
            let known = names.iter().flat_map(|name| {
                let kernel = kernel.get(name).copied();
                [kernel, libc.get(name.as_str()).copied(), unknown(name)]
            });
            let known: Vec<u32> = known.flatten().collect();
            assert!(!known.is_empty(), "{}::{constant}: {names:?}?", ty.name);
            for oracle in known {
                assert_eq!(*value, oracle, "{}::{constant}", ty.name);
            }
        }
    }
}

#[test]
fn every_constant_is_listed() {
    let (declared, listed) = (source::read().types, types());
    for ty in &listed {
        let names: BTreeSet<String> = ty.constants.iter().map(|c| c.0.into()).collect();
        assert_eq!(Some(&names), declared.get(ty.name), "{}", ty.name);
    }
    let listed: BTreeSet<&str> = listed.iter().map(|ty| ty.name).collect();
    let declared: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
    assert_eq!(listed, declared);
}

#[test]
fn no_constant_is_missing() {
    for ty in types() {
        let names = ty.constants.iter().flat_map(|(name, _)| ty.names(name));
        let names: BTreeSet<String> = names.collect();
        for name in oracle::kernel(ty.module).keys() {
            assert!(
                !ty.claims(name) || names.contains(name),
                "{}: {name}?",
                ty.name
            );
        }
    }
}

#[test]
fn every_integer_is_the_kernels() {
    let known = known();
    for (name, value) in integers() {
        let known = known.iter().filter_map(|oracle| oracle.get(&name));
        let known: Vec<u32> = known.copied().chain(unknown(&name)).collect();
        assert!(!known.is_empty(), "{name}?");
        for oracle in known {
            assert_eq!(value, oracle, "{name}");
        }
    }
}

/// The flag that is added to every open, as C libraries do where it is not the kernel that adds it.
#[test]
fn large_files_open() {
    let integers = source::read().integers;
    let (_, text) = integers.iter().find(|row| row.0 == "LARGEFILE").unwrap();
    assert_eq!(source::integer(text), Some(libc::O_LARGEFILE.into()));
    let kernel = oracle::kernel("general")["O_LARGEFILE"];
    assert!([0, kernel].contains(&(libc::O_LARGEFILE as u32)));
}

#[test]
fn the_lists_name_nothing_else() {
    let (all, libc) = (all(), libc_names::values());
    for name in libc.keys() {
        assert!(all.contains_key(*name), "{name}");
    }
    let kernel = ["auxvec", "general"].map(oracle::kernel);
    for (name, value, home) in UNKNOWN {
        assert_eq!(all.get(*name), Some(value), "{name}, {home}");
        let known = libc.contains_key(name) || kernel.iter().any(|k| k.contains_key(*name));
        assert!(!known, "{name} is in an oracle now");
    }
    let integers = source::read().integers;
    let renamed = RENAMED.iter().map(|(here, _)| here);
    for name in OWN.iter().chain(renamed) {
        assert!(integers.iter().any(|row| row.0 == *name), "{name}");
    }
}
