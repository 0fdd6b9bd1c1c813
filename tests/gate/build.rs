fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bin=started=-nostartfiles");
    println!("cargo::rustc-link-arg-bin=started=-static");
    println!("cargo::rustc-link-arg-bin=started=-no-pie");
}
