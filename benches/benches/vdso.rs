//! Each function of the vDSO, and the system call that it replaces.

fn main() {
    trapgate_benches::group::measure(trapgate_benches::rows::vdso::rows());
}
