//! Calls under ptrace: the number and the arguments as the kernel received them, and results that
//! no real call would return.

use std::mem;

use trapgate::raw::check;
use trapgate::{Errno, Sysno};

use super::path::{NOBODY, Path, expect, in_child, paths, sentinels};

/// One stop at a system call.
#[derive(Debug, PartialEq)]
enum Stop {
    Entry { nr: u64, args: [u64; 6] },
    Exit { word: i64 },
}

/// `struct ptrace_syscall_info` of `include/uapi/linux/ptrace.h`.
#[repr(C)]
#[derive(Clone, Copy)]
struct Info {
    op: u8,
    pad: [u8; 3],
    arch: u32,
    instruction_pointer: u64,
    stack_pointer: u64,
    /// On entry, the number and six arguments; on exit, the result.
    words: [u64; 8],
}

const PTRACE_GET_SYSCALL_INFO: libc::c_uint = 0x420e;

fn ptrace(request: libc::c_uint, pid: i32, addr: usize, data: usize) -> libc::c_long {
    // SAFETY: the callers pass addresses of their own memory.
    unsafe {
        libc::ptrace(
            request as _,
            pid,
            addr as *mut libc::c_void,
            data as *mut libc::c_void,
        )
    }
}

/// Returns the registers of a stopped process.
fn registers(pid: i32) -> libc::user_regs_struct {
    // SAFETY: the struct consists of plain integers, which the kernel fills in.
    let mut regs: libc::user_regs_struct = unsafe { mem::zeroed() };
    assert_eq!(
        ptrace(libc::PTRACE_GETREGS as _, pid, 0, (&raw mut regs) as usize),
        0
    );
    regs
}

#[cfg(target_arch = "x86_64")]
fn set_word(regs: &mut libc::user_regs_struct, word: usize) {
    regs.rax = word as u64;
}

#[cfg(target_arch = "x86")]
fn set_word(regs: &mut libc::user_regs_struct, word: usize) {
    regs.eax = word as i32;
}

/// The registers that a call must not change, by name.
#[cfg(target_arch = "x86_64")]
fn kept(r: &libc::user_regs_struct) -> [(&'static str, u64); 14] {
    [
        ("rbx", r.rbx),
        ("rdx", r.rdx),
        ("rsi", r.rsi),
        ("rdi", r.rdi),
        ("rbp", r.rbp),
        ("rsp", r.rsp),
        ("r8", r.r8),
        ("r9", r.r9),
        ("r10", r.r10),
        ("r12", r.r12),
        ("r13", r.r13),
        ("r14", r.r14),
        ("r15", r.r15),
        ("rip", r.rip),
    ]
}

#[cfg(target_arch = "x86")]
fn kept(r: &libc::user_regs_struct) -> [(&'static str, i32); 8] {
    [
        ("ebx", r.ebx),
        ("ecx", r.ecx),
        ("edx", r.edx),
        ("esi", r.esi),
        ("edi", r.edi),
        ("ebp", r.ebp),
        ("esp", r.esp),
        ("eip", r.eip),
    ]
}

/// Runs `child` under ptrace and passes each stop at a call with one of the tests' numbers to
/// `look`. A word that `look` returns at an exit becomes the call's result.
fn trace(path: &Path, child: impl FnOnce(&Path), mut look: impl FnMut(Stop) -> Option<usize>) {
    // SAFETY: the child only makes raw calls and exits.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0);
    if pid == 0 {
        path.enter();
        ptrace(libc::PTRACE_TRACEME as _, 0, 0, 0);
        // SAFETY: stops this process until the tracer continues it.
        unsafe { libc::raise(libc::SIGSTOP) };
        child(path);
        // SAFETY: ends this process.
        unsafe { libc::_exit(0) };
    }
    let mut status = 0;
    // SAFETY: waits for the child that was forked above, here and below.
    unsafe { libc::waitpid(pid, &raw mut status, 0) };
    assert!(libc::WIFSTOPPED(status), "{}: {status:#x}", path.name);
    ptrace(
        libc::PTRACE_SETOPTIONS as _,
        pid,
        0,
        libc::PTRACE_O_TRACESYSGOOD as usize,
    );
    let mut before = None;
    loop {
        ptrace(libc::PTRACE_SYSCALL as _, pid, 0, 0);
        // SAFETY: as above.
        unsafe { libc::waitpid(pid, &raw mut status, 0) };
        if !libc::WIFSTOPPED(status) {
            break;
        }
        assert_eq!(
            libc::WSTOPSIG(status),
            libc::SIGTRAP | 0x80,
            "{}: unexpected stop",
            path.name
        );
        // SAFETY: the struct consists of plain integers, which the kernel fills in.
        let mut info: Info = unsafe { mem::zeroed() };
        let size = mem::size_of::<Info>();
        assert!(ptrace(PTRACE_GET_SYSCALL_INFO, pid, size, (&raw mut info) as usize) > 0);
        let mut regs = registers(pid);
        match (info.op, before) {
            (1, _) if ours(info.words[0]) => {
                before = Some(kept(&regs));
                let args = info.words[1..7].try_into().unwrap();
                assert_eq!(
                    look(Stop::Entry {
                        nr: info.words[0],
                        args
                    }),
                    None
                );
            }
            (2, Some(kept_before)) => {
                assert_eq!(
                    kept_before,
                    kept(&regs),
                    "{}: a register changed",
                    path.name
                );
                before = None;
                if let Some(word) = look(Stop::Exit {
                    word: info.words[0] as i64,
                }) {
                    set_word(&mut regs, word);
                    assert_eq!(
                        ptrace(libc::PTRACE_SETREGS as _, pid, 0, (&raw mut regs) as usize),
                        0
                    );
                }
            }
            _ => {}
        }
    }
    assert_eq!(status, 0, "{}: the child ended with {status:#x}", path.name);
}

fn ours(nr: u64) -> bool {
    nr == u64::from(NOBODY.raw())
}

#[test]
fn six_distinct_arguments_arrive_in_order() {
    for path in paths() {
        for count in 0..=6 {
            let mut stops = Vec::new();
            let args = sentinels(count);
            trace(
                &path,
                |path| expect(path.call(NOBODY, &args), -38_isize as usize),
                |stop| {
                    stops.push(stop);
                    None
                },
            );
            let [Stop::Entry { nr, args: seen }, exit] = stops.as_slice() else {
                panic!("{}: {stops:?}", path.name);
            };
            assert_eq!(*nr, u64::from(NOBODY.raw()));
            let expected: Vec<u64> = args.iter().map(|&arg| arg as u64).collect();
            assert_eq!(
                seen[..count],
                expected,
                "{} with {count} arguments",
                path.name
            );
            assert_eq!(*exit, Stop::Exit { word: -38 });
        }
    }
}

/// The compiler may rely on registers that the path preserves: the second call must find its
/// arguments in place.
#[test]
fn a_second_call_with_the_same_arguments() {
    for path in paths() {
        for count in 0..=6 {
            let args = sentinels(count);
            let mut seen = Vec::new();
            trace(
                &path,
                |path| {
                    path.call(NOBODY, &args);
                    path.call(NOBODY, &args);
                },
                |stop| {
                    if let Stop::Entry { args, .. } = stop {
                        seen.push(args[..count].to_vec());
                    }
                    None
                },
            );
            assert_eq!(seen.len(), 2);
            assert_eq!(seen[0], seen[1], "{} with {count} arguments", path.name);
        }
    }
}

#[test]
fn the_errno_edge() {
    // The tracer writes each word into the result register.
    let answers: [(isize, Result<usize, i32>); 9] = [
        (0, Ok(0)),
        (1, Ok(1)),
        (isize::MAX, Ok(isize::MAX as usize)),
        (isize::MIN, Ok(isize::MIN as usize)),
        (-8192, Ok(-8192_isize as usize)),
        (-4096, Ok(-4096_isize as usize)),
        (-4095, Err(4095)),
        (-38, Err(38)),
        (-1, Err(1)),
    ];
    for path in paths() {
        for count in 0..=6 {
            for (word, expected) in answers {
                let expected = expected.map_err(|number| Errno::from_raw(number).unwrap());
                trace(
                    &path,
                    |path| {
                        let answer = path.call(NOBODY, &sentinels(count));
                        expect(answer, word as usize);
                        expect(usize::from(check(answer) == expected), 1);
                    },
                    |stop| matches!(stop, Stop::Exit { .. }).then_some(word as usize),
                );
            }
        }
    }
}

#[test]
fn numbers_above_the_table_answer_nosys() {
    for path in paths() {
        in_child(path.name, || {
            path.enter();
            for nr in [0xffe, 0x1000, 0x7fff_fffe] {
                expect(
                    path.call(Sysno::from_raw(nr), &sentinels(6)),
                    -38_isize as usize,
                );
            }
        });
    }
}
