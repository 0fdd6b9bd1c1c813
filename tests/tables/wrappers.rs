//! The call number that each wrapper uses.

use std::collections::BTreeSet;

use trapgate::Sysno;

use crate::support::sysno::{TARGETS, rows, wrappers};

/// The numbers that the wrappers use on this target.
#[allow(dead_code)]
mod nr {
    use trapgate::Sysno;
    include!(concat!(env!("OUT_DIR"), "/nr.rs"));
}

#[test]
fn wrappers_use_the_modern_numbers() {
    let i686 = cfg!(target_arch = "x86");
    let pairs = [
        (nr::FCHOWN, "fchown", "fchown32"),
        (nr::CLOCK_GETTIME, "clock_gettime", "clock_gettime64"),
        (nr::FUTEX, "futex", "futex_time64"),
        (nr::MMAP, "mmap", "mmap2"),
        (nr::LSEEK, "lseek", "_llseek"),
        (nr::FSTAT, "fstat", "statx"),
        (nr::NEWFSTATAT, "newfstatat", "statx"),
        (nr::ACCEPT, "accept", "accept4"),
        (nr::TIME, "time", "clock_gettime64"),
        (nr::FADVISE64, "fadvise64", "fadvise64_64"),
        (nr::PREAD64, "pread64", "pread64"),
        (nr::READ, "read", "read"),
    ];
    for (number, x86_64, i686_row) in pairs {
        let name = number.and_then(Sysno::name);
        assert_eq!(name, Some(if i686 { i686_row } else { x86_64 }));
    }
    // A row that only the other target has.
    assert_eq!(nr::KEXEC_FILE_LOAD.is_none(), i686);
    assert_eq!(nr::VM86.is_none(), !i686);
    // If only i686 has a second call of this name, the ids, times or offsets of the first are too
    // narrow.
    let rows = rows();
    for (name, row) in rows.iter().filter(|(_, row)| row.x86_64.is_some()) {
        for suffix in ["32", "64", "_64", "_time64"] {
            let twin = rows.get(format!("{name}{suffix}").as_str());
            let Some(twin) = twin.filter(|twin| twin.x86_64.is_none()) else {
                continue;
            };
            let right = [Some(twin.name), Some("statx")].contains(&row.i686_row);
            assert!(right, "{name}: {:?} or {}?", row.i686_row, twin.name);
        }
    }
}

#[test]
fn every_function_makes_one_call() {
    let [x86_64, i686] = TARGETS.map(wrappers);
    let calls = |function: &str| {
        let of = |calls: &BTreeSet<&'static str>| calls.first().copied();
        (of(&x86_64[function]), of(&i686[function]))
    };
    assert_eq!(calls("io::pread"), (Some("pread64"), Some("pread64")));
    assert_eq!(calls("fs::fstat"), (Some("fstat"), Some("statx")));
    assert_eq!(calls("fs::statx"), (Some("statx"), Some("statx")));
    assert_eq!(calls("io::lseek"), (Some("lseek"), Some("_llseek")));
    let loads = calls("system::kexec_file_load");
    assert_eq!(loads, (Some("kexec_file_load"), None));
    // The set is empty if only the other target has the call.
    for (function, calls) in &x86_64 {
        let (one, other) = (calls.len(), i686[function].len());
        assert!(
            [(1, 1), (1, 0), (0, 1)].contains(&(one, other)),
            "{function}"
        );
    }
}
