use std::ptr::null_mut;

use trapgate::Errno;
use trapgate::fs::{self, MemfdSecretFlags};
use trapgate::io::{self, FdFlags};
use trapgate::mm::{MapFlags, ProtFlags, mmap, munmap};

use crate::support::skip::skip;

#[test]
fn only_a_mapping_reaches_it() {
    let secret = match fs::memfd_secret(MemfdSecretFlags::CLOEXEC) {
        Err(Errno::NOSYS) => {
            return skip(
                "only_a_mapping_reaches_it",
                "the kernel has memfd_secret disabled",
            );
        }
        secret => secret.unwrap(),
    };
    assert_eq!(io::fcntl_getfd(&secret), Ok(FdFlags::CLOEXEC));
    let open = fs::memfd_secret(MemfdSecretFlags::empty()).unwrap();
    assert_eq!(io::fcntl_getfd(&open), Ok(FdFlags::empty()));
    assert_eq!(fs::fstat(&secret).unwrap().size, 0);
    assert_eq!(fs::ftruncate(&secret, 4096), Ok(()));
    assert_eq!(fs::ftruncate(&secret, 8192), Err(Errno::INVAL), "once");
    assert_eq!(io::read(&secret, &mut [0; 1]), Err(Errno::INVAL));
    assert_eq!(io::write(&secret, b"x"), Err(Errno::INVAL));

    let prot = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: new mappings of a file that only this test uses.
    let map = |flags| unsafe { mmap(null_mut(), 4096, prot, flags, &secret, 0) };
    assert_eq!(map(MapFlags::PRIVATE), Err(Errno::INVAL));
    match map(MapFlags::SHARED) {
        // The memory counts towards the limit of locked memory.
        Err(Errno::AGAIN) => skip(
            "only_a_mapping_reaches_it",
            "the limit of locked memory is too low",
        ),
        addr => {
            let addr = addr.unwrap();
            let byte = addr.cast::<u8>();
            // SAFETY: inside the mapping; and a system call that copies from it or fails.
            unsafe {
                byte.write_volatile(7);
                assert_eq!(byte.read_volatile(), 7);
                let null = libc::open(c"/dev/zero".as_ptr(), libc::O_RDONLY);
                assert_eq!(
                    libc::read(null, addr, 1),
                    1,
                    "the process's own calls may read it"
                );
                assert_eq!(byte.read_volatile(), 0);
                libc::close(null);
                assert_eq!(munmap(addr, 4096), Ok(()));
            }
        }
    }
}

#[test]
fn unknown_flags() {
    for bits in [1, 2, 1 << 31] {
        let flags = MemfdSecretFlags::from_bits_retain(bits);
        let error = fs::memfd_secret(flags).unwrap_err();
        if error == Errno::NOSYS {
            return skip("unknown_flags", "the kernel has memfd_secret disabled");
        }
        assert_eq!(error, Errno::INVAL);
    }
}
