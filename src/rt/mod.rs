//! Start-up for a program without libc: `entry!`, `Start`, `print!`, the panic handler and the
//! memory functions.
//!
//! A feature of this crate only makes a macro available. Symbols that a whole program may define
//! once, such as `_start`, the panic handler and `memcpy`, are emitted by the macro, in the
//! program's own crate. A hosted program that merely shares the dependency keeps its own.
//!
//! | feature | macros |
//! |---|---|
//! | `start` | `entry!`, `print!`, `println!`, `eprint!`, `eprintln!` |
//! | `mem` | `mem!`, which `entry!` then includes |
//! | `panic-handler` | `panic_handler!`, which `entry!` then includes |
//!
//! ```ignore
//! #![no_std]
//! #![no_main]
//!
//! trapgate::entry!(main);
//!
//! fn main(start: trapgate::rt::Start) {
//!     for argument in start.args() {
//!         trapgate::println!("{argument:?}");
//!     }
//! }
//! ```
//!
//! The build script of the program passes `-nostartfiles -static -no-pie` to the linker. With
//! `-Wl,-n -Ttrapgate.ld` as well, the file is smallest: the linker finds this crate's script of
//! that name by itself. A panic cannot unwind here, so the profile sets `panic = "abort"`. The test
//! harness brings std's panic handler, so the `[[bin]]` sets `test = false` and `bench = false`.

mod entry;
#[cfg(feature = "panic-handler")]
mod panic;
#[cfg(any(feature = "start", feature = "panic-handler"))]
mod print;
#[cfg(feature = "start")]
mod start;
#[cfg(any(feature = "start", feature = "panic-handler"))]
mod stdio;
#[cfg(feature = "start")]
mod termination;

#[cfg(feature = "panic-handler")]
#[doc(hidden)]
pub use panic::panicked;
#[cfg(feature = "start")]
#[doc(hidden)]
pub use print::print;
#[cfg(feature = "start")]
pub use start::{Start, Strings};
#[cfg(feature = "start")]
#[doc(hidden)]
pub use start::{begin, begin_bare};
#[cfg(any(feature = "start", feature = "panic-handler"))]
pub use stdio::{STDERR, STDIN, STDOUT, open_closed_stdio};
#[cfg(feature = "start")]
pub use termination::Termination;
