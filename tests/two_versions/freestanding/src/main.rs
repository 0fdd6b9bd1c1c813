//! Starts with one version, and prints with each.
#![no_std]
#![no_main]

include!("../../calls.rs");

first::entry!(main);

fn main(start: first::rt::Start) -> first::Result<()> {
    let (one, other, before) = (calls!(first), calls!(second), calls!(third));
    first::println!("{} {}", one.0, start.args().len());
    second::println!("{} {}", other.0, other.1 == one.1);
    third::println!("{} {}", before.0, before.1 == one.1);
    first::eprintln!("{:?}", one.2);
    second::eprintln!("{:?}", other.2);
    third::eprintln!("{:?}", before.2);
    first::println!("{:?}", [one.3, other.3, before.3]);
    Ok(())
}
