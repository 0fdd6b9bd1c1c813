//! The functions that make system calls on this target, and the name of a number.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::wrappers;

/// This target.
pub(crate) const TARGET: &str = if cfg!(target_arch = "x86") {
    "i686"
} else {
    "x86_64"
};

/// The name of every function, and the names that its one call may have here.
pub(crate) fn wrappers() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    wrappers::wrappers(TARGET)
}

/// The name of a number of this target, which strace calls `syscall_0x…` if it does not know it.
pub(crate) fn name(number: &str) -> Option<&'static str> {
    let digits = number.strip_prefix("syscall_0x")?;
    trapgate::Sysno::from_raw(u32::from_str_radix(digits, 16).ok()?).name()
}

#[test]
fn every_function_has_its_row() {
    let wrappers = wrappers();
    let calls = |wrapper: &str| Vec::from_iter(wrappers[wrapper].iter().copied());
    let i686 = TARGET == "i686";
    assert_eq!(calls("io::pread"), ["pread64"]);
    assert_eq!(calls("fs::fstat"), [if i686 { "statx" } else { "fstat" }]);
    assert_eq!(calls("fs::statx"), ["statx"]);
    let loads: &[&str] = if i686 { &[] } else { &["kexec_file_load"] };
    assert_eq!(calls("system::kexec_file_load"), loads);
    assert_eq!(calls("io::lseek"), [if i686 { "_llseek" } else { "lseek" }]);
    // One call, or none if the other target alone has it.
    let other = wrappers::wrappers(if i686 { "x86_64" } else { "i686" });
    for (function, calls) in wrappers {
        let expected = usize::from(!calls.is_empty() || other[function].is_empty());
        assert_eq!(calls.len(), expected, "{function}: {calls:?}");
    }
}
