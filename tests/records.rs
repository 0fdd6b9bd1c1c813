//! The iterators over kernel records, on arbitrary bytes: they return the same records as a plain
//! parser, and they access nothing outside the bytes.
//!
//! Miri runs no system calls, so under Miri these tests use fewer buffers.

mod records {
    #[cfg(not(miri))]
    mod corpus;
    #[cfg_attr(not(miri), path = "../vdso/guarded.rs")]
    #[cfg_attr(miri, path = "../vdso/unguarded.rs")]
    #[allow(dead_code, reason = "the tests of the vDSO use the rest")]
    mod guarded;
    mod mutated;
    mod plain;
    mod seeds;
}
