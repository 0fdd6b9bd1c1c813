//! `selftest TOPIC::FUNCTION`: that function alone, on arguments that are worth seeing.
//!
//! Each call stands between two `close(-100)`. What it needs is made before the first; its buffers and mappings stand at
//! addresses that are always the same, and the descriptors that it opens begin at 3.

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

/// One function's calls. An `Err` says what is missing here.
pub(crate) struct Wire {
    name: &'static str,
    run: fn() -> Result<(), &'static str>,
}

/// `topic::function { set-up } (arguments of a call) (of another);`: the table `WIRES`, one [`Wire`] for each function.
macro_rules! wires {
    ($($topic:ident::$name:ident $({ $($setup:tt)* })? $(($($arg:expr),*))+;)*) => {
        pub(in crate::wire) const WIRES: &[crate::wire::Wire] = &[$(crate::wire::Wire {
            name: concat!(stringify!($topic), "::", stringify!($name)),
            run: {
                #[allow(unused_unsafe, reason = "most functions are safe")]
                fn run() -> Result<(), &'static str> {
                    $($($setup)*)?
                    // SAFETY: memory that an unsafe function changes or takes away is the stage's and used no further;
                    // descriptors that one closes are nobody's;
                    // the strings of `execve` stand in lists that end with null; the child of `fork` ends behind this.
                    $(crate::wire::between(|| unsafe { trapgate::$topic::$name($($arg),*) });)+
                    Ok(())
                }
                run
            },
        }),*];
    };
}
pub(crate) use wires;

/// Makes a call between two markers. What it opens is closed behind the second.
fn between<T>(call: impl FnOnce() -> T) {
    mark();
    let answer = call();
    mark();
    drop(answer);
}

/// `close(-100)`, which nobody else does.
fn mark() {
    // SAFETY: -100 is no descriptor.
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
        eprintln!("selftest: no such function; --list has them all");
        return 2;
    };
    if let Err(why) = stage::set().and_then(|()| (wire.run)()) {
        println!("SKIP {}: {why}", wire.name);
    }
    0
}
