//! A library that a program loads at run time.

/// Returns whether its calls use `__kernel_vsyscall`.
#[unsafe(no_mangle)]
pub extern "C" fn takes_vsyscall() -> bool {
    let own = trapgate::process::getpid().raw() == std::process::id() as i32;
    own && trapgate::raw::gate() == trapgate::raw::Gate::Vsyscall
}
