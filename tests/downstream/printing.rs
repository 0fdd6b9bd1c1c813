//! The system calls of `print!`, and printing to descriptors that are full, closed or broken.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::fd::{AsRawFd as _, FromRawFd as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::each;
use crate::support::program::run;
use crate::support::strace;

/// The kernel's name for `ppoll` on this target.
const PPOLL: &str = if cfg!(target_arch = "x86") {
    "ppoll_time64"
} else {
    "ppoll"
};

/// Runs a program under strace with these options. Returns its output, and its calls of `write` and
/// `ppoll` in order.
fn traced(program: &Path, options: &[&str], arguments: &[&str]) -> (String, Vec<String>) {
    // The tests run at the same time, so each trace needs its own file.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let log = program.with_extension(COUNT.fetch_add(1, Relaxed).to_string());
    let mut strace = strace::strace();
    strace.args([
        "-qq",
        "-e",
        &format!("trace=write,{PPOLL}"),
        "-e",
        "signal=none",
    ]);
    strace.arg("-o").arg(&log).args(options);
    let (out, _, _) = run(strace.arg(program).args(arguments));
    let text = fs::read_to_string(&log).unwrap();
    let _ = fs::remove_file(log);
    let calls = text.lines().filter(|line| !line.starts_with('+'));
    (out, calls.map(String::from).collect())
}

/// Like [`traced`], but returns only the calls' names.
fn names(program: &Path, options: &[&str], arguments: &[&str]) -> String {
    let (_, calls) = traced(program, options, arguments);
    let names = calls.iter().map(|call| call.split('(').next().unwrap());
    let names = names.map(|name| name.trim_end_matches("_time64"));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_text_that_fits_is_one_write() {
    if !strace::here("a_text_that_fits_is_one_write") {
        return;
    }
    each("prints", |program| {
        let odd = "a path/with \"quotes\"/and\ttabs\n/und/ümlaut".repeat(8);
        let (out, calls) = traced(program, &[], &["paths", "/usr/lib/short", &odd]);
        assert_eq!(calls.len(), 2, "{program:?}: {calls:#?}");
        assert!(
            out.starts_with("\"/usr/lib/short\"\n\"a path/with \\\"quotes"),
            "{out}"
        );
        // Each KiB is one more call, and the rest is written at the end. Some releases of `core`
        // format the letters of a long path in one piece, but quotes always one by one.
        for (letter, length, expected) in [
            ("x", 1021, 1),
            ("x", 1022, 2),
            ("x", 2045, 2),
            ("x", 2046, 3),
            ("\"", 2000, 4),
        ] {
            let path = letter.repeat(length);
            let (out, calls) = traced(program, &[], &["paths", &path]);
            assert_eq!(out, format!("{path:?}\n"));
            assert_eq!(calls.len(), expected, "{program:?}, {length}: {calls:#?}");
        }
        // A long piece is not split.
        let (first, long) = ("x".repeat(600), "y".repeat(50_000));
        let (out, calls) = traced(program, &[], &["text", &first, &long]);
        assert_eq!(out, format!("\"text\": {first}{long}\n"));
        assert_eq!(calls.len(), 3, "{program:?}: {calls:#?}");
    });
    for argument in ["index", "text", "format"] {
        each("panics", |program| {
            assert_eq!(
                names(program, &[], &[argument]),
                "write",
                "{program:?} {argument}"
            );
        });
    }
    each("ending", |program| {
        assert_eq!(names(program, &[], &["error"]), "write", "{program:?}");
        assert_eq!(names(program, &[], &["unknown"]), "write", "{program:?}");
    });
}

#[test]
fn the_first_error_ends_the_text() {
    if !strace::here("the_first_error_ends_the_text") {
        return;
    }
    each("prints", |program| {
        // Of 6001 bytes, the write of the second KiB fails. The next text is tried again.
        for error in ["EIO", "ENOSPC", "EPIPE", "EBADF"] {
            let inject = format!("inject=write:error={error}:when=2");
            let (out, calls) = traced(program, &["-e", &inject], &["letters"]);
            assert_eq!(calls.len(), 3, "{program:?}: {calls:#?}");
            assert_eq!(
                out,
                format!("{}the next\n", "a".repeat(1024)),
                "{program:?}"
            );
        }
        let inject = "inject=write:retval=0:when=2";
        let (out, _) = traced(program, &["-e", inject], &["letters"]);
        assert_eq!(
            out,
            format!("{}the next\n", "a".repeat(1024)),
            "{program:?}"
        );
        // An interrupted write is repeated, and a short write is continued.
        let inject = "inject=write:error=EINTR:when=1..3";
        let (out, _) = traced(program, &["-e", inject], &["letters"]);
        let text = format!("{}{}\nthe next\n", "a".repeat(3000), "b".repeat(3000));
        assert_eq!(out, text, "{program:?}");
        let inject = "inject=write:retval=24:when=1";
        let (out, _) = traced(program, &["-e", inject], &["letters"]);
        assert_eq!(out, text[24..], "{program:?}");
    });
}

#[test]
fn ppoll_decides_once() {
    if !strace::here("ppoll_decides_once") {
        return;
    }
    // The error is injected 50 times only, so that a program that retried without end would still
    // end.
    let full = ["-e", "inject=write:error=EAGAIN:when=1..50"];
    each("prints", |program| {
        let paths = ["paths", "a"];
        // The descriptor becomes ready, then not ready again: the program waits each time.
        let twice = ["-e", "inject=write:error=EAGAIN:when=1..2"];
        let expected = "write ppoll write ppoll write";
        assert_eq!(names(program, &twice, &paths), expected, "{program:?}");
        // A signal interrupts `ppoll`.
        let signal = format!("inject={PPOLL}:error=EINTR");
        let both = [&twice[..], &["-e", &signal]].concat();
        assert_eq!(names(program, &both, &paths), expected, "{program:?}");
        // `ppoll` fails: the program tries one more `write`, which may succeed.
        for error in ["ENOSYS", "EPERM", "ENOMEM", "EINVAL"] {
            let failure = format!("inject={PPOLL}:error={error}");
            let once = ["-e", "inject=write:error=EAGAIN:when=1", "-e", &failure];
            let (out, calls) = traced(program, &once, &paths);
            assert_eq!((out.as_str(), calls.len()), ("\"a\"\n", 3), "{calls:#?}");
            let never = [&full[..], &["-e", &failure]].concat();
            assert_eq!(
                names(program, &never, &paths),
                "write ppoll write",
                "{program:?}"
            );
        }
        // The pipe has no reader, so the kernel itself reports an error.
        let mut strace = strace::strace();
        strace
            .args(["-qq", "-e", &format!("trace=write,{PPOLL}")])
            .args(full);
        strace.args(["-o", "/dev/stderr"]).arg(program).args(paths);
        let (reader, writer) = pipe();
        drop(reader);
        let (_, trace, _) = run(strace.stdout(writer));
        assert!(trace.contains("revents=POLLOUT|POLLERR"), "{trace}");
        assert_eq!(trace.matches("write(").count(), 2, "{program:?}: {trace}");
    });
}

fn pipe() -> (File, File) {
    let mut ends = [0; 2];
    // SAFETY: pipe2 writes two descriptors, which belong to this process alone.
    unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        (File::from_raw_fd(ends[0]), File::from_raw_fd(ends[1]))
    }
}

/// Creates a pipe of one page that is full of dots and whose writing end is non-blocking. Returns
/// both ends and the number of dots.
fn full_pipe() -> (File, File, usize) {
    let (reader, mut writer) = pipe();
    let fd = writer.as_raw_fd();
    // SAFETY: changes the pipe's size and the flags of its writing end.
    unsafe {
        libc::fcntl(fd, libc::F_SETPIPE_SZ, 4096);
        assert_eq!(libc::fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK), 0);
    }
    let mut dots = 0;
    for size in [4096, 1] {
        while let Ok(count) = writer.write(&b".".repeat(size)) {
            dots += count;
        }
    }
    (reader, writer, dots)
}

/// Waits for a process that should end by itself, and returns its status as a shell reports it.
#[track_caller]
fn ended(mut child: Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        if let Some(status) = child.try_wait().unwrap() {
            let signal = std::os::unix::process::ExitStatusExt::signal(&status);
            return status.code().or(signal.map(|signal| 128 + signal));
        }
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("the process does not end");
}

#[test]
fn a_full_pipe_loses_nothing() {
    let mut expected = String::new();
    for number in 0..3000 {
        expected += &format!("line {number}: \"quoted\"\n");
    }
    let letters = format!("{}{}\nthe next\n", "a".repeat(3000), "b".repeat(3000));
    for (wish, expected) in [("lines", &expected), ("letters", &letters)] {
        each("prints", |program| {
            let (mut reader, writer, dots) = full_pipe();
            let mut command = Command::new(program);
            let child = command.arg(wish).stdout(writer).stderr(Stdio::null());
            let child = child.spawn().unwrap();
            drop(command);
            let (sender, receiver) = mpsc::channel();
            thread::spawn(move || {
                let (mut all, mut piece) = (Vec::new(), [0; 1500]);
                loop {
                    thread::sleep(Duration::from_millis(1));
                    match reader.read(&mut piece).unwrap() {
                        0 => break,
                        count => all.extend_from_slice(&piece[..count]),
                    }
                }
                sender.send(all).unwrap();
            });
            assert_eq!(ended(child), Some(0), "{program:?}");
            let all = receiver.recv_timeout(Duration::from_secs(30)).unwrap();
            let all = String::from_utf8(all).unwrap();
            let (before, text) = all.split_at(dots);
            assert!(before.chars().all(|c| c == '.'));
            assert!(text == expected, "{program:?} {wish}: {} bytes", text.len());
        });
    }
}

#[test]
fn a_reader_that_leaves_ends_the_waiting() {
    each("prints", |program| {
        for ignore in [false, true] {
            let (reader, writer, _) = full_pipe();
            let mut command = Command::new(program);
            command.arg("lines").stdout(writer).stderr(Stdio::piped());
            let disposition = if ignore { libc::SIG_IGN } else { libc::SIG_DFL };
            // SAFETY: signal may be called between fork and exec.
            unsafe {
                command.pre_exec(move || {
                    libc::signal(libc::SIGPIPE, disposition);
                    Ok(())
                });
            }
            let mut child = command.spawn().unwrap();
            drop(command);
            thread::sleep(Duration::from_millis(20));
            assert_eq!(child.try_wait().unwrap(), None, "{program:?} does not wait");
            drop(reader);
            let mut stderr = child.stderr.take().unwrap();
            let status = if ignore { 0 } else { 128 + libc::SIGPIPE };
            assert_eq!(ended(child), Some(status), "{program:?}");
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            assert_eq!(said, if ignore { "done" } else { "" });
        }
    });
}

#[test]
fn a_panic_does_not_wait() {
    each("panics", |program| {
        for argument in ["index", "text", "format", "nested"] {
            let (reader, writer, _) = full_pipe();
            let mut command = Command::new(program);
            let child = command.arg(argument).stderr(writer).spawn().unwrap();
            assert_eq!(
                ended(child),
                Some(128 + libc::SIGABRT),
                "{program:?} {argument}"
            );
            drop(reader);
        }
    });
}

#[test]
fn a_display_that_prints_or_fails() {
    each("prints", |program| {
        let (out, _, status) = run(Command::new(program).arg("nested"));
        let expected = "[inner 1][inner two]before own after\n";
        assert_eq!((out.as_str(), status), (expected, Some(0)), "{program:?}");
        let (out, _, status) = run(Command::new(program).arg("failing"));
        assert_eq!(
            (out.as_str(), status),
            ("before a part", Some(0)),
            "{program:?}"
        );
    });
}
