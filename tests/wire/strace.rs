//! Runs a function of `selftest` under strace and returns the calls between the markers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::strace;

/// The oldest release whose output `agree.rs` can compare; older ones decode too few calls.
const OLDEST: (u32, u32) = (6, 1);

/// Returns why strace cannot be used here.
pub(crate) fn missing() -> Option<String> {
    let (major, minor) = OLDEST;
    strace::missing().or_else(|| {
        let version = strace::version();
        let old = format!(
            "strace {}.{} is older than {major}.{minor}",
            version.0, version.1
        );
        (version < OLDEST).then_some(old)
    })
}

/// What a function did under strace.
pub(crate) enum Traced {
    /// The system calls that it made, as strace prints them.
    Calls(Vec<Call>),
    /// It could not be called on this machine, for this reason.
    Skipped(String),
}

/// One system call, and the process ids that may appear in it.
pub(crate) struct Call {
    pub(crate) line: String,
    /// The caller's id and that of its parent, which is strace.
    pub(crate) pids: [u32; 2],
}

const MARKER: &str = "close(-100)";

/// Runs the function `name`. Each time it is called, it must make `each` calls: one, or none. The
/// program runs in an empty directory of its own.
pub(crate) fn trace(
    program: &Path,
    options: &[&str],
    name: &str,
    each: usize,
) -> Result<Traced, String> {
    let dir = directory(&format!("{name}{}", options.concat()));
    let (empty, log) = (dir.join("empty"), dir.join("log"));
    fs::create_dir(&empty).unwrap();
    let mut strace = strace::strace();
    strace.args(["-f", "-qq", "-a", "1", "-s", "64", "-X", "verbose", "-o"]);
    strace.arg(&log).arg(program).args(options).arg(name);
    strace.current_dir(&empty).env_clear();
    strace.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    strace.stdin(std::process::Stdio::null());
    let child = strace.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let tracer = child.id();
    let output = child.wait_with_output().unwrap();
    let text = fs::read_to_string(&log).unwrap();
    let _ = fs::remove_dir_all(&dir);
    let said = String::from_utf8_lossy(&output.stdout);
    if let Some(why) = said.strip_prefix(&format!("SKIP {name}: ")) {
        return Ok(Traced::Skipped(why.trim().into()));
    }
    if !said.is_empty() {
        return Err(format!("it said {said}"));
    }
    let (pid, lines) = lines(&text)?;
    let call = |line| Call {
        line,
        pids: [pid, tracer],
    };
    Ok(Traced::Calls(
        between(lines, each)?.into_iter().map(call).collect(),
    ))
}

fn directory(name: &str) -> PathBuf {
    let name = name.replace([':', '-'], "_");
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wire-{name}"));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// Returns the first process of a log and its calls. A call that strace printed in two parts,
/// because another process's line came between, is joined again.
fn lines(text: &str) -> Result<(u32, Vec<String>), String> {
    let (mut first, mut lines, mut unfinished) = (None, Vec::new(), String::new());
    for line in text.lines() {
        let Some((pid, line)) = line.split_once(' ') else {
            return Err(format!("no process in {line}"));
        };
        let (line, pid) = (line.trim_start(), pid.parse().map_err(|_| line)?);
        if *first.get_or_insert(pid) != pid || line.starts_with("---") || line.starts_with("+++") {
            continue;
        }
        if let Some(half) = line.strip_suffix(" <unfinished ...>") {
            unfinished = half.into();
        } else if let Some((_, rest)) = line
            .split_once(" resumed>")
            .filter(|_| line.starts_with("<..."))
        {
            lines.push(std::mem::take(&mut unfinished) + rest);
        } else {
            lines.push(line.into());
        }
    }
    Ok((first.ok_or("an empty log")?, lines))
}

/// Returns the calls between each two markers. A call that ends the process has no second marker.
fn between(lines: Vec<String>, each: usize) -> Result<Vec<String>, String> {
    let mut parts = Vec::new();
    for line in lines {
        if line.starts_with(MARKER) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    // Every second part lies between two functions, not inside one.
    let ended = parts.len() % 2 != 0;
    let parts = Vec::from_iter(parts.into_iter().step_by(2));
    if parts.is_empty() {
        return Err("no call".into());
    }
    if let Some(part) = parts.iter().find(|part| part.len() != each) {
        return Err(format!("expected {each} system calls, found {part:?}"));
    }
    let calls = parts.concat();
    let ends = calls
        .last()
        .is_some_and(|last| last.starts_with("exit_group("));
    if ended != ends {
        return Err(format!("no second marker after {:?}", calls.last()));
    }
    Ok(calls)
}

#[test]
fn half_lines_of_two_processes() {
    let log = "\
        7  close(-100) = -1 EBADF (Bad file descriptor)\n\
        7  clone(child_stack=NULL, flags=17 <unfinished ...>\n\
        8  close(-100 <unfinished ...>\n\
        7  <... clone resumed>) = 8\n\
        8  <... close resumed>) = -1 EBADF (Bad file descriptor)\n\
        7  --- SIGCHLD {} ---\n\
        7  close(-100) = -1 EBADF (Bad file descriptor)\n\
        7  getpid() = 7\n\
        8  +++ exited with 0 +++\n";
    let (pid, lines) = lines(log).unwrap();
    assert_eq!(pid, 7);
    assert!(between(lines.clone(), 0).is_err());
    assert_eq!(between(vec![lines[0].clone(); 2], 0), Ok(vec![]));
    assert_eq!(
        between(lines, 1).unwrap(),
        ["clone(child_stack=NULL, flags=17) = 8"]
    );
}
