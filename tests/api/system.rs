mod swapon;

use std::ffi::CStr;
use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fd::BorrowedFd;
use trapgate::system::{KexecFileFlags, RebootCommand, kexec_file_load, reboot, uname};

use super::child;
use crate::support::machine::{Right, capable};

#[test]
fn uname_is_libcs() {
    let mut buf = MaybeUninit::uninit();
    let ours = uname(&mut buf).unwrap();
    let mut libcs = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: libc fills the struct, and each field ends with a null byte.
    let libcs = unsafe {
        assert_eq!(libc::uname(libcs.as_mut_ptr()), 0);
        libcs.assume_init()
    };
    // SAFETY: as above.
    let text = |field: &[libc::c_char]| unsafe { CStr::from_ptr(field.as_ptr()) }.to_owned();
    assert_eq!(ours.sysname(), c"Linux");
    assert_eq!(ours.nodename(), &*text(&libcs.nodename));
    assert_eq!(ours.release(), &*text(&libcs.release));
    assert_eq!(ours.version(), &*text(&libcs.version));
    assert_eq!(ours.machine(), &*text(&libcs.machine));
    assert_eq!(ours.domainname(), &*text(&libcs.domainname));
    assert!(format!("{ours:?}").starts_with("Utsname { sysname: \"Linux\", nodename: "));
}

/// Sends only commands that do not exist, so that the machine is never at risk.
#[test]
fn reboot_errors() {
    let unknown = RebootCommand::from_raw(1);
    if !capable(Right::SysBoot) {
        // Root in a user and process namespace may restart the namespace, even without that
        // privilege for the machine.
        let error = reboot(unknown, None);
        assert!(
            error == Err(Errno::PERM) || error == Err(Errno::INVAL),
            "{error:?}"
        );
        return crate::support::skip::skip("reboot_errors", "no privilege to restart the machine");
    }
    assert_eq!(reboot(unknown, None), Err(Errno::INVAL));
    assert_eq!(reboot(unknown, Some(c"text")), Err(Errno::INVAL));
    let code = child::run(|| {
        child::without_rights();
        match reboot(unknown, None) {
            Err(error) => error.raw(),
            Ok(()) => 0,
        }
    });
    assert_eq!(code, Errno::PERM.raw());
}

/// No call names a kernel that exists, so an image that the machine has loaded stays.
#[test]
fn kexec_file_load_errors() {
    // SAFETY: a negative number is not a descriptor.
    let none = unsafe { BorrowedFd::borrow_raw(-1) };
    let unknown = KexecFileFlags::from_bits_retain(1 << 31);
    let load = |flags| kexec_file_load(none, None, c"quiet", flags);
    if cfg!(target_arch = "x86") {
        return assert_eq!(load(unknown), Err(Errno::NOSYS));
    }
    let code = child::run(|| {
        child::without_rights();
        load(unknown).map_or_else(Errno::raw, |()| 0)
    });
    assert!(
        [Errno::NOSYS.raw(), Errno::PERM.raw()].contains(&code),
        "{code}"
    );
    match load(unknown) {
        Err(error @ (Errno::NOSYS | Errno::PERM)) => {
            crate::support::skip::skip("kexec_file_load_errors", error);
        }
        error => {
            assert_eq!(error, Err(Errno::INVAL));
            assert_eq!(load(KexecFileFlags::empty()), Err(Errno::BADF));
        }
    }
}
