//! Starts with the one version and prints with both.
#![no_std]
#![no_main]

include!("../../calls.rs");

first::entry!(main);

fn main(start: first::rt::Start) -> first::Result<()> {
    let (one, other) = (calls!(first), calls!(second));
    first::println!("{} {}", one.0, start.args().len());
    second::println!("{} {}", other.0, other.1 == one.1);
    first::eprintln!("{:?}", one.2);
    second::eprintln!("{:?}", other.2);
    second::println!("{:?} {:?}", one.3, other.3);
    Ok(())
}
