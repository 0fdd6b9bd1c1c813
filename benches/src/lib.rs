//! What is measured: operations, each by several candidates, in loops that differ in nothing else.
//!
//! `benches/compare.rs` times the rows in interleaved rounds, the other benches by criterion.

pub mod builtins;
pub mod clock;
pub mod group;
pub mod programs;
pub mod row;
pub mod rows;

pub use row::{Candidate, Limit, Row, Run, Who};
