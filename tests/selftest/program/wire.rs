//! `selftest TOPIC::FUNCTION`: only that function, with arguments that show how each is passed.
//!
//! Each call is made between two `close(-100)`. Whatever it needs is set up before the first. Its
//! buffers and mappings have fixed addresses, and the descriptors that it opens start at 3.

mod event;
mod fs;
mod io;
mod mm;
mod process;
mod random;
mod signal;
mod stage;
mod system;
mod thread;
mod time;
mod tty;

use trapgate::{Sysno, eprintln, println, raw};

/// One function's calls. `run` returns `Err` with the reason if they cannot be made here.
pub(crate) struct Wire {
    name: &'static str,
    run: fn() -> Result<(), &'static str>,
}

/// `topic::function { set-up } (arguments of a call) (of another);`: defines the table `WIRES` with
/// one [`Wire`] for each function.
macro_rules! wires {
    ($($topic:ident::$name:ident $({ $($setup:tt)* })? $(($($arg:expr),*))+;)*) => {
        pub(in crate::wire) const WIRES: &[crate::wire::Wire] = &[$(crate::wire::Wire {
            name: concat!(stringify!($topic), "::", stringify!($name)),
            run: {
                #[allow(unused_unsafe, reason = "most functions are safe")]
                fn run() -> Result<(), &'static str> {
                    $($($setup)*)?
                    // SAFETY: memory that an unsafe function changes or unmaps belongs to the stage
                    // and is not used afterwards; descriptors that one closes have no owner; the
                    // lists of strings for `execve` end with a null pointer; the child of `fork`
                    // exits after this.
                    $(crate::wire::between(|| unsafe { trapgate::$topic::$name($($arg),*) });)+
                    Ok(())
                }
                run
            },
        }),*];
    };
}
pub(crate) use wires;

/// Makes a call between two markers. Descriptors that it opens are closed after the second.
fn between<T>(call: impl FnOnce() -> T) {
    mark();
    let answer = call();
    mark();
    drop(answer);
}

/// Calls `close(-100)`, which nothing else in the program does.
fn mark() {
    // SAFETY: -100 is not a descriptor.
    unsafe { raw::syscall1(Sysno::CLOSE, -100_i32 as u32 as usize) };
}

fn all() -> impl Iterator<Item = &'static Wire> {
    let topics: [&[&[Wire]]; 11] = [
        &[event::WIRES],
        fs::TABLES,
        io::TABLES,
        mm::TABLES,
        &[process::WIRES],
        &[random::WIRES],
        &[signal::WIRES],
        system::TABLES,
        &[thread::WIRES],
        &[time::WIRES],
        tty::TABLES,
    ];
    topics.into_iter().flatten().copied().flatten()
}

/// The names of the functions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|wire| wire.name)
}

/// Makes one function's calls.
pub(crate) fn run(name: &[u8]) -> i32 {
    let Some(wire) = all().find(|wire| wire.name.as_bytes() == name) else {
        eprintln!("selftest: no such function; --list prints all");
        return 2;
    };
    if let Err(why) = stage::set().and_then(|()| (wire.run)()) {
        println!("SKIP {}: {why}", wire.name);
    }
    0
}
