//! The vDSO: its image, and the functions behind it.

mod example;
mod skip;
mod vdso {
    mod bounds;
    mod build;
    mod captured;
    mod conditions;
    mod corpus;
    mod damaged;
    mod filter;
    mod first_use;
    mod functions;
    mod guarded;
    mod hide;
    mod live;
    mod made_up;
    mod oracle;
    mod scene;
    mod steady;
}
