use std::ptr::{null, null_mut, without_provenance};

use trapgate::Errno;
use trapgate::fs::ftruncate;
use trapgate::fs::{Mode, OpenFlags, openat};
use trapgate::mm::{MsyncFlags, mlock, msync};

use super::pages::{PAGE, pages, shared, unmap};
use crate::api::scratch::Dir;

#[test]
fn msync_writes_back() {
    let dir = Dir::new();
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let fd = openat(dir.fd(), c"file", flags, Mode::RUSR | Mode::WUSR).unwrap();
    assert_eq!(ftruncate(&fd, 2 * PAGE as u64), Ok(()));
    let addr = shared(&fd, 2);
    // SAFETY: inside the mapping.
    unsafe { addr.add(PAGE).write_volatile(b'x') };
    for flags in [
        MsyncFlags::SYNC,
        MsyncFlags::ASYNC,
        MsyncFlags::empty(),
        MsyncFlags::SYNC | MsyncFlags::INVALIDATE,
    ] {
        assert_eq!(msync(addr.cast(), 2 * PAGE, flags), Ok(()));
    }
    assert_eq!(msync(addr.cast(), PAGE + 1, MsyncFlags::SYNC), Ok(()));
    assert_eq!(std::fs::read(dir.path().join("file")).unwrap()[PAGE], b'x');
    let refused = MsyncFlags::INVALIDATE;
    assert_eq!(mlock(addr.cast(), 1), Ok(()));
    assert_eq!(msync(addr.cast(), PAGE, refused), Err(Errno::BUSY));
    unmap(addr, 2);
}

#[test]
fn edges() {
    let (addr, sync) = (pages(1), MsyncFlags::SYNC);
    assert_eq!(
        msync(addr.cast(), PAGE, sync),
        Ok(()),
        "a private mapping has nothing to write back"
    );
    assert_eq!(msync(addr.cast(), 0, sync), Ok(()));
    let odd = addr.wrapping_add(1).cast();
    assert_eq!(msync(odd, PAGE, sync), Err(Errno::INVAL));
    let both = sync | MsyncFlags::ASYNC;
    assert_eq!(msync(addr.cast(), PAGE, both), Err(Errno::INVAL));
    let unknown = MsyncFlags::from_bits_retain(8);
    assert_eq!(msync(addr.cast(), PAGE, unknown), Err(Errno::INVAL));
    assert_eq!(msync(null(), PAGE, sync), Err(Errno::NOMEM));
    let last = without_provenance(usize::MAX - PAGE + 1);
    assert_eq!(msync(last, 2 * PAGE, sync), Err(Errno::NOMEM));
    unmap(addr, 1);
    assert_eq!(msync(null_mut(), 0, MsyncFlags::empty()), Ok(()));
}
