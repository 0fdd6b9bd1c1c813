//! Random bytes.

mod getrandom;

pub use getrandom::{GetrandomFlags, getrandom};
