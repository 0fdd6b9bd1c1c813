//! Random bytes.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::random::rows());
}
