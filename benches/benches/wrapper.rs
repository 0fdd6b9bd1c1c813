//! Typed functions, next to those of other libraries.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::wrapper::rows());
}
