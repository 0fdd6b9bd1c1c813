//! The operations to measure, each by several candidates, in loops that are otherwise equal.
//!
//! `benches/compare.rs` measures the rows in interleaved turns, and the other benchmarks use
//! criterion.

pub mod builtins;
pub mod clock;
pub mod group;
pub mod programs;
pub mod row;
pub mod rows;

pub use row::{Candidate, Limit, Row, Run, Who};
