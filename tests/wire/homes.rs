//! The functions that make system calls, and which one each makes: the columns of `sysno.tbl`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The name of every function, and the names that its one call may have on this target.
pub(crate) fn homes() -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sysno.tbl");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<[&str; 9]> = lines
        .map(|line| Vec::from_iter(line.split_whitespace()).try_into().unwrap())
        .collect();
    let mut homes = BTreeMap::<String, BTreeSet<String>>::new();
    for &[name, x86_64, _, .., modern, home] in &rows {
        for home in home.split(',').filter(|&home| home != "-") {
            let calls = homes.entry(home.into()).or_default();
            // What i686 alone has, or has instead, is no call of x86_64's wrapper.
            let instead = |row: &[&str; 9]| row[7] == name && row[8].split(',').any(|h| h == home);
            if x86_64 != "-" && !rows.iter().any(instead) {
                let i686 = cfg!(target_arch = "x86") && modern != "-";
                calls.insert(if i686 { modern } else { name }.into());
            }
        }
    }
    homes
}

/// The name of a number of this target, which strace calls `syscall_0x…` if it does not know it.
pub(crate) fn name(number: &str) -> Option<&'static str> {
    let digits = number.strip_prefix("syscall_0x")?;
    trapgate::Sysno::from_raw(u32::from_str_radix(digits, 16).ok()?).name()
}

#[test]
fn every_function_has_its_row() {
    let homes = homes();
    let calls = |home: &str| homes[home].iter().map(String::as_str).collect::<Vec<_>>();
    let i686 = cfg!(target_arch = "x86");
    assert_eq!(calls("io::pread"), ["pread64"]);
    assert_eq!(calls("fs::fstat"), [if i686 { "statx" } else { "fstat" }]);
    assert_eq!(calls("fs::statx"), ["statx"]);
    assert_eq!(calls("io::lseek"), [if i686 { "_llseek" } else { "lseek" }]);
    assert!(homes.values().all(|calls| calls.len() == 1), "{homes:?}");
}
