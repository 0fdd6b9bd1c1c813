//! Each way into the kernel, with 0 to 6 arguments.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::raw::rows());
}
