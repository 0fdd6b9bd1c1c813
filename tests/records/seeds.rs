//! Whole buffers of each kind. The damaged buffers are made from them, and the fuzzer starts with
//! them.

/// Builds an entry of a directory; `rest` is the name and the bytes up to the next entry.
fn dirent(ino: u64, off: i64, file_type: u8, rest: &[u8]) -> Vec<u8> {
    let len = u16::try_from(19 + rest.len()).unwrap();
    let mut bytes = [ino.to_ne_bytes(), off.to_ne_bytes()].concat();
    bytes.extend(len.to_ne_bytes());
    bytes.push(file_type);
    bytes.extend(rest);
    bytes
}

pub(crate) fn dirents() -> Vec<(&'static str, Vec<u8>)> {
    let dots = [
        dirent(2, 1, 4, b".\0zzz"),
        dirent(u64::MAX, i64::MAX, 4, b"..\0\0\0"),
    ];
    let long = [b'n'; 255];
    vec![
        ("none", Vec::new()),
        ("dots", dots.concat()),
        (
            "names",
            [
                dirent(7, 9, 8, b"thirteen bytes\0"),
                dirent(7, -9, 10, b"a\0"),
                dirent(0, 0, 0, b"\0"),
                dirent(7, 9, 14, b"ab\0cd\0"),
            ]
            .concat(),
        ),
        ("nul", [&dots[0][..], &dirent(3, 3, 8, b"name\0")].concat()),
        (
            "long",
            dirent(1 << 40, 1 << 33, 12, &[&long[..], b"\0\0\0\0\0\0"].concat()),
        ),
    ]
}

pub(crate) fn xattr_names() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("none", Vec::new()),
        ("empty", b"\0".to_vec()),
        ("one", b"user.a\0".to_vec()),
        (
            "some",
            b"security.selinux\0user.\0system.posix_acl_access\0\0trusted.overlay.opaque\0"
                .to_vec(),
        ),
        ("long", [b"user.", &[b'n'; 250][..], b"\0user.b\0"].concat()),
    ]
}

/// Builds a handle of these bytes.
fn handle(handle_type: i32, part: &[u8]) -> Vec<u8> {
    let len = u32::try_from(part.len()).unwrap().to_ne_bytes();
    [&len[..], &handle_type.to_ne_bytes(), part].concat()
}

pub(crate) fn file_handles() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("none", Vec::new()),
        ("empty", handle(0, b"")),
        (
            "ext4",
            handle(1, &[0x17, 0xe0, 0xa1, 0, 0x6b, 0xd1, 0x7e, 0xf5]),
        ),
        ("tmpfs", handle(0x1, &[0xaa; 12])),
        ("longest", handle(-2, &[0xff; 128])),
        ("two", [handle(0x81, &[1; 5]), handle(2, &[2; 12])].concat()),
    ]
}

/// Builds a message of a userfaultfd.
fn uffd_msg(event: u8, arg: [u64; 3]) -> Vec<u8> {
    let words = [event.into(), arg[0], arg[1], arg[2]];
    words.map(u64::to_ne_bytes).concat()
}

pub(crate) fn uffd_msgs() -> Vec<(&'static str, Vec<u8>)> {
    let all = [
        uffd_msg(0x12, [3, 0x7fff_0000_1000, 70_001]),
        uffd_msg(0x12, [4, 0xf7f0_0123, 0]),
        uffd_msg(0x13, [5, 0, 0]),
        uffd_msg(0x14, [0x1000, 0x7fff_0000_2000, 0x3000]),
        uffd_msg(0x15, [0x1000, 0x4000, 0]),
        uffd_msg(0x16, [0, u64::MAX, 0]),
        uffd_msg(0x17, [1, 2, 3]),
    ];
    vec![
        ("none", Vec::new()),
        ("fault", all[0].clone()),
        ("all", all.concat()),
        ("zeros", vec![0; 64]),
    ]
}

/// Builds an extent: its offsets in the file and on the device, its length, and its flags.
fn fiemap_extent(places: [u64; 3], flags: u32) -> Vec<u8> {
    let mut bytes = places.map(u64::to_ne_bytes).concat();
    bytes.extend([0; 16]);
    bytes.extend(flags.to_ne_bytes());
    bytes.extend([0; 12]);
    bytes
}

pub(crate) fn fiemap_extents() -> Vec<(&'static str, Vec<u8>)> {
    let all = [
        fiemap_extent([0, 0x10_0000, 4096], 0),
        fiemap_extent([1 << 33, 1 << 40, 1 << 30], 0x800),
        fiemap_extent([u64::MAX, u64::MAX, u64::MAX], u32::MAX),
        fiemap_extent([1 << 34, 0, 1], 0x301),
    ];
    vec![
        ("none", Vec::new()),
        ("one", all[3].clone()),
        ("all", all.concat()),
    ]
}
