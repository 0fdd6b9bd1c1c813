//! Seccomp filters that decide about a system call by its number.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use trapgate::Sysno;
use trapgate::calls::Call;

/// The calls that the vDSO makes unnecessary, under the names of every target.
pub(crate) const CLOCKS: [&str; 7] = [
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "clock_getres_time64",
    "gettimeofday",
    "time",
    "getcpu",
];

/// The numbers of the `CLOCKS` that this target has.
pub(crate) fn clocks() -> Vec<u32> {
    let calls = CLOCKS.into_iter().filter_map(Sysno::from_name);
    calls.map(Sysno::raw).collect()
}

/// Returns the number of the call with this name.
pub(crate) fn number(call: &str) -> u32 {
    let call = Sysno::from_name(call).unwrap_or_else(|| panic!("no call {call}"));
    call.raw()
}

/// The call is made.
pub(crate) const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;
/// The kernel kills the process with `SIGSYS`.
pub(crate) const KILL: u32 = libc::SECCOMP_RET_KILL_PROCESS;
/// The kernel sends `SIGSYS` to the thread.
pub(crate) const TRAP: u32 = libc::SECCOMP_RET_TRAP;
/// Another process or thread decides; see [`Filter::listen`].
pub(crate) const ASK: u32 = libc::SECCOMP_RET_USER_NOTIF;

/// The call returns this error.
pub(crate) const fn errno(number: i32) -> u32 {
    libc::SECCOMP_RET_ERRNO | number as u32
}

pub(crate) struct Filter(Vec<libc::sock_filter>);

impl Filter {
    /// Creates a filter that applies `listed` to `calls` and `other` to all other calls.
    pub(crate) fn new(calls: impl IntoIterator<Item = u32>, listed: u32, other: u32) -> Self {
        // The number is the first word of `struct seccomp_data`.
        let mut filter = Self(vec![load(0)]);
        for call in calls {
            filter.0.extend([unless(call, 1), end(listed)]);
        }
        filter.0.push(end(other));
        filter
    }

    /// A filter that allows these calls, as in the documentation of `trapgate::calls`, and kills
    /// the process at any other.
    pub(crate) fn allowing<'a>(calls: impl IntoIterator<Item = &'a Call>) -> Self {
        let mut filter = Self(Vec::new());
        for call in calls {
            filter.0.push(load(0));
            match call.verb {
                None => filter.0.push(unless(call.sysno.raw(), 1)),
                Some(verb) => filter.0.extend([
                    unless(call.sysno.raw(), 4),
                    load(16 + 8 * verb.argument),
                    op(libc::BPF_ALU | libc::BPF_AND | libc::BPF_K, 0, verb.mask),
                    unless(verb.value, 1),
                ]),
            }
            filter.0.push(end(ALLOW));
        }
        filter.0.push(end(KILL));
        filter
    }

    /// Restricts the filter to the calls of one architecture, a constant of `linux/audit.h`. Calls
    /// of other architectures are allowed.
    pub(crate) fn of(mut self, architecture: u32) -> Self {
        let lines = u8::try_from(self.0.len()).unwrap();
        let before = [load(4), unless(architecture, lines)];
        self.0.splice(..0, before);
        self.0.push(end(ALLOW));
        self
    }

    /// Installs the filter for the later calls of this thread. May be called between fork and exec.
    pub(crate) fn install(&self) -> io::Result<()> {
        let program = self.program();
        let mode = libc::SECCOMP_MODE_FILTER;
        // SAFETY: the kernel only reads the program and the instructions to which it points.
        let done = unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
                && libc::prctl(libc::PR_SET_SECCOMP, mode, &raw const program) == 0
        };
        done.then_some(()).ok_or_else(io::Error::last_os_error)
    }

    /// Installs the filter, and returns a new descriptor from which the calls that reach [`ASK`]
    /// are read and answered.
    pub(crate) fn listen(&self) -> io::Result<libc::c_int> {
        let program = self.program();
        let mode = libc::SECCOMP_SET_MODE_FILTER;
        let flags = libc::SECCOMP_FILTER_FLAG_NEW_LISTENER;
        // SAFETY: the kernel only reads the program and the instructions to which it points.
        let fd = unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            libc::syscall(libc::SYS_seccomp, mode, flags, &raw const program)
        };
        match fd {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(fd as libc::c_int),
        }
    }

    /// Installs the filter in the child that `command` starts, before exec.
    pub(crate) fn before(self, command: &mut Command) {
        // SAFETY: `install` makes system calls and allocates nothing.
        unsafe { command.pre_exec(move || self.install()) };
    }

    fn program(&self) -> libc::sock_fprog {
        libc::sock_fprog {
            len: self.0.len() as u16,
            filter: self.0.as_ptr().cast_mut(),
        }
    }
}

fn op(code: u32, jf: u8, k: u32) -> libc::sock_filter {
    let code = code as u16;
    libc::sock_filter { code, jt: 0, jf, k }
}

/// Loads the word at this offset of `struct seccomp_data`.
fn load(offset: u32) -> libc::sock_filter {
    op(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, offset)
}

/// Skips the next `lines` instructions if the loaded word differs from `word`.
fn unless(word: u32, lines: u8) -> libc::sock_filter {
    op(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, lines, word)
}

fn end(action: u32) -> libc::sock_filter {
    op(libc::BPF_RET | libc::BPF_K, 0, action)
}
