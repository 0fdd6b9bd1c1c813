//! Hands on to `benches/benches/chart.rs`.

include!("hand_on.rs");
