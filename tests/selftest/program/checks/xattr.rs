//! `xattr(7)`: extended attributes.

use core::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{
    SizeOnly, XattrFlags, XattrNames, fgetxattr, flistxattr, fremovexattr, fsetxattr,
};
use trapgate::rt::Start;

use crate::checks::memfd::file;
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// Sets, reads, lists and removes an attribute.
pub(crate) fn attributes(_: Start) -> Outcome {
    let (file, name) = (file()?, c"trusted.selftest");
    match fsetxattr(&file, name, b"value", XattrFlags::CREATE) {
        Err(Errno::OPNOTSUPP) => {
            return Err(Problem::Skip("files in memory have no attributes here"));
        }
        done => done.of("fsetxattr")?,
    }
    fsetxattr(&file, name, b"other", XattrFlags::CREATE).fails("fsetxattr", Errno::EXIST)?;
    let size = fgetxattr(&file, name, SizeOnly).of("fgetxattr")?;
    same("size", size as u64, 5)?;
    let mut value = [0; 8];
    fgetxattr(&file, name, &mut value).of("fgetxattr")?;
    holds("the value", value == *b"value\0\0\0")?;
    fgetxattr(&file, name, &mut [0; 4]).fails("fgetxattr", Errno::RANGE)?;

    let mut names = [MaybeUninit::uninit(); 256];
    let names = flistxattr(&file, &mut names).of("flistxattr")?;
    holds("listed", XattrNames::new(names).any(|other| other == name))?;
    fremovexattr(&file, name).of("fremovexattr")?;
    fgetxattr(&file, name, SizeOnly).fails("fgetxattr", Errno::NODATA)
}
