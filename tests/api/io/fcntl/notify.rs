use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Mode, OpenFlags};
use trapgate::io::{self, DnotifyFlags};
use trapgate::signal::Signal;

use super::{comes, keep};
use crate::api::child;
use crate::api::scratch::{Dir, closed, memory};

#[test]
fn notify_tells_what_happens() {
    let dir = Dir::new();
    let fd = dir.fd();
    child::holds(|| {
        keep(Signal::RTMAX);
        let told = Some(fd.as_raw_fd());
        let flags = OpenFlags::CREAT | OpenFlags::EXCL | OpenFlags::RDWR;
        let make = || fs::openat(&fd, c"file", flags, Mode::RWXU).is_ok();
        let remove = || fs::unlinkat(&fd, c"file", AtFlags::empty()) == Ok(());
        let news = || comes(Signal::RTMAX, 0);
        let once = DnotifyFlags::CREATE;
        let always = DnotifyFlags::CREATE | DnotifyFlags::DELETE | DnotifyFlags::MULTISHOT;
        [
            io::fcntl_setsig(&fd, Some(Signal::RTMAX)) == Ok(()),
            make() && news().is_none(),
            remove() && io::fcntl_notify(&fd, once) == Ok(()),
            make() && news() == told,
            remove() && news().is_none(),
            make() && news().is_none(),
            io::fcntl_notify(&fd, always) == Ok(()),
            remove() && news() == told,
            make() && news() == told,
            io::fcntl_notify(&fd, DnotifyFlags::empty()) == Ok(()),
            remove() && news().is_none(),
        ]
    });
}

#[test]
fn notify_errors() {
    let events = DnotifyFlags::MODIFY;
    assert_eq!(io::fcntl_notify(memory(), events), Err(Errno::NOTDIR));
    assert_eq!(io::fcntl_notify(closed(), events), Err(Errno::BADF));
    let dir = Dir::new();
    let none = DnotifyFlags::empty();
    assert_eq!(
        io::fcntl_notify(dir.fd(), none),
        Ok(()),
        "there is no notification to end"
    );
}
