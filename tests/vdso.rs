//! The vDSO: its image, and the functions behind it.
//!
//! Under Miri, which runs neither system calls nor assembly, the parser alone, on fewer images.

#[cfg(not(miri))]
mod example;
#[cfg(not(miri))]
mod hide;
#[cfg(not(miri))]
mod machine;
#[cfg(not(miri))]
mod skip;
mod strace;
mod vdso {
    mod bounds;
    mod build;
    mod captured;
    mod damaged;
    mod made_up;

    #[cfg(not(miri))]
    mod conditions;
    #[cfg(not(miri))]
    mod corpus;
    #[cfg(not(miri))]
    mod filter;
    #[cfg(not(miri))]
    mod first_use;
    #[cfg(not(miri))]
    mod functions;
    #[cfg_attr(miri, path = "unguarded.rs")]
    mod guarded;
    #[cfg(not(miri))]
    mod live;
    #[cfg(not(miri))]
    mod oracle;
    #[cfg(not(miri))]
    mod scene;
    #[cfg(not(miri))]
    mod steady;
}
