//! fork, exec and exit of a program that prints a greeting: this crate's example and programs in C.

use std::ffi::CStr;
use std::io::Error;
use std::path::Path;
use std::ptr::null;

use crate::{Row, Run, programs};

/// Returns the row.
#[must_use]
pub fn rows(folder: &Path) -> Vec<Row> {
    let mut row = Row::new("start", "fork, exec, exit of hello");
    for (who, program) in programs::build(folder) {
        let run = program.and_then(|path| match run(&path) {
            0 => Ok(crate::run!(run(&path)) as Run),
            status => Err(format!("the program does not run here: status {status:#x}")),
        });
        row = row.by_some(who, run);
    }
    vec![row]
}

/// Runs a program with its output discarded, and returns its status.
fn run(path: &CStr) -> i32 {
    let argv = [path.as_ptr(), null()];
    let envp = [null()];
    // SAFETY: the child only opens a file, duplicates it, and executes the program or exits.
    unsafe {
        match libc::fork() {
            -1 => panic!("fork: {}", Error::last_os_error()),
            0 => {
                let nowhere = libc::open(c"/dev/null".as_ptr(), libc::O_WRONLY);
                libc::dup2(nowhere, 1);
                libc::execve(path.as_ptr(), argv.as_ptr(), envp.as_ptr());
                libc::_exit(127)
            }
            child => {
                let mut status = 0;
                assert_eq!(libc::waitpid(child, &mut status, 0), child);
                status
            }
        }
    }
}
