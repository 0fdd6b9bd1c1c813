//! A seccomp filter for the calls behind the vDSO's functions.

use std::io;

use trapgate::Sysno;

/// The calls, by every name that a target may have.
const CALLS: [&str; 7] = [
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "clock_getres_time64",
    "gettimeofday",
    "time",
    "getcpu",
];

/// What answers with this error.
pub(crate) const fn errno(number: i32) -> u32 {
    libc::SECCOMP_RET_ERRNO | number as u32
}

/// What sends a signal.
pub(crate) const TRAP: u32 = libc::SECCOMP_RET_TRAP;

/// From here on, `action` is what this thread's calls come to.
pub(crate) fn install(action: u32) -> Result<(), String> {
    let statement = |code: u32, k| libc::sock_filter {
        code: code as u16,
        jt: 0,
        jf: 0,
        k,
    };
    let give = |action| statement(libc::BPF_RET | libc::BPF_K, action);
    // The call's number.
    let mut program = vec![statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0)];
    for call in CALLS.into_iter().filter_map(Sysno::from_name) {
        program.push(libc::sock_filter {
            jf: 1,
            ..statement(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, call.raw())
        });
        program.push(give(action));
    }
    program.push(give(libc::SECCOMP_RET_ALLOW));
    let program = libc::sock_fprog {
        len: program.len() as u16,
        filter: program.as_mut_ptr(),
    };
    // SAFETY: the kernel reads the program, which lives until the call is done.
    let done = unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && libc::prctl(
                libc::PR_SET_SECCOMP,
                libc::SECCOMP_MODE_FILTER,
                &raw const program,
            ) == 0
    };
    match done {
        true => Ok(()),
        false => Err(format!("no filter: {}", io::Error::last_os_error())),
    }
}
