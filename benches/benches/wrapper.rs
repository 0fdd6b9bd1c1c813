//! Typed functions against the same call by hand.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::wrapper::rows());
}
