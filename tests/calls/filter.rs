//! Examples under a seccomp filter that lets through what their functions can make and nothing
//! else: anything else ends them.

use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Output};

use super::others::{Calls, here};
use crate::support::machine::proc;

use crate::support::filter::{self, Filter, number};
use crate::support::{program, skip};

/// What an example is made of.
struct Example {
    name: &'static str,
    arguments: &'static [&'static str],
    functions: &'static [&'static str],
}

/// Of each function, the example makes a call with these arguments.
const EXAMPLES: [Example; 3] = [
    Example {
        name: "hello",
        arguments: &[],
        functions: &["entry!", "println!"],
    },
    Example {
        name: "cat",
        arguments: &["Cargo.toml", "README.md"],
        functions: &[
            "entry!",
            "rt::open_closed_stdio",
            "fs::fstat",
            "fs::openat",
            "io::read",
            "io::write",
            "<OwnedFd as Drop>",
        ],
    },
    Example {
        name: "vdso",
        arguments: &[],
        functions: &[
            "entry!",
            "rt::open_closed_stdio",
            "println!",
            "fs::openat",
            "io::read",
            "<OwnedFd as Drop>",
        ],
    },
];

/// Starts a program with a filter before it. `execve` is the call that starts it.
fn run(program: &Path, arguments: &[&str], calls: &Calls) -> io::Result<Output> {
    let allowed = calls.iter().chain(&["execve"]);
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let allowed = allowed.map(|call| number(call));
    Filter::new(allowed, filter::ALLOW, filter::KILL).before(&mut command);
    command.output()
}

#[test]
fn an_example_needs_what_the_page_says() {
    if !proc("an_example_needs_what_the_page_says") {
        return;
    }
    for example in &EXAMPLES {
        let Example {
            name,
            arguments,
            functions,
        } = *example;
        let program = program::example(name, "release");
        let output = match run(&program, arguments, &here(functions.iter().copied())) {
            Ok(output) => output,
            Err(error) => {
                return skip::skip(
                    "an_example_needs_what_the_page_says",
                    format!("seccomp: {error}"),
                );
            }
        };
        assert_eq!(output.status.code(), Some(0), "{name}: {}", output.status);
        assert!(!output.stdout.is_empty(), "{name}");
        if name == "cat" {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let files = arguments.iter().map(|file| std::fs::read(root.join(file)));
            let files: Vec<u8> = files.flat_map(Result::unwrap).collect();
            assert_eq!(output.stdout, files);
        }
        let all = here(functions.iter().copied());
        for missing in functions {
            let rest = &all - &here([*missing]);
            let output = run(&program, arguments, &rest).unwrap();
            let signal = output.status.signal();
            assert_eq!(signal, Some(libc::SIGSYS), "{name} without {missing}");
        }
    }
}
