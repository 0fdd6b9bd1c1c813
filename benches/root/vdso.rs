//! Hands on to `benches/benches/vdso.rs`.

include!("hand_on.rs");
