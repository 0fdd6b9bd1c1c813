//! Each version finds its way into the kernel by itself.

include!("../../calls.rs");

fn main() {
    let (one, other) = (calls!(first), calls!(second));
    let id = std::process::id() as usize;
    println!("{} {}", one.0, one.1 == id);
    println!("{} {}", other.0, other.1 == id);
    eprintln!("{:?}\n{:?}", one.2, other.2);
    println!("{:?} {:?}", one.3, other.3);
}
