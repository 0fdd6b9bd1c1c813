//! The auxiliary vector.

use trapgate::auxv::{Auxv, Type};
use trapgate::rt::Start;
use trapgate::{process, raw};

use crate::outcome::{Outcome, holds, same};

/// The entries that the vector has describe this process. Absent entries are not required.
pub(crate) fn auxv(start: Start) -> Outcome {
    let auxv = start.auxv();
    let current = Auxv::current();
    for (key, value) in auxv.iter() {
        same(
            "Auxv::current returns the same entries",
            current.get(key).unwrap_or(0) as u64,
            value as u64,
        )?;
    }
    holds("the vector is known", auxv.is_known() && current.is_known())?;
    // The program may have been installed set-user-ID. Then `secure` must not return `Some(false)`.
    let own = (process::getuid(), process::getgid()) == (process::geteuid(), process::getegid());
    holds(
        "secure is not Some(false) for a set-user-ID program",
        own || auxv.secure() != Some(false),
    )?;
    let entry = auxv.get(Type::SECURE).map(|word| word != 0);
    holds("secure agrees with the entry", auxv.secure() == entry)?;
    same(
        "the processor's capabilities",
        auxv.hwcap().unwrap_or(0) as u64,
        auxv.get(Type::HWCAP).unwrap_or(0) as u64,
    )?;
    if let Some(size) = auxv.page_size() {
        same("page size", size as u64, 4096)?;
    }
    if let Some(tick) = auxv.clock_tick() {
        same("clock tick", tick as u64, 100)?;
    }
    for (found, expected) in [
        (auxv.uid(), process::getuid()),
        (auxv.euid(), process::geteuid()),
    ] {
        same(
            "user",
            found.map_or(expected.raw(), |id| id.raw()).into(),
            expected.raw().into(),
        )?;
    }
    for (found, expected) in [
        (auxv.gid(), process::getgid()),
        (auxv.egid(), process::getegid()),
    ] {
        same(
            "group",
            found.map_or(expected.raw(), |id| id.raw()).into(),
            expected.raw().into(),
        )?;
    }
    for (key, found) in [
        (Type::PAGESZ, auxv.page_size()),
        (Type::CLKTCK, auxv.clock_tick()),
        (Type::UID, auxv.uid().map(|id| id.raw() as usize)),
        (Type::EUID, auxv.euid().map(|id| id.raw() as usize)),
        (Type::GID, auxv.gid().map(|id| id.raw() as usize)),
        (Type::EGID, auxv.egid().map(|id| id.raw() as usize)),
        (Type::MINSIGSTKSZ, auxv.minsigstksz()),
        (
            Type::RANDOM,
            auxv.random().map(|bytes| bytes.as_ptr().addr()),
        ),
        (Type::EXECFN, auxv.execfn().map(|name| name.as_ptr().addr())),
        (Type::SYSINFO, auxv.sysinfo()),
        (Type::SYSINFO_EHDR, auxv.sysinfo_ehdr()),
    ] {
        holds("an accessor reads its entry", found == auxv.get(key))?;
    }
    if let Some(bytes) = auxv.random() {
        holds("random bytes are not all zero", *bytes != [0; 16])?;
    }
    if let Some(name) = auxv.execfn() {
        holds("the program has a file name", !name.is_empty())?;
    }
    if let Some(size) = auxv.minsigstksz() {
        holds(
            "the minimum signal frame has a plausible size",
            (512..1 << 20).contains(&size),
        )?;
    }
    if let Some(address) = auxv.sysinfo_ehdr() {
        same("address of the vDSO in its page", address as u64 % 4096, 0)?;
        // SAFETY: the kernel has mapped the vDSO's ELF image at this address.
        let magic = unsafe { *core::ptr::with_exposed_provenance::<[u8; 4]>(address) };
        holds("the vDSO is an ELF image", magic == *b"\x7fELF")?;
    }
    // The gate agrees with the vector, unless `--int80` selected `int 0x80`.
    let vsyscall = raw::gate() == raw::Gate::Vsyscall;
    holds(
        "no vsyscall without AT_SYSINFO",
        !vsyscall || auxv.sysinfo().is_some(),
    )?;
    holds(
        "the terminator is not an entry",
        auxv.get(Type::from_raw(0)).is_none(),
    )
}
