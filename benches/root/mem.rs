//! Hands on to `benches/benches/mem.rs`.

include!("hand_on.rs");
