//! Examples under a seccomp filter that lets through what their functions can make and nothing else: anything else ends them.

use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Command, Output};

use trapgate::Sysno;

use super::others::{Calls, here};
use crate::support::machine::proc;

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
    let op = |code: u32, jt, k| libc::sock_filter {
        code: code as u16,
        jt,
        jf: 0,
        k,
    };
    let jump = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
    let answer = libc::BPF_RET | libc::BPF_K;
    let allowed = calls.iter().chain(&["execve"]);
    let numbers = allowed.map(|call| Sysno::from_name(call).unwrap().raw());
    let numbers: Vec<u32> = numbers.collect();
    // The number of the call is the first word.
    let mut filter = vec![op(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0)];
    for (left, number) in (1..=numbers.len() as u8).rev().zip(&numbers) {
        filter.push(op(jump, left, *number));
    }
    filter.push(op(answer, 0, libc::SECCOMP_RET_KILL_PROCESS));
    filter.push(op(answer, 0, libc::SECCOMP_RET_ALLOW));
    let install = move || {
        let program = libc::sock_fprog {
            len: filter.len() as u16,
            filter: filter.as_ptr().cast_mut(),
        };
        // SAFETY: the kernel reads the filter.
        let done = unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
                | libc::prctl(
                    libc::PR_SET_SECCOMP,
                    libc::SECCOMP_MODE_FILTER,
                    &raw const program,
                )
        };
        match done {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    // SAFETY: makes system calls alone.
    unsafe { command.pre_exec(install) };
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
