//! Hands on to `benches/benches/random.rs`.

include!("hand_on.rs");
