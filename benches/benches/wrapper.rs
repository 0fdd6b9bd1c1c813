//! Typed functions beside those of the peers.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::wrapper::rows());
}
