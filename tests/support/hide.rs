//! A tracer that hides entries of the auxiliary vector: it changes them to `AT_IGNORE` before the
//! program's first instruction.

use std::fs::File;
use std::io;
use std::mem;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output, Stdio};

const AT_IGNORE: usize = 1;
pub(crate) const AT_SYSINFO: usize = 32;
#[allow(dead_code, reason = "not every test hides both entries")]
pub(crate) const AT_SYSINFO_EHDR: usize = 33;

const PTRACE_GET_SYSCALL_INFO: libc::c_uint = 0x420e;

/// `struct ptrace_syscall_info`, without the union at its end.
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
    // SAFETY: the callers pass 0 or the address of their own memory.
    match unsafe { libc::ptrace(request as _, pid, addr as *mut u8, data as *mut u8) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Hides these entries from a process that is stopped before its first instruction. Returns how
/// many entries it changed.
fn hide(pid: i32, entries: &[usize]) -> io::Result<usize> {
    const WORD: usize = mem::size_of::<usize>();
    let mut info = Info::default();
    let at = (&raw mut info) as usize;
    ptrace(PTRACE_GET_SYSCALL_INFO, pid, mem::size_of::<Info>(), at)?;
    let memory = File::options()
        .read(true)
        .write(true)
        .open(format!("/proc/{pid}/mem"))?;
    let mut at = info.stack_pointer;
    let mut next = || {
        let mut bytes = [0; WORD];
        memory.read_exact_at(&mut bytes, at)?;
        at += WORD as u64;
        io::Result::Ok((at - WORD as u64, usize::from_ne_bytes(bytes)))
    };
    // The arguments and the environment each end with a null pointer.
    let (_, count) = next()?;
    for _ in 0..=count {
        next()?;
    }
    while next()?.1 != 0 {}
    let mut found = 0;
    loop {
        let ((at, kind), _value) = (next()?, next()?);
        if kind == 0 {
            return Ok(found);
        }
        if entries.contains(&kind) {
            memory.write_all_at(&AT_IGNORE.to_ne_bytes(), at)?;
            found += 1;
        }
    }
}

/// Runs a command without these entries. Returns how many entries were hidden, and the output.
pub(crate) fn run(mut command: Command, entries: &[usize]) -> io::Result<(usize, Output)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    // SAFETY: the closure makes one system call.
    unsafe { command.pre_exec(|| ptrace(libc::PTRACE_TRACEME as _, 0, 0, 0)) };
    let child = command.spawn()?;
    let (pid, mut status) = (child.id() as i32, 0);
    // SAFETY: waits for the child that was started above, which stops before its first instruction.
    unsafe { libc::waitpid(pid, &raw mut status, 0) };
    assert!(libc::WIFSTOPPED(status), "{status:#x}");
    let hidden = hide(pid, entries);
    ptrace(libc::PTRACE_DETACH as _, pid, 0, 0)?;
    let output = child.wait_with_output()?;
    Ok((hidden?, output))
}
