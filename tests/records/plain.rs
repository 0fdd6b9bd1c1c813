//! A second reader for each kind of record, as simple as possible, and slow, with which the
//! library's iterators are compared. The fuzzer uses these readers, too.

use std::ffi::CStr;

use trapgate::fs::FiemapExtents;
use trapgate::fs::{Dirents, FileHandle, XattrNames};
use trapgate::mm::{UffdMsg, UffdMsgs};

/// The records in a buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// How many records there are.
    pub(crate) records: usize,
    /// Whether every byte belongs to a record.
    pub(crate) whole: bool,
}

/// Returns the number in `count` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, count: usize) -> u64 {
    let mut number = 0;
    for index in 0..count {
        number += u64::from(bytes[at + index]) << (8 * index);
    }
    number
}

/// Returns the index of the first NUL.
fn nul(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        if bytes[at] == 0 {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Checks that the string is a reference to these bytes, and not to a copy.
#[track_caller]
fn is_string(string: &CStr, bytes: &[u8]) {
    let string = string.to_bytes_with_nul();
    assert_eq!(string.as_ptr_range(), bytes.as_ptr_range());
    assert_eq!(string[string.len() - 1], 0);
}

/// Reads the entries of a directory.
pub(crate) fn dirents(bytes: &[u8]) -> Found {
    let (mut entries, mut at, mut records) = (Dirents::new(bytes), 0, 0);
    while bytes.len() - at >= 19 {
        let end = at + number(bytes, at + 16, 2) as usize;
        if end < at + 19 || end > bytes.len() {
            break;
        }
        let Some(nul) = nul(bytes, at + 19, end) else {
            break;
        };
        let entry = entries.next().expect("the iterator has one more entry");
        assert_eq!(entry.ino, number(bytes, at, 8));
        assert_eq!(entry.off, number(bytes, at + 8, 8) as i64);
        assert_eq!(u64::from(entry.file_type.raw()), number(bytes, at + 18, 1));
        is_string(entry.name, &bytes[at + 19..nul + 1]);
        (at, records) = (end, records + 1);
    }
    let whole = at == bytes.len();
    for _ in 0..2 {
        assert_eq!(entries.next(), None);
        assert_eq!(entries.is_empty(), whole);
    }
    Found { records, whole }
}

/// Reads the names of extended attributes.
pub(crate) fn xattr_names(bytes: &[u8]) -> Found {
    let (mut names, mut at, mut records) = (XattrNames::new(bytes), 0, 0);
    while let Some(nul) = nul(bytes, at, bytes.len()) {
        is_string(
            names.next().expect("the iterator has one more name"),
            &bytes[at..nul + 1],
        );
        (at, records) = (nul + 1, records + 1);
    }
    let whole = at == bytes.len();
    for _ in 0..2 {
        assert_eq!(names.next(), None);
        assert_eq!(names.is_empty(), whole);
    }
    Found { records, whole }
}

/// Reads a file's handle, after which other bytes may follow.
pub(crate) fn file_handle(bytes: &[u8]) -> Found {
    let expected = if bytes.len() < 8 {
        None
    } else {
        let end = 8 + number(bytes, 0, 4);
        usize::try_from(end).ok().filter(|&end| end <= bytes.len())
    };
    let handle = FileHandle::from_bytes(bytes);
    assert_eq!(handle.is_some(), expected.is_some());
    let (Some(handle), Some(end)) = (handle, expected) else {
        return Found::default();
    };
    let all = handle.as_bytes();
    assert_eq!(all.as_ptr_range(), bytes[..end].as_ptr_range());
    let part = handle.handle().as_ptr_range();
    assert_eq!(part, bytes[8..end].as_ptr_range());
    assert_eq!(handle.handle_type() as u32, number(bytes, 4, 4) as u32);
    assert_eq!(FileHandle::from_bytes(all), Some(handle));
    Found {
        records: 1,
        whole: end == bytes.len(),
    }
}

/// Reads the messages of a userfaultfd.
pub(crate) fn uffd_msgs(bytes: &[u8]) -> Found {
    let (mut msgs, mut at, mut records) = (UffdMsgs::new(bytes), 0, 0);
    while bytes.len() - at >= 32 {
        assert_eq!(msgs.len(), (bytes.len() - at) / 32);
        let words = [8, 16, 24].map(|word| number(bytes, at + word, 8));
        let [first, second, third] = words;
        let low = |word: usize| number(bytes, at + word, 4) as i32;
        let event = match msgs.next().expect("the iterator has one more message") {
            UffdMsg::Pagefault {
                flags,
                address,
                ptid,
            } => {
                assert_eq!([flags.bits(), address], [first, second]);
                assert_eq!(ptid.map_or(0, |ptid| ptid.raw()), low(24));
                assert!(ptid.is_none_or(|ptid| ptid.raw() != 0));
                0x12
            }
            UffdMsg::Fork { ufd } => {
                assert_eq!(ufd, low(8));
                0x13
            }
            UffdMsg::Remap { from, to, len } => {
                assert_eq!([from, to, len], [first, second, third]);
                0x14
            }
            UffdMsg::Remove { start, end } => {
                assert_eq!([start, end], [first, second]);
                0x15
            }
            UffdMsg::Unmap { start, end } => {
                assert_eq!([start, end], [first, second]);
                0x16
            }
            UffdMsg::Unknown { event, arg } => {
                assert_eq!(arg, words);
                assert!(!(0x12..=0x16).contains(&event));
                event
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(u64::from(event), number(bytes, at, 1));
        (at, records) = (at + 32, records + 1);
    }
    for _ in 0..2 {
        assert_eq!((msgs.len(), msgs.next()), (0, None));
    }
    Found {
        records,
        whole: at == bytes.len(),
    }
}

/// Reads the extents of a file on its device.
pub(crate) fn fiemap_extents(bytes: &[u8]) -> Found {
    let (mut extents, mut at, mut records) = (FiemapExtents::new(bytes), 0, 0);
    assert_eq!(extents.mapped() as usize, bytes.len() / 56);
    while bytes.len() - at >= 56 {
        let extent = extents.next().expect("the iterator has one more extent");
        let places = [extent.logical, extent.physical, extent.length];
        assert_eq!(places, [0, 8, 16].map(|place| number(bytes, at + place, 8)));
        let flags: u64 = extent.flags.bits().into();
        assert_eq!(flags, number(bytes, at + 40, 4));
        (at, records) = (at + 56, records + 1);
    }
    for _ in 0..2 {
        assert_eq!(extents.next(), None);
    }
    Found {
        records,
        whole: at == bytes.len(),
    }
}
