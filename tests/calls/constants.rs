//! The constants of this target, against the golden file of the wire.

use trapgate::Sysno;
use trapgate::calls::Call;

use super::line::is;
use super::verbs::golden;
use crate::support::sysno::{TARGET, wrappers};

/// Every constant, with what it stands for.
const CONSTANTS: &[(&str, &[Call])] = &include!(concat!(env!("OUT_DIR"), "/calls_list.rs"));

/// The calls of a function.
fn of(function: &str) -> &'static [Call] {
    let constant = CONSTANTS.iter().find(|(what, _)| *what == function);
    constant
        .unwrap_or_else(|| panic!("no constant of {function}"))
        .1
}

#[test]
fn each_wrapper_makes_the_call_of_its_constant() {
    let (golden, mut lines) = (golden(TARGET), 0);
    for (function, calls) in wrappers(TARGET) {
        let constant = of(function);
        assert_eq!(constant.len(), calls.len(), "{function}");
        for line in &golden[function] {
            assert!(
                constant.iter().any(|call| is(line, call)),
                "{function}: {line}"
            );
            lines += 1;
        }
    }
    assert!(lines > 500);
}

#[test]
fn known_constants() {
    use trapgate::calls;
    let i686 = TARGET == "i686";
    assert_eq!(calls::io::READ[0].sysno, Sysno::READ);
    assert_eq!(calls::system::KEXEC_FILE_LOAD.is_empty(), i686);
    assert_eq!(calls::first_use::GATE.is_empty(), !i686);
    let [call] = calls::thread::FUTEX_WAKE else {
        panic!()
    };
    let verb = call.verb.unwrap();
    assert_eq!((verb.argument, verb.mask, verb.value), (1, !0x180, 1));
    let [call] = calls::io::FCNTL_GETLK else {
        panic!()
    };
    assert_eq!(call.verb.unwrap().value, if i686 { 12 } else { 5 });
    assert!(calls::fs::IOCTL_FIBMAP[0].verb.is_some());
    assert!(calls::io::IOCTL[0].verb.is_none());
}
