//! Hands on to `benches/benches/compare.rs`.

include!("hand_on.rs");
