//! Examples under a seccomp filter that allows what the constants of their functions list: any
//! other call ends them.

use std::io::Result;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Output};

use trapgate::calls::{Call, fd, fs, io, process, rt};

use crate::support::filter::Filter;
use crate::support::machine::proc;
use crate::support::{program, skip};

/// What an example is made of.
struct Example {
    name: &'static str,
    arguments: &'static [&'static str],
    functions: &'static [&'static [Call]],
}

/// Of each function, the example makes a call with these arguments.
const EXAMPLES: [Example; 3] = [
    Example {
        name: "hello",
        arguments: &[],
        functions: &[rt::ENTRY, rt::PRINTLN],
    },
    Example {
        name: "cat",
        arguments: &["Cargo.toml", "README.md"],
        functions: &[
            rt::ENTRY,
            rt::OPEN_CLOSED_STDIO,
            fs::FSTAT,
            fs::OPENAT,
            io::READ,
            io::WRITE,
            fd::DROP,
        ],
    },
    Example {
        name: "vdso",
        arguments: &[],
        functions: &[
            rt::ENTRY,
            rt::OPEN_CLOSED_STDIO,
            rt::PRINTLN,
            fs::OPENAT,
            io::READ,
            fd::DROP,
        ],
    },
];

/// Starts a program with a filter before it. `execve` is the call that starts it.
fn run(program: &Path, arguments: &[&str], calls: &[Call]) -> Result<Output> {
    let mut command = Command::new(program);
    let root = env!("CARGO_MANIFEST_DIR");
    command.args(arguments).current_dir(root);
    Filter::allowing(calls.iter().chain(process::EXECVE)).before(&mut command);
    command.output()
}

#[test]
fn an_example_needs_what_its_constants_list() {
    if !proc("an_example_needs_what_its_constants_list") {
        return;
    }
    for example in &EXAMPLES {
        let Example {
            name,
            arguments,
            functions,
        } = *example;
        let program = program::example(name, "release");
        let output = match run(&program, arguments, &functions.concat()) {
            Ok(output) => output,
            Err(error) => {
                return skip::skip(
                    "an_example_needs_what_its_constants_list",
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
        for missing in functions {
            let mut rest = functions.concat();
            rest.retain(|call| !missing.contains(call));
            let output = run(&program, arguments, &rest).unwrap();
            let signal = output.status.signal();
            assert_eq!(signal, Some(libc::SIGSYS), "{name} without {missing:?}");
        }
    }
}
