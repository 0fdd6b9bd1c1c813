//! A kernel's initial file system: a cpio archive in the `newc` format
//! (Documentation/driver-api/early-userspace).

/// File types and permissions, as in `st_mode`.
const FOLDER: u32 = 0o40755;
const PROGRAM: u32 = 0o100755;
const TERMINAL: u32 = 0o20600;

/// Returns an archive from which a kernel starts `program` with a console as descriptors 0 to 2.
pub(crate) fn with_init(program: &[u8]) -> Vec<u8> {
    let mut archive = Vec::new();
    add(&mut archive, "dev", FOLDER, (0, 0), &[]);
    add(&mut archive, "dev/console", TERMINAL, (5, 1), &[]);
    add(&mut archive, "init", PROGRAM, (0, 0), program);
    add(&mut archive, "TRAILER!!!", 0, (0, 0), &[]);
    archive
}

/// Adds one file: thirteen numbers of eight hexadecimal digits, the name, and the bytes; the last
/// two are padded to four bytes.
fn add(archive: &mut Vec<u8>, name: &str, mode: u32, device: (u32, u32), bytes: &[u8]) {
    // Every file needs an inode number of its own, because files with the same number are links.
    let inode = 1 + archive.len() as u32;
    let (user, group, links, time) = (0, 0, 1, 0);
    let (major, minor, checksum) = (0, 0, 0);
    let (size, name_size) = (bytes.len() as u32, name.len() as u32 + 1);
    archive.extend(b"070701");
    for number in [
        inode, mode, user, group, links, time, size, major, minor, device.0, device.1, name_size,
        checksum,
    ] {
        archive.extend(format!("{number:08X}").bytes());
    }
    archive.extend(name.bytes());
    archive.push(0);
    pad(archive);
    archive.extend(bytes);
    pad(archive);
}

fn pad(archive: &mut Vec<u8>) {
    archive.resize(archive.len().next_multiple_of(4), 0);
}
