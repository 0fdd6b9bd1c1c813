use std::collections::BTreeMap;
use std::mem::MaybeUninit;
use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Dirent, Dirents, FileType};
use trapgate::io::{self, SeekFrom};

use crate::api::scratch::{Dir, closed, memory};

/// A directory's names and types, read with a buffer of so many bytes that already hold something.
fn entries(dir: &Dir, room: usize) -> BTreeMap<String, (u64, FileType)> {
    let fd = dir.fd();
    let mut room = vec![MaybeUninit::new(0xaa); room];
    let mut found = BTreeMap::new();
    loop {
        let entries = fs::getdents(&fd, &mut room).unwrap();
        if entries.is_empty() {
            return found;
        }
        let mut left = entries.clone();
        for entry in left.by_ref() {
            let name = entry.name.to_str().unwrap().to_owned();
            assert!(
                found.insert(name, (entry.ino, entry.file_type)).is_none(),
                "twice: {entry:?}"
            );
        }
        assert!(left.is_empty(), "{entries:?}");
    }
}

#[test]
fn every_entry_whatever_the_buffer() {
    let dir = Dir::new();
    for len in 1..=255 {
        std::fs::write(dir.path().join("n".repeat(len)), "").unwrap();
    }
    std::fs::create_dir(dir.path().join("directory")).unwrap();
    symlink("nothing", dir.path().join("link")).unwrap();
    let all = entries(&dir, 1 << 16);
    assert_eq!(all.len(), 255 + 2 + 2);
    for (name, &(ino, file_type)) in &all {
        let expected = match name.as_str() {
            "." | ".." | "directory" => FileType::DIR,
            "link" => FileType::LNK,
            _ => FileType::REG,
        };
        assert!(
            file_type == expected || file_type == FileType::UNKNOWN,
            "{name}: {file_type:?}"
        );
        let name = std::ffi::CString::new(name.as_str()).unwrap();
        let stat = fs::fstatat(dir.fd(), &name, AtFlags::SYMLINK_NOFOLLOW).unwrap();
        assert_eq!((stat.ino, stat.mode.file_type()), (ino, expected));
    }
    for room in [280, 281, 1000, 4096] {
        assert_eq!(entries(&dir, room), all, "{room}");
    }
}

#[test]
fn positions_lead_back() {
    let dir = Dir::new();
    for name in ["a", "b", "c", "d"] {
        std::fs::write(dir.path().join(name), "").unwrap();
    }
    let fd = dir.fd();
    let (mut room, mut again) = ([MaybeUninit::uninit(); 1024], [MaybeUninit::uninit(); 1024]);
    let all: Vec<_> = fs::getdents(&fd, &mut room).unwrap().collect();
    assert_eq!(all.len(), 6);
    for (index, entry) in all.iter().enumerate() {
        let position = entry.off as u64;
        assert_eq!(io::lseek(&fd, SeekFrom::Start(position)), Ok(position));
        assert!(
            fs::getdents(&fd, &mut again)
                .unwrap()
                .eq(all[index + 1..].iter().copied())
        );
    }
}

#[test]
fn errors() {
    let dir = Dir::new();
    let mut room = [MaybeUninit::uninit(); 23];
    assert_eq!(fs::getdents(dir.fd(), &mut room).unwrap_err(), Errno::INVAL);
    assert_eq!(fs::getdents(dir.fd(), &mut []).unwrap_err(), Errno::INVAL);
    assert_eq!(
        fs::getdents(memory(), &mut room).unwrap_err(),
        Errno::NOTDIR
    );
    assert_eq!(fs::getdents(closed(), &mut room).unwrap_err(), Errno::BADF);
    let fd = dir.fd();
    drop(dir);
    let mut room = [MaybeUninit::uninit(); 1024];
    assert_eq!(fs::getdents(&fd, &mut room).unwrap_err(), Errno::NOENT);
}

/// A record as the kernel makes it, but for its length, which is `len`.
fn record(ino: u64, off: i64, len: u16, file_type: FileType, name: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(ino.to_ne_bytes());
    bytes.extend(off.to_ne_bytes());
    bytes.extend(len.to_ne_bytes());
    bytes.push(file_type.raw());
    bytes.extend(name);
    bytes
}

#[test]
fn records_are_taken_apart() {
    let mut bytes = record(u64::MAX - 1, i64::MIN + 2, 24, FileType::SOCK, b"abcd\0");
    // Bytes behind the nul are no part of the name, and a record may end anywhere.
    bytes.extend(record(
        3,
        -4,
        27,
        FileType::from_raw(77),
        b"e\0f\0\xff\xff\xff\xff",
    ));
    bytes.extend(record(5, 6, 20, FileType::UNKNOWN, b"\0"));
    let expected = [
        (u64::MAX - 1, i64::MIN + 2, FileType::SOCK, c"abcd"),
        (3, -4, FileType::from_raw(77), c"e"),
        (5, 6, FileType::UNKNOWN, c""),
    ];
    let expected = expected.map(|(ino, off, file_type, name)| Dirent {
        ino,
        off,
        file_type,
        name,
    });
    let mut entries = Dirents::new(&bytes);
    assert!(entries.clone().eq(expected));
    assert_eq!(entries.by_ref().count(), 3);
    assert!(entries.is_empty());
    assert_eq!(entries.next(), None);
    assert!(Dirents::new(&[]).is_empty());
}

#[test]
fn what_is_no_record_ends_it() {
    let good = record(1, 2, 24, FileType::REG, b"good\0");
    for bad in [
        record(1, 2, 0, FileType::REG, b"name\0"),
        record(1, 2, 18, FileType::REG, b"name\0"),
        record(1, 2, 19, FileType::REG, b"name\0"),
        record(1, 2, 23, FileType::REG, b"name\0"),
        record(1, 2, 25, FileType::REG, b"name\0"),
        record(1, 2, u16::MAX, FileType::REG, b"name\0"),
        record(1, 2, 24, FileType::REG, b"names"),
        record(1, 2, 19, FileType::REG, b""),
        good[..18].to_vec(),
        vec![0],
    ] {
        let bytes = [&good[..], &bad].concat();
        let mut entries = Dirents::new(&bytes);
        assert_eq!(
            entries.next().map(|entry| entry.name),
            Some(c"good"),
            "{bad:?}"
        );
        for _ in 0..3 {
            assert_eq!(entries.next(), None, "{bad:?}");
            assert!(!entries.is_empty(), "{bad:?}");
        }
    }
}

/// Two pages, of which the second cannot be touched.
struct Edge(*mut u8);

impl Edge {
    const PAGE: usize = 4096;

    fn new() -> Self {
        let (flags, all) = (
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            libc::PROT_READ | libc::PROT_WRITE,
        );
        // SAFETY: a mapping of its own, which stays for the rest of the program.
        unsafe {
            let pages = libc::mmap(std::ptr::null_mut(), 2 * Self::PAGE, all, flags, -1, 0);
            assert_ne!(pages, libc::MAP_FAILED);
            assert_eq!(
                libc::mprotect(pages.byte_add(Self::PAGE), Self::PAGE, libc::PROT_NONE),
                0
            );
            Self(pages.cast())
        }
    }

    /// The same bytes, the last of them before the page that cannot be touched.
    fn hold(&mut self, bytes: &[u8]) -> &[u8] {
        // SAFETY: the first page is larger than `bytes`, and this value's.
        unsafe {
            let start = self.0.add(Self::PAGE - bytes.len());
            start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            std::slice::from_raw_parts(start, bytes.len())
        }
    }
}

#[test]
fn mutated_bytes_stay_inside() {
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as usize % below
    };
    let mut whole = Vec::new();
    for (len, name) in [
        (24, &b".\0zzz"[..]),
        (32, b"thirteen byte"),
        (21, b"a\0"),
        (24, b"abcd\0"),
    ] {
        whole.extend(record(7, 9, len, FileType::REG, name));
    }
    let (mut edge, mut found, mut broken) = (Edge::new(), 0, 0);
    for _ in 0..250_000 {
        let mut bytes = whole.clone();
        for _ in 0..random(5) {
            let at = random(bytes.len());
            bytes[at] = match random(4) {
                0 => 0,
                1 => u8::MAX,
                2 => bytes[at] ^ 1 << random(8),
                _ => random(256) as u8,
            };
        }
        bytes.truncate(bytes.len() - random(8) * random(14));
        let bytes = edge.hold(&bytes);
        let mut entries = Dirents::new(bytes);
        let mut from = bytes.as_ptr_range().start;
        for entry in entries.by_ref() {
            let name = entry.name.to_bytes_with_nul().as_ptr_range();
            assert!(from < name.start && name.end <= bytes.as_ptr_range().end);
            from = name.end;
            found += 1;
        }
        assert_eq!(entries.next(), None);
        broken += usize::from(!entries.is_empty());
    }
    // Neither all whole nor all broken, or nothing was tried.
    assert!(found > 250_000 && broken > 25_000, "{found} {broken}");
}
