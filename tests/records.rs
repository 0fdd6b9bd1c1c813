//! The records that the kernel writes, taken from any bytes: what is found is what a plain parser finds, and nothing
//! outside the bytes is touched.
//!
//! Under Miri, which runs no system calls, on fewer buffers.

mod records {
    #[cfg(not(miri))]
    mod corpus;
    #[cfg_attr(not(miri), path = "../vdso/guarded.rs")]
    #[cfg_attr(miri, path = "../vdso/unguarded.rs")]
    #[allow(dead_code, reason = "an image needs more of it")]
    mod guarded;
    mod mutated;
    mod plain;
    mod seeds;
}
