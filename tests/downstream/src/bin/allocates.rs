//! A program with a heap: strings, vectors and trees of `alloc`, on pages that it maps.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::alloc::{GlobalAlloc, Layout};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ptr::null_mut;

use trapgate::mm::{self, MapFlags, ProtFlags};
use trapgate::println;
use trapgate::rt::Start;

trapgate::entry!(main);

#[global_allocator]
static PAGES: Pages = Pages;

/// Maps new pages for each block.
struct Pages;

// SAFETY: each block is a mapping of its own, at least as large as the layout and aligned to a
// page.
unsafe impl GlobalAlloc for Pages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > 4096 {
            return null_mut();
        }
        let prot = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: without `FIXED`, the call replaces no mapping.
        let pages =
            unsafe { mm::mmap_anonymous(null_mut(), layout.size(), prot, MapFlags::PRIVATE) };
        pages.map_or(null_mut(), <*mut _>::cast)
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is a mapping of this size, and the caller no longer uses it.
        let _ = unsafe { mm::munmap(block.cast(), layout.size()) };
    }
}

fn main(start: Start) {
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, word) in start.args().skip(1).enumerate() {
        let word = String::from_utf8_lossy(word.to_bytes());
        words.entry(word.into_owned()).or_default().push(place);
    }
    for (word, places) in &words {
        println!("{}", format!("{word:>6}: {places:?}"));
    }
    let mut squares: Vec<u64> = (0..1000).map(|n| (n * n) % 1009).collect();
    squares.sort();
    println!("{:?} {:?}", squares.get(500), squares.last());
}
