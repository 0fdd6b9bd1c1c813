//! The vDSO: the parser of its image, and the functions that call it.
//!
//! Miri runs neither system calls nor assembly, so under Miri only the parser is tested, on fewer
//! images.

#[path = "support"]
mod support {
    #[cfg(not(miri))]
    pub(crate) mod filter;
    #[cfg(not(miri))]
    pub(crate) mod hide;
    #[cfg(not(miri))]
    pub(crate) mod machine;
    #[cfg(not(miri))]
    pub(crate) mod program;
    #[cfg(not(miri))]
    pub(crate) mod skip;
    pub(crate) mod strace;
}
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
