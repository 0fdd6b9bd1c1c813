use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Mode, getcwd};

use crate::api::child;
use crate::api::scratch::Dir;

#[test]
fn the_path_of_where_we_are() {
    let here = std::env::current_dir().unwrap();
    let mut room = [MaybeUninit::uninit(); 4096];
    let path = getcwd(&mut room).unwrap();
    assert_eq!(path.to_bytes(), here.as_os_str().as_encoded_bytes());

    // The buffer must have room for the null byte, which the length does not count.
    let len = path.count_bytes();
    for short in [0, 1, len] {
        assert_eq!(getcwd(&mut room[..short]), Err(Errno::RANGE));
    }
    let path = getcwd(&mut room[..len + 1]).unwrap();
    assert_eq!(path.count_bytes(), len);
}

#[test]
fn a_directory_without_a_path() {
    let dir = Dir::new();
    let (at, name) = (dir.fd(), c"removed");
    let part = std::ffi::CString::new("n".repeat(255)).unwrap();
    child::holds(|| {
        let mut room = [MaybeUninit::uninit(); 8192];
        let down =
            |name| fs::mkdirat(fs::CWD, name, Mode::RWXU).and_then(|()| fs::chdir(name)) == Ok(());
        // If this fails, no directory may be made in another place.
        if fs::fchdir(&at).is_err() {
            return [false; 8];
        }
        [
            down(name),
            fs::unlinkat(&at, name, AtFlags::REMOVEDIR) == Ok(()),
            getcwd(&mut room) == Err(Errno::NOENT),
            // The kernel's buffer is limited to 4096 bytes.
            fs::fchdir(&at) == Ok(()),
            (0..15).all(|_| down(&part)),
            getcwd(&mut room).is_ok_and(|path| path.count_bytes() > 15 * 256),
            down(&part),
            getcwd(&mut room) == Err(Errno::NAMETOOLONG),
        ]
    });
}
