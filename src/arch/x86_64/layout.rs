//! Structs whose bytes differ between the targets.
