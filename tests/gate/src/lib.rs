//! A library that a program loads while it runs.

/// Whether a call takes `__kernel_vsyscall`.
#[unsafe(no_mangle)]
pub extern "C" fn takes_vsyscall() -> bool {
    let own = trapgate::process::getpid().raw() == std::process::id() as i32;
    own && trapgate::raw::gate() == trapgate::raw::Gate::Vsyscall
}
