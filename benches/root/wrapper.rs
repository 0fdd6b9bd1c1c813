//! Hands on to `benches/benches/wrapper.rs`.

include!("hand_on.rs");
