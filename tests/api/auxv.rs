//! The auxiliary vector of a process that libc started, compared with `getauxval` and `sysconf`.

use trapgate::auxv::{Auxv, Type};
use trapgate::types::id::{Gid, Uid};

/// The value of an entry according to libc; `None` for zero, which libc also returns if the entry
/// is absent.
fn libcs(key: usize) -> Option<usize> {
    // SAFETY: `getauxval` accepts any number.
    let value = unsafe { libc::getauxval(key as libc::c_ulong) };
    (value != 0).then_some(value as usize)
}

#[test]
fn entries_are_libcs() {
    let auxv = Auxv::current();
    assert!(auxv.is_known());
    let keys = (0..1000).chain([usize::MAX]);
    for key in keys {
        assert_eq!(auxv.get(Type::from_raw(key)), libcs(key), "{key}");
    }
    let all = (1..64).filter_map(|key| Some((Type::from_raw(key), libcs(key)?)));
    let found: Vec<_> = auxv.iter().collect();
    assert_eq!(found, all.collect::<Vec<_>>());
    // At least the page size, the entry point and the random bytes are there.
    assert!(found.len() >= 3, "{found:?}");
}

#[test]
fn each_accessor_reads_its_own_entry() {
    let auxv = Auxv::current();
    let entry = |key: Type| libcs(key.raw());
    // SAFETY: `sysconf` accepts any number.
    let [page, tick] = [libc::_SC_PAGESIZE, libc::_SC_CLK_TCK].map(|n| unsafe { libc::sysconf(n) });
    assert_eq!(auxv.page_size(), Some(page as usize));
    assert_eq!(auxv.clock_tick(), Some(tick as usize));
    // If the entry is absent, no capability is reported.
    assert_eq!(auxv.hwcap(), Some(entry(Type::HWCAP).unwrap_or(0)));
    assert_eq!(auxv.hwcap2(), Some(entry(Type::HWCAP2).unwrap_or(0)));
    assert_eq!(auxv.secure(), Some(entry(Type::SECURE).is_some()));
    assert_eq!(auxv.minsigstksz(), entry(Type::MINSIGSTKSZ));

    let (user, group) = (|id| Uid::from_raw(id as u32), |id| Gid::from_raw(id as u32));
    assert_eq!(auxv.uid(), entry(Type::UID).map(user));
    assert_eq!(auxv.euid(), entry(Type::EUID).map(user));
    assert_eq!(auxv.gid(), entry(Type::GID).map(group));
    assert_eq!(auxv.egid(), entry(Type::EGID).map(group));

    let random = auxv.random().map(|bytes| bytes.as_ptr().addr());
    assert_eq!(random, entry(Type::RANDOM));
    let name = auxv.execfn().map(|name| name.as_ptr().addr());
    assert_eq!(name, entry(Type::EXECFN));
    assert!(auxv.execfn().is_none_or(|name| !name.is_empty()));
    // The vDSO is still where it was.
    assert_eq!(auxv.sysinfo(), entry(Type::SYSINFO));
    assert_eq!(auxv.sysinfo_ehdr(), entry(Type::SYSINFO_EHDR));
}
