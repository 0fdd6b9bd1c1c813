use std::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::random::{GetrandomFlags, getrandom};

#[test]
fn getrandom_fills() {
    let (mut a, mut b) = ([0u8; 32], [MaybeUninit::uninit(); 32]);
    assert_eq!(getrandom(&mut a, GetrandomFlags::empty()), Ok(32));
    let b = getrandom(&mut b, GetrandomFlags::NONBLOCK).unwrap();
    assert_eq!(b.len(), 32);
    assert_ne!(a, *b);
    let mut large = vec![0u8; 1 << 20];
    let count = getrandom(&mut large[..], GetrandomFlags::INSECURE).unwrap();
    assert!((256..=1 << 20).contains(&count));
    assert!(large[count - 64..count].iter().any(|&byte| byte != 0));
}

#[test]
fn getrandom_of_nothing() {
    assert_eq!(getrandom(&mut [0u8; 0], GetrandomFlags::RANDOM), Ok(0));
}

#[test]
fn getrandom_errors() {
    let both = GetrandomFlags::RANDOM | GetrandomFlags::INSECURE;
    for flags in [both, GetrandomFlags::from_bits_retain(1 << 31)] {
        assert_eq!(getrandom(&mut [0u8; 1], flags), Err(Errno::INVAL));
    }
}
