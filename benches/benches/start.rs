//! fork, exec and exit of a program that says hello: this project's against those in C.

mod start {
    pub(crate) mod programs;
}

use std::ffi::{CStr, CString};
use std::io::Error;
use std::path::Path;
use std::ptr::null;
use std::time::Duration;

use trapgate_benches::group;

fn main() {
    let programs = start::programs::build(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let criterion = group::criterion();
    let mut criterion = criterion
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    let mut group = criterion.benchmark_group("start");
    for (name, program) in programs {
        match program.and_then(|path| attempt(&path).map(|()| path)) {
            Err(why) => println!("SKIP {name}: {why}"),
            Ok(path) => {
                group.bench_function(name, |bencher| bencher.iter(|| run(&path)));
            }
        }
    }
    group.finish();
    criterion.final_summary();
}

/// Runs it once, whatever it is.
fn attempt(path: &CStr) -> Result<(), String> {
    match run(path) {
        0 => Ok(()),
        status => Err(format!("it does not run here: status {status:#x}")),
    }
}

/// Runs it with its output thrown away, and returns its status.
fn run(path: &CStr) -> i32 {
    let argv = [path.as_ptr(), null()];
    let envp = [null()];
    // SAFETY: the child only opens, replaces and ends.
    unsafe {
        match libc::fork() {
            -1 => panic!("fork: {}", Error::last_os_error()),
            0 => {
                let null = libc::open(c"/dev/null".as_ptr(), libc::O_WRONLY);
                libc::dup2(null, 1);
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

/// A path as the kernel takes it.
pub(crate) fn c_path(path: &Path) -> CString {
    use std::os::unix::ffi::OsStrExt;
    CString::new(path.as_os_str().as_bytes()).unwrap()
}
