use trapgate::fs::{self, fchown};
use trapgate::types::id::{Gid, Uid};
use trapgate::{Errno, io};

use crate::api::scratch::{closed, memory};
use crate::skip::skip;

#[test]
fn ids_above_16_bits() {
    let fd = memory();
    let (uid, gid) = (Uid::from_raw(70_000), Gid::from_raw(80_000));
    match fchown(&fd, Some(uid), Some(gid)) {
        Err(error @ (Errno::PERM | Errno::INVAL)) => return skip("ids_above_16_bits", error),
        done => assert_eq!(done, Ok(())),
    }
    let ids = || fs::fstat(&fd).map(|stat| (stat.uid.raw(), stat.gid.raw()));
    assert_eq!(ids(), Ok((70_000, 80_000)));
    assert_eq!(fchown(&fd, None, None), Ok(()));
    assert_eq!(ids(), Ok((70_000, 80_000)));
    assert_eq!(fchown(&fd, Some(Uid::from_raw(0)), None), Ok(()));
    assert_eq!(ids(), Ok((0, 80_000)));
    assert_eq!(fchown(&fd, None, Some(Gid::from_raw(0xffff))), Ok(()));
    assert_eq!(ids(), Ok((0, 0xffff)));
    assert_eq!(fchown(&fd, Some(Uid::from_raw(u32::MAX - 1)), None), Ok(()));
    assert_eq!(ids(), Ok((u32::MAX - 1, 0xffff)));
}

#[test]
fn ids_of_our_own() {
    let fd = memory();
    let stat = fs::fstat(&fd).unwrap();
    assert_eq!(fchown(&fd, Some(stat.uid), Some(stat.gid)), Ok(()));
    assert_eq!(fs::fstat(&fd).unwrap().uid, stat.uid);
    let path = fs::openat(fs::CWD, c"/", fs::OpenFlags::PATH, fs::Mode::empty()).unwrap();
    assert_eq!(fchown(&path, None, None), Err(Errno::BADF));
    assert_eq!(fchown(closed(), None, None), Err(Errno::BADF));
    assert_eq!(io::close(path), Ok(()));
}
