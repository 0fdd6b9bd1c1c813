//! Any bytes as messages: what the iterator makes of them is what stands there, and it ends.

use trapgate::mm::{UffdMsg, UffdMsgs};

/// Reads `bytes` as messages, and finds each again.
pub(crate) fn read(bytes: &[u8]) {
    let mut msgs = UffdMsgs::new(bytes);
    for (at, record) in bytes.chunks_exact(UffdMsgs::SIZE).enumerate() {
        assert_eq!(msgs.len(), bytes.len() / UffdMsgs::SIZE - at);
        let word = |at: usize| u64::from_ne_bytes(record[at..at + 8].try_into().unwrap());
        let (a, b, c) = (word(8), word(16), word(24));
        match msgs.next().unwrap() {
            UffdMsg::Pagefault {
                flags,
                address,
                ptid,
            } => {
                let ptid = ptid.map_or(0, |ptid| ptid.raw());
                let found = (record[0], flags.bits(), address, ptid);
                assert_eq!(found, (0x12, a, b, c as i32));
            }
            UffdMsg::Fork { ufd } => assert_eq!((record[0], ufd), (0x13, a as i32)),
            UffdMsg::Remap { from, to, len } => {
                assert_eq!((record[0], from, to, len), (0x14, a, b, c));
            }
            UffdMsg::Remove { start, end } => assert_eq!((record[0], start, end), (0x15, a, b)),
            UffdMsg::Unmap { start, end } => assert_eq!((record[0], start, end), (0x16, a, b)),
            UffdMsg::Unknown { event, arg } => {
                assert!(!(0x12..=0x16).contains(&event));
                assert_eq!((record[0], [a, b, c]), (event, arg));
            }
            other => panic!("{other:?}"),
        }
    }
    for _ in 0..3 {
        assert_eq!((msgs.len(), msgs.next()), (0, None));
    }
    // And they have a text.
    assert!(format!("{:?}", UffdMsgs::new(bytes)).starts_with('['));
}

#[test]
fn any_bytes_are_messages() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut bytes = Vec::new();
    for _ in 0..1024 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_ne_bytes());
    }
    for len in 0..200 {
        for start in 0..8 {
            read(&bytes[start..start + len]);
        }
    }
    read(&bytes);
    for event in 0..=255 {
        for record in bytes.chunks_exact_mut(UffdMsgs::SIZE) {
            record[0] = event;
        }
        read(&bytes[..4 * UffdMsgs::SIZE + 5]);
        read(&bytes[3..]);
    }
    read(&[0; 64]);
    read(&[0xff; 95]);
}
