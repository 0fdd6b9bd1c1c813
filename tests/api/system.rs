use std::ffi::CStr;
use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::system::{RebootCommand, reboot, uname};

use super::child;
use crate::support::machine::{Right, capable};

#[test]
fn uname_is_libcs() {
    let mut buf = MaybeUninit::uninit();
    let ours = uname(&mut buf).unwrap();
    let mut libcs = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: libc fills the struct, and each field ends with NUL.
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

/// Only commands that do not exist are sent: a machine is never at risk.
#[test]
fn reboot_errors() {
    let unknown = RebootCommand::from_raw(1);
    if !capable(Right::SysBoot) {
        // Root of a user and process namespace may restart that one, whatever it may do to the machine.
        let error = reboot(unknown, None);
        assert!(
            error == Err(Errno::PERM) || error == Err(Errno::INVAL),
            "{error:?}"
        );
        return crate::support::skip::skip("reboot_errors", "no right to restart the machine");
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
