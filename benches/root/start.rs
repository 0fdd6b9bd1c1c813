//! Hands on to `benches/benches/start.rs`.

include!("hand_on.rs");
