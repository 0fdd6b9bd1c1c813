use std::collections::BTreeMap;
use std::mem::MaybeUninit;
use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Dirent, Dirents, FileType};
use trapgate::io::{self, SeekFrom};

use crate::api::scratch::{Dir, closed, memory};

/// Reads a directory's names, inode numbers and types with a buffer of `room` initialised bytes.
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
                "returned twice: {entry:?}"
            );
        }
        assert!(left.is_empty(), "{entries:?}");
    }
}

/// The kernel uses only 32 bits of the size.
#[cfg(target_pointer_width = "64")]
#[test]
fn every_entry_in_more_than_2_gib() {
    use crate::api::huge::{SIZES, huge};
    let dir = Dir::new();
    let Some(mut room) = huge("every_entry_in_more_than_2_gib") else {
        return;
    };
    let room = room.bytes();
    for len in SIZES {
        let entries = fs::getdents(dir.fd(), &mut room[..len]).unwrap();
        assert_eq!(entries.count(), 2, "{len:#x}");
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

/// A record in the kernel's layout whose length field is `len`.
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
    // Bytes after the null byte are not part of the name, and a record may end anywhere.
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
    assert_eq!(format!("{entries:?}"), format!("{expected:?}"));
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
