//! The shape of the project, as docs/ARCHITECTURE.md tells it, held true.

mod architecture {
    mod arguments;
    mod homes;
    mod layers;
    mod linking;
    mod sources;
}
