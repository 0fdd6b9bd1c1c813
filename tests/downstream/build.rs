fn main() {
    println!("cargo::rustc-link-arg-bins=-nostartfiles");
    println!("cargo::rustc-link-arg-bins=-static");
    if cfg!(feature = "script") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-arg-bins=-Ttrapgate.ld");
    }
    if cfg!(feature = "smallest") {
        println!("cargo::rustc-link-arg-bins=-n");
    }
}
