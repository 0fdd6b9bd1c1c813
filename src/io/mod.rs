//! Descriptors: reading, writing, duplicating, asking and telling.

mod read_write;

pub use read_write::{pread, read, write};
