fn main() {
    println!("cargo::rustc-link-arg-bins=-nostartfiles");
    println!("cargo::rustc-link-arg-bins=-static");
    if cfg!(not(feature = "forgets_no_pie")) {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    if cfg!(feature = "script") {
        println!("cargo::rustc-link-arg-bins=-Ttrapgate.ld");
    }
    if cfg!(feature = "smallest") {
        println!("cargo::rustc-link-arg-bins=-Wl,-n");
    }
}
