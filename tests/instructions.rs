//! Counts the user-mode instructions of each operation by single-stepping, and checks them against
//! limits.
//!
//! `tests/instructions/` is a crate with one program for each implementation: this crate,
//! handwritten calls, rustix, the C library, and this crate with `int 0x80`. Each program is built
//! in both relocation models. `docs/performance/instructions.md` holds the table;
//! `TRAPGATE_BLESS=1` rewrites the part of it for this target.

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
