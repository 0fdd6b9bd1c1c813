//! Each function of the vDSO against its system call.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::vdso::rows());
}
