//! What becomes of words that calls do not return by themselves: a tracer or a supervisor can
//! answer in its place, and FUSE passes numbers of its server on.

use std::mem::MaybeUninit;

use trapgate::fs::{self, AtFlags, CWD, FileAttr, Mode};
use trapgate::{Result, Sysno};

use crate::api::scratch::memory;
use crate::api::supervisor::answered;

/// Neither 0 nor an error.
const WORDS: [i64; 3] = [5, 0x7fff_0001, -5000];

fn each<T: Send + PartialEq + std::fmt::Debug>(
    test: &str,
    name: &str,
    call: impl Fn() -> Result<T> + Sync,
    expected: impl Fn(&Result<T>) -> bool,
) {
    let number = Sysno::from_name(name).unwrap();
    for word in WORDS {
        if let Some(found) = answered(test, number, |_| word, &call) {
            assert!(expected(&found), "{name} {word}: {found:?}");
        }
    }
}

/// Nothing was written, so that nothing is read.
#[test]
fn only_zero_is_a_success() {
    let test = "only_zero_is_a_success";
    let x86_64 = cfg!(target_arch = "x86_64");
    let name = |here, i686| if x86_64 { here } else { i686 };
    let file = &memory();
    let room = || Box::new(MaybeUninit::uninit());
    each(
        test,
        "fchmod",
        || fs::fchmod(file, Mode::RUSR),
        Result::is_err,
    );
    each(
        test,
        name("fstat", "statx"),
        || fs::fstat(file),
        Result::is_err,
    );
    let none = AtFlags::empty();
    each(
        test,
        name("newfstatat", "statx"),
        || fs::fstatat(CWD, c"/", none),
        Result::is_err,
    );
    let statfs = || fs::statfs(c"/", &mut room()).copied();
    each(test, name("statfs", "statfs64"), statfs, Result::is_err);
    let fstatfs = || fs::fstatfs(file, &mut room()).copied();
    each(test, name("fstatfs", "fstatfs64"), fstatfs, Result::is_err);
}

/// A FUSE server chooses the number, so that it is a success, and the attributes are zeros.
#[test]
fn any_number_of_a_file_system_is_a_success() {
    let test = "any_number_of_a_file_system_is_a_success";
    let (none, attr) = (AtFlags::empty(), FileAttr::default());
    let get = || fs::file_getattr(CWD, c"/", none);
    each(test, "file_getattr", get, |found| *found == Ok(attr));
    let set = || fs::file_setattr(CWD, c"/", none, &attr);
    each(test, "file_setattr", set, |found| *found == Ok(()));
}
