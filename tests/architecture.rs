//! The shape of the project, as docs/ARCHITECTURE.md tells it, held true.

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
