fn main() {
    println!("cargo::rustc-link-arg=-nostdlib");
    println!("cargo::rustc-link-arg=-Wl,-Bsymbolic"); // Its own functions call each other, not libc's.
}
