use trapgate::fs::{self, AtFlags, FileType, Mode, OpenFlags, umask};

use crate::api::child;
use crate::api::scratch::Dir;

#[test]
fn new_files_lack_what_it_has() {
    let dir = Dir::new();
    let at = dir.fd();
    child::holds(|| {
        let mode = Mode::from_bits_retain;
        umask(mode(0o027));
        let all = mode(0o777);
        let made = |name| fs::fstatat(&at, name, AtFlags::empty()).map(|stat| stat.mode.bits());
        let flags = OpenFlags::CREAT | OpenFlags::RDWR;
        [
            umask(mode(0o7777)) == mode(0o027),
            // Only the nine lower bits have an effect.
            umask(mode(0o137)) == all,
            fs::openat(&at, c"file", flags, all).is_ok(),
            made(c"file") == Ok(0o100_640),
            fs::mkdirat(&at, c"dir", all) == Ok(()),
            made(c"dir") == Ok(0o040_640),
            fs::mknodat(&at, c"pipe", FileType::FIFO, all, None) == Ok(()),
            made(c"pipe") == Ok(0o010_640),
            umask(Mode::empty()) == mode(0o137),
            umask(Mode::empty()) == Mode::empty(),
        ]
    });
}
