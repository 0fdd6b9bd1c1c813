//! The user instructions of each operation, counted by stepping through them, and the limits that they keep.
//!
//! `tests/instructions/` is a crate of one program for each implementation: this crate, the same by hand, rustix, the C
//! library, and this crate by `int 0x80`. Each is built in both relocation models. `docs/performance/instructions.md` holds the table;
//! `TRAPGATE_BLESS=1` rewrites its part for this target.

#[path = "support"]
mod support {
    pub(crate) mod program;
}
mod instructions {
    mod limits;
    mod programs;
    mod table;
    mod tracer;
}
