//! The structure that docs/ARCHITECTURE.md describes, checked against the sources.

#[path = "support"]
mod support {
    pub(crate) mod functions;
    pub(crate) mod sysno;
}
mod architecture {
    mod arguments;
    mod expressions;
    mod layers;
    mod linking;
    mod readme;
    mod sources;
}
