//! Which number a wrapper uses.

use trapgate::Sysno;

use crate::rows;

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
    // A row of the other target alone.
    assert_eq!(nr::KEXEC_FILE_LOAD.is_none(), i686);
    assert_eq!(nr::VM86.is_none(), !i686);
    // A twin that i686 alone has exists because the name's own number is too narrow.
    let rows = rows();
    for (name, row) in rows.iter().filter(|(_, row)| row[1] != "-") {
        for suffix in ["32", "64", "_64", "_time64"] {
            let twin = rows
                .get(&format!("{name}{suffix}"))
                .filter(|twin| twin[1] == "-");
            let i686_row = twin.map_or(row[7].as_str(), |twin| twin[0].as_str());
            assert!(
                row[7] == i686_row || row[7] == "statx",
                "{name}: {} or {i686_row}?",
                row[7]
            );
        }
    }
}
