//! Each version finds its way into the kernel independently.

include!("../../calls.rs");

fn main() {
    let all = (calls!(first), calls!(second), calls!(third));
    let id = std::process::id() as usize;
    println!("{} {}", all.0.0, all.0.1 == id);
    println!("{} {}", all.1.0, all.1.1 == id);
    println!("{} {}", all.2.0, all.2.1 == id);
    eprintln!("{:?}\n{:?}\n{:?}", all.0.2, all.1.2, all.2.2);
    println!("{:?}", [all.0.3, all.1.3, all.2.3]);
}
