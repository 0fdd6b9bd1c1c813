use trapgate::Errno;
use trapgate::io::{self, WriteLife};

use super::{become_user, may_become_another};
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::skip::skip;

const ALL: [WriteLife; 6] = [
    WriteLife::EXTREME,
    WriteLife::LONG,
    WriteLife::MEDIUM,
    WriteLife::SHORT,
    WriteLife::NONE,
    WriteLife::NOT_SET,
];

#[test]
fn rw_hint_is_what_was_set() {
    let fd = memory();
    assert_eq!(io::fcntl_get_rw_hint(&fd), Ok(WriteLife::NOT_SET));
    for hint in ALL {
        assert_eq!(io::fcntl_set_rw_hint(&fd, hint), Ok(()));
        assert_eq!(io::fcntl_get_rw_hint(&fd), Ok(hint));
    }
    for unknown in [6, 256, u32::MAX].map(WriteLife::from_raw) {
        assert_eq!(io::fcntl_set_rw_hint(&fd, unknown), Err(Errno::INVAL));
    }
    assert_eq!(io::fcntl_get_rw_hint(closed()), Err(Errno::BADF));
    let hint = WriteLife::SHORT;
    assert_eq!(io::fcntl_set_rw_hint(closed(), hint), Err(Errno::BADF));
}

#[test]
fn rw_hint_of_somebody_elses_file() {
    if !may_become_another("rw_hint_of_somebody_elses_file") {
        return;
    }
    let fd = memory();
    let refused = child::run(|| {
        let hint = WriteLife::SHORT;
        match become_user(70_001, 70_001).then(|| io::fcntl_set_rw_hint(&fd, hint)) {
            Some(Err(Errno::PERM)) => 1,
            Some(Ok(())) => 2,
            _ => 0,
        }
    });
    match refused {
        2 => skip("rw_hint_of_somebody_elses_file", "before Linux 6.13"),
        refused => assert_eq!(refused, 1),
    }
}

/// Kernels from 4.13 to 5.17 have the operation, and others return `INVAL`.
#[test]
fn file_rw_hint_is_what_was_set() {
    let fd = memory();
    if io::fcntl_get_file_rw_hint(&fd) == Err(Errno::INVAL) {
        for hint in ALL {
            assert_eq!(io::fcntl_set_file_rw_hint(&fd, hint), Err(Errno::INVAL));
        }
    } else {
        for hint in ALL {
            assert_eq!(io::fcntl_set_file_rw_hint(&fd, hint), Ok(()));
            assert_eq!(io::fcntl_get_file_rw_hint(&fd), Ok(hint));
        }
    }
    assert_eq!(io::fcntl_get_file_rw_hint(closed()), Err(Errno::BADF));
    let hint = WriteLife::SHORT;
    assert_eq!(io::fcntl_set_file_rw_hint(closed(), hint), Err(Errno::BADF));
}
