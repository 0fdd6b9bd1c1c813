use std::ffi::{CStr, CString};
use std::io::Write as _;
use std::path::Path;

use trapgate::Errno;
use trapgate::system::{SwapFlags, swapoff, swapon};

use crate::api::scratch::Dir;
use crate::support::machine::proc;
use crate::support::skip::skip;

/// Writes an area of swap, without holes: a header, and pages for it to speak of.
fn make(path: &Path, pages: u32) {
    const PAGE: usize = 4096;
    let mut bytes = vec![0; pages as usize * PAGE];
    bytes[1024..1028].copy_from_slice(&1_u32.to_ne_bytes());
    bytes[1028..1032].copy_from_slice(&(pages - 1).to_ne_bytes());
    bytes[PAGE - 10..PAGE].copy_from_slice(b"SWAPSPACE2");
    let mut file = std::fs::File::create(path).unwrap();
    file.write_all(&bytes).unwrap();
    file.sync_all().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    file.set_permissions(mode).unwrap();
}

/// Takes swap away, whatever becomes of the test.
struct Swap<'a>(&'a CStr);

impl Drop for Swap<'_> {
    fn drop(&mut self) {
        let _ = swapoff(self.0);
    }
}

/// Sixteen pages, used after all other swap, for a moment.
#[test]
fn swap_comes_and_goes() {
    if !proc("swap_comes_and_goes") {
        return;
    }
    let dir = Dir::new();
    let (path, name) = (dir.path().join("swap"), dir.join("swap"));
    make(&path, 16);
    let listed = || {
        let swaps = std::fs::read_to_string("/proc/swaps").unwrap();
        let line = swaps
            .lines()
            .find(|line| line.starts_with(path.to_str().unwrap()));
        line.map(|line| Vec::from_iter(line.split_whitespace().map(String::from)))
    };
    match swapon(&name, SwapFlags::prio(3)) {
        Ok(()) => {}
        Err(Errno::PERM) => return skip("swap_comes_and_goes", "no right to change swap"),
        Err(Errno::INVAL) => return skip("swap_comes_and_goes", "not on this file system"),
        Err(error) => panic!("{error:?}"),
    }
    let swap = Swap(&name);
    let line = listed().unwrap();
    assert_eq!((&*line[1], &*line[2], &*line[4]), ("file", "60", "3"));
    assert_eq!(swapon(&name, SwapFlags::empty()), Err(Errno::BUSY));
    // Nobody writes to it meanwhile.
    let error = std::fs::File::options().write(true).open(&path);
    let error = error.and_then(|mut file| file.write(b"x")).unwrap_err();
    assert_eq!(error.raw_os_error(), Some(libc::ETXTBSY));
    assert_eq!(swapoff(&name), Ok(()));
    std::mem::forget(swap);
    assert_eq!(listed(), None);
    assert_eq!(swapoff(&name), Err(Errno::INVAL));
}

/// For who may change swap at all; for others each is `PERM`.
#[test]
fn errors() {
    let dir = Dir::new();
    let privileged = swapoff(c"/none") != Err(Errno::PERM);
    let or_perm = |error| Err(if privileged { error } else { Errno::PERM });
    let both = |path: &CStr| [swapon(path, SwapFlags::empty()), swapoff(path)];
    assert_eq!(both(&dir.join("none")), [or_perm(Errno::NOENT); 2]);
    assert_eq!(both(c""), [or_perm(Errno::NOENT); 2]);
    assert_eq!(both(c"/dev/null/swap"), [or_perm(Errno::NOTDIR); 2]);
    let long = |len| CString::new(vec![b'/'; len]).unwrap();
    assert_eq!(both(&long(4096)), [or_perm(Errno::NAMETOOLONG); 2]);
    assert_eq!(both(&long(4095)), [or_perm(Errno::ISDIR); 2]);
    // No area of swap.
    std::fs::write(dir.path().join("file"), [0; 5 * 4096]).unwrap();
    let file = dir.join("file");
    assert_eq!(both(&file), [or_perm(Errno::INVAL); 2]);
    let unknown = SwapFlags::from_bits_retain(1 << 20);
    // Who may not is told that, or that the flag is unknown.
    let refused = swapon(&file, unknown).unwrap_err();
    assert!(
        refused == Errno::INVAL || !privileged && refused == Errno::PERM,
        "{refused:?}"
    );
}

#[test]
fn priorities() {
    let bits = |prio| SwapFlags::prio(prio).bits();
    assert_eq!(bits(0), 0x8000);
    assert_eq!(bits(0x1234), 0x9234);
    assert_eq!(bits(0x7fff), 0xffff);
    assert_eq!(bits(0x8000), 0xffff);
    assert_eq!(bits(u16::MAX), 0xffff);
}
