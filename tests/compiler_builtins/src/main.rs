//! Calls each memory function with a length that the compiler cannot know, and exits with the
//! number of functions that failed.
#![no_std]
#![no_main]

use core::ffi::CStr;
use core::hint::black_box;

trapgate::entry!(main);

fn main(_: trapgate::rt::Start) -> i32 {
    let mut block = [0_u8; 300];
    for (byte, value) in block.iter_mut().zip(0_u8..=250) {
        *byte = value;
    }
    let mut copy = [0_u8; 300];
    let length = black_box(251);
    copy[..length].copy_from_slice(&block[..length]); // memcpy
    let memcpy = copy[7] == 7 && copy[250] == 250;
    let memcmp = copy[..length] == block[..length] && copy[..length].cmp(&[9; 251]).is_lt(); // and bcmp
    copy.copy_within(..length, 9); // memmove
    let memmove = copy[9] == 0 && copy[259] == 250 && copy[3] == 3;
    copy[..length].fill(black_box(5)); // memset
    let memset = copy[0] == 5 && copy[250] == 5 && copy[251] == 242;
    let text = c"three";
    // SAFETY: the pointer comes from a `CStr`.
    let strlen = unsafe { CStr::from_ptr(black_box(text.as_ptr())) }.count_bytes() == 5;
    let failed = [memcpy, memcmp, memmove, memset, strlen]
        .iter()
        .filter(|&&right| !right)
        .count();
    trapgate::println!("{failed} of 5 memory functions are wrong");
    i32::from(failed != 0)
}
