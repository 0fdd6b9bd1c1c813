//! Memory: mapping, moving, protecting, advising.
//!
//! A mapping is raw memory: these functions take and return addresses, and are unsafe where they can
//! take memory away from under a reference. Addresses and lengths are in bytes.

mod advise;
mod map;
mod protect;

pub use advise::{Advice, madvise};
pub use map::{MapFlags, MremapFlags, mmap, mmap_anonymous, mremap, munmap};
pub use protect::{ProtFlags, mprotect};
