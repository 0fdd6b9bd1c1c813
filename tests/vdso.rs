//! The vDSO: its image, and the functions behind it.

mod skip;
mod vdso {
    mod bounds;
    mod build;
    mod captured;
    mod damaged;
    mod guarded;
    mod made_up;
}
