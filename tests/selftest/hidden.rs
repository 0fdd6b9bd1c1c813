//! Without a vDSO, as a supervisor that hides it makes the program believe: the entries of the auxiliary vector that tell
//! of it become AT_IGNORE before the first instruction.

use std::fs::File;
use std::io;
use std::mem;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Output, Stdio};

use super::report::{Report, command, slowest};
use crate::skip;

const AT_IGNORE: usize = 1;
const AT_SYSINFO: usize = 32;
const AT_SYSINFO_EHDR: usize = 33;

const PTRACE_GET_SYSCALL_INFO: libc::c_uint = 0x420e;

/// `struct ptrace_syscall_info` up to the part that differs.
#[repr(C)]
#[derive(Default)]
struct Info {
    op: u8,
    pad: [u8; 3],
    arch: u32,
    instruction_pointer: u64,
    stack_pointer: u64,
}

fn ptrace(request: libc::c_uint, pid: i32, addr: usize, data: usize) -> io::Result<()> {
    // SAFETY: the callers pass an address of their own, or none.
    match unsafe { libc::ptrace(request as _, pid, addr as *mut u8, data as *mut u8) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Hides these entries from a process that has just been started and is stopped. Returns how many there were.
fn hide(pid: i32, entries: &[usize]) -> io::Result<usize> {
    const WORD: usize = mem::size_of::<usize>();
    let mut info = Info::default();
    ptrace(
        PTRACE_GET_SYSCALL_INFO,
        pid,
        mem::size_of::<Info>(),
        (&raw mut info) as usize,
    )?;
    let memory = File::options()
        .read(true)
        .write(true)
        .open(format!("/proc/{pid}/mem"))?;
    let mut at = info.stack_pointer;
    let mut word = || {
        let mut bytes = [0; WORD];
        memory.read_exact_at(&mut bytes, at)?;
        at += WORD as u64;
        io::Result::Ok((at - WORD as u64, usize::from_ne_bytes(bytes)))
    };
    // Arguments and environment, each of which ends with null.
    let (_, arguments) = word()?;
    for _ in 0..=arguments {
        word()?;
    }
    while word()?.1 != 0 {}
    let mut found = 0;
    loop {
        let ((at, kind), _) = (word()?, word()?);
        if kind == 0 {
            return Ok(found);
        }
        if entries.contains(&kind) {
            memory.write_all_at(&AT_IGNORE.to_ne_bytes(), at)?;
            found += 1;
        }
    }
}

/// Runs the program without these entries.
fn without(entries: &[usize]) -> io::Result<(usize, Output)> {
    let mut command = command();
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    // SAFETY: makes one system call.
    unsafe { command.pre_exec(|| ptrace(libc::PTRACE_TRACEME as _, 0, 0, 0)) };
    let child = command.spawn()?;
    let (pid, mut status) = (child.id() as i32, 0);
    // SAFETY: waits for the child made above, which stops at its first instruction.
    unsafe { libc::waitpid(pid, &raw mut status, 0) };
    assert!(libc::WIFSTOPPED(status), "{status:#x}");
    let found = hide(pid, entries);
    ptrace(libc::PTRACE_DETACH as _, pid, 0, 0)?;
    let output = child.wait_with_output()?;
    Ok((found?, output))
}

#[test]
fn no_vdso() {
    let all = [AT_SYSINFO, AT_SYSINFO_EHDR];
    for entries in [&all[..], &all[..1], &all[1..]] {
        match without(entries) {
            Err(error) => skip::skip("selftest::no_vdso", format_args!("ptrace: {error}")),
            Ok((found, output)) => {
                let report = Report::read(&output);
                report.expect_ok("selftest::no_vdso");
                if entries.contains(&AT_SYSINFO) {
                    assert_eq!(report.gate, slowest());
                }
                // A kernel may give neither.
                assert!(found <= entries.len());
            }
        }
    }
}

/// Nothing of the vector is needed.
#[test]
fn no_auxiliary_vector() {
    match without(&(2..64).collect::<Vec<_>>()) {
        Err(error) => skip::skip(
            "selftest::no_auxiliary_vector",
            format_args!("ptrace: {error}"),
        ),
        Ok((found, output)) => {
            assert!(found > 10);
            let report = Report::read(&output);
            assert_eq!(report.gate, slowest());
            assert!(report.failed.is_empty(), "{report:#?}");
            assert_eq!(report.skipped, ["execve: no AT_EXECFN"]);
        }
    }
}
