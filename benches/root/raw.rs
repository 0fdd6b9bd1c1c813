//! Hands on to `benches/benches/raw.rs`.

include!("hand_on.rs");
