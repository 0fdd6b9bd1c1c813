use std::ffi::CStr;
use std::mem::MaybeUninit;

use trapgate::fs::{self, FsType, Mode, OpenFlags, Statfs, StatfsFlags, fstatfs, statfs};
use trapgate::{Errno, Sysno, raw};

use crate::api::child;
use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::api::supervisor::answered;
use crate::support::machine::{is_32_bit, proc};
use crate::support::skip::skip;

fn of(path: &CStr) -> Statfs {
    *statfs(path, &mut MaybeUninit::uninit()).unwrap()
}

#[test]
fn every_field_as_c_has_it() {
    let dir = Dir::new();
    for path in [c"/", c"/proc", c"/dev/null", &*dir.join("")] {
        let ours = of(path);
        let mut theirs = MaybeUninit::<libc::statfs64>::uninit();
        // SAFETY: on success the struct is filled.
        let theirs = unsafe {
            assert_eq!(libc::statfs64(path.as_ptr(), theirs.as_mut_ptr()), 0);
            theirs.assume_init()
        };
        // SAFETY: the type consists of two integers.
        let fsid = unsafe { std::mem::transmute::<libc::fsid_t, [i32; 2]>(theirs.f_fsid) };
        assert_eq!(ours.fs_type.raw(), theirs.f_type as u32, "{path:?}");
        assert_eq!(ours.bsize, theirs.f_bsize as u64, "{path:?}");
        assert_eq!(ours.blocks, theirs.f_blocks, "{path:?}");
        assert_eq!(ours.files, theirs.f_files, "{path:?}");
        assert_eq!(ours.fsid, fsid, "{path:?}");
        assert_eq!(ours.namelen, theirs.f_namelen as u64, "{path:?}");
        assert_eq!(ours.frsize, theirs.f_frsize as u64, "{path:?}");
        assert_eq!(ours.flags.bits(), theirs.f_flags as u32, "{path:?}");
        assert!(ours.flags.contains(StatfsFlags::VALID));
        // The free space may change between the two calls.
        assert!(ours.bavail <= ours.bfree && ours.bfree <= ours.blocks);
        assert!(ours.ffree <= ours.files);
    }
}

/// Each field gets its own number through libc's struct, so that no two fields can be confused.
#[test]
fn no_field_is_another() {
    let number = if cfg!(target_arch = "x86_64") {
        "statfs"
    } else {
        "statfs64"
    };
    let number = Sysno::from_name(number).unwrap();
    let write = |arguments: [u64; 6]| {
        let at = arguments[if cfg!(target_arch = "x86_64") { 1 } else { 2 }];
        let to = std::ptr::with_exposed_provenance_mut::<libc::statfs64>(at as usize);
        // SAFETY: this is the buffer of the call being answered, and zeros are a valid value of the
        // struct.
        unsafe {
            let mut room: libc::statfs64 = std::mem::zeroed();
            room.f_type = 0xef53;
            room.f_bsize = 1;
            (room.f_blocks, room.f_bfree, room.f_bavail) = (2 << 32, 3 << 32, 4 << 32);
            (room.f_files, room.f_ffree) = (5 << 32, 6 << 32);
            room.f_fsid = std::mem::transmute::<[i32; 2], libc::fsid_t>([7, -8]);
            (room.f_namelen, room.f_frsize, room.f_flags) = (9, 10, 11);
            to.write(room);
        }
        0
    };
    let Some(found) = answered("no_field_is_another", number, write, || of(c"/")) else {
        return;
    };
    assert_eq!((found.fs_type, found.bsize), (FsType::EXT4, 1));
    let blocks = [
        found.blocks,
        found.bfree,
        found.bavail,
        found.files,
        found.ffree,
    ];
    assert_eq!(blocks, [2, 3, 4, 5, 6].map(|n| n << 32));
    assert_eq!((found.fsid, found.namelen, found.frsize), ([7, -8], 9, 10));
    assert_eq!(found.flags, StatfsFlags::from_bits_retain(11));
}

#[test]
fn kinds() {
    if !proc("statfs::kinds") {
        return;
    }
    assert_eq!(of(c"/proc").fs_type, FsType::PROC);
    assert_eq!(of(c"/proc").namelen, 255);
    let mut room = MaybeUninit::uninit();
    let memory = fstatfs(memory(), &mut room).unwrap();
    assert_eq!((memory.fs_type, memory.namelen), (FsType::TMPFS, 255));
    assert_eq!(format!("{:?}", FsType::from_raw(0xef53)), "FsType::EXT4");
    // A descriptor that was opened with PATH is enough.
    let path = fs::openat(fs::CWD, c"/proc", OpenFlags::PATH, Mode::empty()).unwrap();
    assert_eq!(fstatfs(path, &mut room).copied(), Ok(of(c"/proc")));
}

/// A file system with more than 2^32 blocks, and the flags of its mount.
#[test]
fn a_file_system_beyond_32_bits() {
    const CLONE_NEWNS: usize = 0x2_0000;
    const MS_REC_PRIVATE: usize = 0x4_4000;
    /// Read-only, no set-user-ID, no devices, no executables, no access times.
    const MS: usize = 1 | 2 | 4 | 8 | 0x400;
    if is_32_bit() {
        let why = "a kernel of 32 bits counts blocks of memory in 32 bits";
        return skip("a_file_system_beyond_32_bits", why);
    }
    let dir = Dir::new();
    let (path, inside) = (dir.join(""), dir.join("new"));
    let numbers = ["unshare", "mount"].map(|name| Sysno::from_name(name).unwrap());
    let options = c"nr_blocks=4294967303,nr_inodes=4294967304";
    let code = child::run(|| {
        let mount = |kind: &CStr, at: &CStr, flags, options: &CStr| {
            let [kind, at, options] = [kind, at, options].map(|text| text.as_ptr().addr());
            // SAFETY: the kernel reads the strings, and the child has its own mount namespace.
            unsafe { raw::syscall5(numbers[1], kind, at, kind, flags, options) }
        };
        // SAFETY: the child has one thread, so all of the process changes.
        let own = unsafe { raw::syscall1(numbers[0], CLONE_NEWNS) };
        let made =
            own | mount(c"none", c"/", MS_REC_PRIVATE, c"") | mount(c"tmpfs", &path, MS, options);
        if made != 0 {
            return 77;
        }
        let mut room = MaybeUninit::uninit();
        let Ok(found) = statfs(&path, &mut room) else {
            return 1;
        };
        let flags = StatfsFlags::from_bits_retain(MS as u32) | StatfsFlags::VALID;
        let same = [
            found.fs_type == FsType::TMPFS,
            (found.blocks, found.bsize) == ((4 << 30) + 7, 4096),
            found.bfree > 4 << 30 && found.bavail > 4 << 30,
            found.files == (4 << 30) + 8 && found.ffree > 4 << 30,
            found.flags == flags,
            fs::mkdirat(fs::CWD, &inside, Mode::RWXU) == Err(Errno::ROFS),
            fs::faccessat(fs::CWD, &path, fs::AccessFlags::W_OK) == Err(Errno::ROFS),
        ];
        let wrong = same.iter().position(|same| !same);
        wrong.map_or(100, |at| 2 + at as i32)
    });
    match code {
        77 => skip(
            "a_file_system_beyond_32_bits",
            "cannot mount in a new namespace",
        ),
        code => assert_eq!(
            code, 100,
            "the index of the first condition that is false, plus 2"
        ),
    }
}

#[test]
fn errors() {
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let error = |path: &CStr| statfs(path, &mut MaybeUninit::uninit()).unwrap_err();
    assert_eq!(error(c""), Errno::NOENT);
    assert_eq!(error(&dir.join("nothing")), Errno::NOENT);
    assert_eq!(error(&dir.join("file/below")), Errno::NOTDIR);
    let mut room = MaybeUninit::uninit();
    assert_eq!(fstatfs(closed(), &mut room), Err(Errno::BADF));
    assert_eq!(
        fstatfs(fs::CWD, &mut room),
        Err(Errno::BADF),
        "CWD is not a descriptor"
    );
    ends_at_4096(".", |path| {
        statfs(path, &mut MaybeUninit::uninit()).copied()
    });
}
