//! Random bytes.
//!
//! ```
//! use trapgate::random::{self, GetrandomFlags};
//!
//! let mut key = [0; 32];
//! assert_eq!(random::getrandom(&mut key, GetrandomFlags::empty())?, 32);
//! # Ok::<(), trapgate::Errno>(())
//! ```

mod getrandom;

pub use getrandom::{GetrandomFlags, getrandom};
