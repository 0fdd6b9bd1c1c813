//! The rows, by group.

pub mod mem;
pub mod random;
pub mod raw;
pub mod start;
pub mod vdso;
pub mod wrapper;
