//! Shows what the kernel passes to a program at `execve`: the arguments, the environment and the
//! auxiliary vector.
#![no_std]
#![no_main]

use trapgate::auxv::Type;
use trapgate::rt::Start;
use trapgate::{print, println};

trapgate::entry!(main);

fn main(start: Start) {
    println!("{} arguments", start.args().len());
    for argument in start.args() {
        println!("  {argument:?}");
    }
    println!("{} variables", start.env().len());
    for variable in start.env() {
        println!("  {variable:?}");
    }
    println!("auxiliary vector");
    let auxv = start.auxv();
    for (key, value) in auxv.iter() {
        match key.name() {
            Some(name) => print!("  {name} "),
            None => print!("  {} ", key.raw()),
        }
        match (key, auxv.execfn()) {
            (Type::EXECFN, Some(name)) => println!("{name:?}"),
            (Type::PAGESZ | Type::CLKTCK | Type::PHENT | Type::PHNUM, _) => println!("{value}"),
            (Type::UID | Type::EUID | Type::GID | Type::EGID, _) => println!("{value}"),
            _ => println!("{value:#x}"),
        }
    }
}
