//! Runs one operation of one program, one instruction at a time.

use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command};

/// What the processor executed from the first instruction of a function to its return.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    /// The number of instructions outside the vDSO.
    pub(crate) user: usize,
    /// The number of instructions inside the vDSO.
    pub(crate) vdso: usize,
    /// The bytes of the instructions outside the vDSO, without the targets of conditional branches.
    pub(crate) code: Vec<u8>,
    /// The number of conditional branches outside the vDSO.
    pub(crate) branches: usize,
}

/// The status of a program that lacks the operation.
const LACKS: i32 = 3;

/// The length of the longest instruction.
const LONGEST: usize = 15;

/// Counts the instructions of an operation. Returns `None` if the program lacks it.
pub(crate) fn count(program: &Path, operation: &str) -> Option<Steps> {
    let mut command = Command::new(program);
    command.arg(operation);
    // SAFETY: the closure makes one system call, which makes this thread the tracer.
    unsafe {
        command.pre_exec(|| match libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        });
    }
    let mut tracee = Tracee::start(&mut command);
    match tracee.resume(libc::PTRACE_CONT) {
        Stop::End(LACKS) => return None,
        Stop::Trap => {}
        stop => panic!("{operation} stopped before its marker: {stop:?}"),
    }
    let function = tracee.registers().word;
    while tracee.registers().ip != function {
        tracee.step(operation);
    }
    let steps = tracee.function(operation);
    let end = tracee.resume(libc::PTRACE_CONT);
    assert_eq!(end, Stop::End(0), "{operation}");
    Some(steps)
}

/// Why the program stopped.
#[derive(Debug, PartialEq)]
enum Stop {
    Trap,
    Signal(i32),
    End(i32),
}

/// The registers that show where the program is.
struct Registers {
    ip: usize,
    sp: usize,
    /// The register that holds results.
    word: usize,
}

struct Tracee {
    child: Child,
    memory: File,
    vdso: Range<usize>,
}

impl Tracee {
    /// Starts a program, which stops before its first instruction.
    fn start(command: &mut Command) -> Self {
        let child = command.spawn().expect("the program starts");
        let folder = format!("/proc/{}", child.id());
        wait(&child);
        let memory = File::open(format!("{folder}/mem")).unwrap();
        let maps = fs::read_to_string(format!("{folder}/maps")).unwrap();
        Self {
            child,
            memory,
            vdso: vdso(&maps),
        }
    }

    fn resume(&mut self, request: libc::c_uint) -> Stop {
        ptrace(request, &self.child, 0);
        wait(&self.child)
    }

    fn step(&mut self, operation: &str) {
        let stop = self.resume(libc::PTRACE_SINGLESTEP);
        assert_eq!(stop, Stop::Trap, "{operation}");
    }

    /// Steps from the first instruction of a function to the one after its call.
    fn function(&mut self, operation: &str) -> Steps {
        let mut steps = Steps::default();
        let Registers { mut ip, sp, .. } = self.registers();
        let mut back = [0; size_of::<usize>()];
        self.memory.read_exact_at(&mut back, sp as u64).unwrap();
        let back = usize::from_ne_bytes(back);
        loop {
            let mut bytes = [0; LONGEST];
            // At the end of the code, fewer bytes can be read.
            let there = self.memory.read_at(&mut bytes, ip as u64).unwrap();
            self.step(operation);
            let next = self.registers();
            if self.vdso.contains(&ip) {
                steps.vdso += 1;
            } else {
                steps.user += 1;
                let len = next.ip.wrapping_sub(ip);
                let code = if len <= there {
                    &bytes[..len]
                } else {
                    &bytes[..1]
                };
                steps.branches += usize::from(is_branch(&bytes));
                steps.code.extend(without_target(code));
            }
            ip = next.ip;
            if ip == back && next.sp > sp {
                return steps;
            }
        }
    }

    fn registers(&self) -> Registers {
        // SAFETY: the struct consists of plain integers, which the kernel fills in.
        let mut regs: libc::user_regs_struct = unsafe { std::mem::zeroed() };
        ptrace(libc::PTRACE_GETREGS, &self.child, (&raw mut regs) as usize);
        #[cfg(target_arch = "x86_64")]
        let (ip, sp, word) = (regs.rip, regs.rsp, regs.rax);
        #[cfg(target_arch = "x86")]
        let (ip, sp, word) = (regs.eip, regs.esp, regs.eax);
        Registers {
            ip: ip as usize,
            sp: sp as usize,
            word: word as usize,
        }
    }
}

/// Ends the process if an assertion fails, so that it does not stay stopped.
impl Drop for Tracee {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ptrace(request: libc::c_uint, child: &Child, data: usize) {
    // SAFETY: the callers pass null or the address of their own memory.
    let result = unsafe { libc::ptrace(request, child.id(), 0, data) };
    assert_eq!(result, 0, "{}", io::Error::last_os_error());
}

fn wait(child: &Child) -> Stop {
    let mut status = 0;
    // SAFETY: waits for a child of this thread.
    let pid = unsafe { libc::waitpid(child.id() as i32, &raw mut status, 0) };
    assert_eq!(pid, child.id() as i32);
    if !libc::WIFSTOPPED(status) {
        return Stop::End(libc::WEXITSTATUS(status));
    }
    match libc::WSTOPSIG(status) {
        libc::SIGTRAP => Stop::Trap,
        signal => Stop::Signal(signal),
    }
}

/// Returns where the vDSO is mapped, or an empty range.
fn vdso(maps: &str) -> Range<usize> {
    let Some(line) = maps.lines().find(|line| line.ends_with("[vdso]")) else {
        return 0..0;
    };
    let (range, _) = line.split_once(' ').unwrap();
    let (start, end) = range.split_once('-').unwrap();
    let address = |digits| usize::from_str_radix(digits, 16).unwrap();
    address(start)..address(end)
}

/// Returns whether the code begins with a conditional branch.
fn is_branch(code: &[u8]) -> bool {
    matches!(code, [0x70..=0x7f, ..] | [0x0f, 0x80..=0x8f, ..])
}

/// Returns an instruction without its branch target and without the width of that target.
fn without_target(code: &[u8]) -> Vec<u8> {
    match *code {
        [0x0f, long, ..] if is_branch(code) => vec![0x0f, long],
        [short, ..] if is_branch(code) => vec![0x0f, short + 0x10],
        _ => code.to_vec(),
    }
}
