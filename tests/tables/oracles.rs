//! Every number and name of `linux-raw-sys` and `libc` is in the tables, and the other way round.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use trapgate::{Errno, Sysno};

use crate::support::oracle;
use crate::support::sysno::rows;

/// Names that are newer than the oracles, and the kernel that added them.
const NEWER: [(&str, &str); 3] = [
    ("listns", "6.19"),
    ("rseq_slice_yield", "7.0"),
    ("uprobe", "6.18"),
];

/// Returns the constants whose names begin with `prefix`, by the rest of the name.
fn named(constants: &BTreeMap<String, u64>, prefix: &str) -> BTreeMap<String, u32> {
    let named = constants.iter().filter_map(|(name, &value)| {
        let name = name.strip_prefix(prefix)?;
        Some((name.to_string(), value.try_into().ok()?))
    });
    named.collect()
}

fn libc_numbers() -> BTreeMap<String, u32> {
    let target = if cfg!(target_arch = "x86") {
        "b32/x86/mod.rs"
    } else {
        "b64/x86_64/not_x32.rs"
    };
    let folder = oracle::package("libc").join("src/unix/linux_like/linux/gnu");
    let text = fs::read_to_string(folder.join(target)).unwrap();
    named(&oracle::constants(&text), "SYS_")
}

#[test]
fn numbers_are_the_kernels() {
    let (mut known, rows) = (BTreeSet::new(), rows());
    let kernel = named(oracle::kernel("general"), "__NR_");
    for oracle in [kernel, libc_numbers()] {
        assert!(oracle.len() > 350, "only {} numbers", oracle.len());
        for (name, number) in oracle {
            assert_eq!(
                Sysno::from_name(&name).map(Sysno::raw),
                Some(number),
                "{name}"
            );
            known.insert(name);
        }
    }
    for call in Sysno::all() {
        let name = call.name().unwrap();
        let newer = NEWER.iter().find(|newer| newer.0 == name);
        assert_ne!(known.contains(name), newer.is_some(), "{name}");
        assert!(
            newer.is_none_or(|newer| newer.1 == rows[name].since),
            "{name}"
        );
    }
    // The source files that were read are those of this target.
    assert_eq!(Sysno::GETPID.raw(), linux_raw_sys::general::__NR_getpid);
    assert_eq!(Sysno::MMAP.raw() as libc::c_long, libc::SYS_mmap);
    assert_eq!(Sysno::PREAD64.raw() as libc::c_long, libc::SYS_pread64);
}

macro_rules! errnos {
    ($($name:ident)*) => { [$((stringify!($name), libc::$name)),*] };
}

/// Every error name that libc has on this target.
const LIBC_ERRNOS: [(&str, i32); 134] = errnos! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN EWOULDBLOCK ENOMEM
    EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY
    ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK EDEADLOCK ENAMETOOLONG
    ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH
    ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR
    ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW
    ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE
    EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT
    ESOCKTNOSUPPORT EOPNOTSUPP ENOTSUP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL
    ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN
    ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE
    EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY
    EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
};

#[test]
fn errors_are_the_kernels() {
    let kernel = named(oracle::kernel("errno"), "E");
    assert!(kernel.len() > 130, "only {} errors", kernel.len());
    let kernel = kernel
        .into_iter()
        .map(|(name, number)| (format!("E{name}"), number as i32));
    let libc = LIBC_ERRNOS
        .iter()
        .map(|&(name, number)| (name.to_string(), number));
    let mut known = BTreeSet::new();
    for (name, number) in kernel.chain(libc) {
        assert_eq!(
            Errno::from_name(&name).map(Errno::raw),
            Some(number),
            "{name}"
        );
        known.insert(number);
    }
    assert!(Errno::all().map(Errno::raw).eq(known));
}
