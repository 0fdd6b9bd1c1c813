//! `fcntl(2)`: operations whose argument is an address, and ones whose argument is a number.

use trapgate::fs::ftruncate;
use trapgate::fs::{MemfdFlags, memfd_create};
use trapgate::io::{
    OwnerEx, OwnerKind, SealFlags, WriteLife, fcntl_add_seals, fcntl_get_rw_hint, fcntl_get_seals,
    fcntl_getown_ex, fcntl_getpipe_sz, fcntl_set_rw_hint, fcntl_setown_ex, fcntl_setpipe_sz,
};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::rt::Start;
use trapgate::{Errno, process};

use crate::checks::memfd::FAR;
use crate::outcome::{Of as _, Outcome, holds, same};

/// A property that was set reads back and takes effect.
pub(crate) fn properties(_: Start) -> Outcome {
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).of("pipe2")?;
    let size = fcntl_setpipe_sz(&reader, 5000).of("fcntl")?;
    same("size of the pipe", size.into(), 8192)?;
    let size = fcntl_getpipe_sz(&writer).of("fcntl")?;
    same("size of the pipe", size.into(), 8192)?;
    let owner = OwnerEx::new(OwnerKind::PID, process::getpid());
    fcntl_setown_ex(&reader, &owner).of("fcntl")?;
    let found = fcntl_getown_ex(&reader).of("fcntl")?;
    holds("the owner is the one that was set", found == owner)?;

    let file = memfd_create(c"sealed", MemfdFlags::ALLOW_SEALING).of("memfd_create")?;
    fcntl_set_rw_hint(&file, WriteLife::EXTREME).of("fcntl")?;
    let hint = fcntl_get_rw_hint(&file).of("fcntl")?;
    holds(
        "the hint is the one that was set",
        hint == WriteLife::EXTREME,
    )?;
    fcntl_set_rw_hint(&file, WriteLife::from_raw(77)).fails("fcntl", Errno::INVAL)?;
    ftruncate(&file, FAR).of("ftruncate")?;
    let seals = SealFlags::GROW | SealFlags::SEAL;
    fcntl_add_seals(&file, seals).of("fcntl")?;
    holds(
        "the seals are those that were added",
        fcntl_get_seals(&file).of("fcntl")? == seals,
    )?;
    ftruncate(&file, FAR + 1).fails("ftruncate", Errno::PERM)?;
    ftruncate(&file, FAR - 1).of("ftruncate")
}
