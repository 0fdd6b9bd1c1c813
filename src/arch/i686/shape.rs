//! Calls whose arguments differ between the targets.
