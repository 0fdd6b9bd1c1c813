fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bin=gate_started=-nostartfiles");
    println!("cargo::rustc-link-arg-bin=gate_started=-static");
    println!("cargo::rustc-link-arg-bin=gate_started=-no-pie");
}
