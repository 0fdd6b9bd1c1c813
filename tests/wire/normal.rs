//! Replaces what differs from run to run in a line of strace, such as addresses and process ids.

use super::newer;
use super::strace::Call;

/// Returns the name of the call.
pub(crate) fn name(line: &str) -> &str {
    line.split('(').next().unwrap_or_default()
}

/// Returns the line with names in place of addresses on the stack, process ids, times, and
/// properties of the machine.
pub(crate) fn normal(call: &Call) -> String {
    let line = &call.line;
    let line = addresses(&newer::named(line).unwrap_or_else(|| line.clone()));
    match name(&line) {
        "getpid" | "gettid" | "getppid" | "kill" => pids(&line, call.pids),
        "brk" => behind(&line, " = ", "BREAK"),
        "clone" => behind(&line, " = ", "CHILD"),
        "wait4" => {
            let line = between(&line, "{ru_", "...}", "RUSAGE");
            let child = line.rsplit(" = ").next().unwrap_or_default().to_string();
            let is_child = child.parse::<u32>().is_ok();
            if is_child {
                line.replace(&child, "CHILD")
            } else {
                line
            }
        }
        "clock_gettime"
        | "clock_gettime64"
        | "clock_getres"
        | "clock_getres_time64"
        | "gettimeofday" => between(&line, "{tv_sec=", "}", "TIME"),
        "time" => behind(&line, " = ", "TIME"),
        // `F_CREATED_QUERY` has no argument, but strace does not know that and prints the next
        // register.
        "fcntl" | "fcntl64" if line.contains(", 0x404 /* ") => between(&line, " */, ", ")", " */)"),
        "getcpu" => between(&line, "[", ", NULL", "[CPU], [NODE], NULL"),
        "ppoll" | "ppoll_time64" => between(&line, "left {", "}", "left TIME"),
        // The handle depends on the file system and on how it numbers its files.
        "name_to_handle_at" => {
            let handle = "handle_bytes=128 => LEN, handle_type=TYPE, f_handle=HANDLE}, [MOUNT]";
            between(&line, "handle_bytes=128 => ", "]", handle)
        }
        "open_by_handle_at" if line.contains("(50, ") => {
            between(&line, "{handle_bytes=", "}", "HANDLE")
        }
        "listxattr" | "llistxattr" | "flistxattr" | "listxattrat" if !line.contains(" = -1") => {
            behind(&line, " = ", "LEN")
        }
        // The features and requests depend on the kernel.
        "ioctl" if line.contains("/* UFFDIO_") => {
            let line = between(&line, "=> features=", ", ", "=> features=FEATURES, ");
            between(&line, ", ioctls=", "}", ", ioctls=IOCTLS}")
        }
        "statx" => between(&line, "{stx_mask=", ", ", "{stx_mask=MASK, "),
        "statfs" | "fstatfs" | "statfs64" | "fstatfs64" => {
            let line = between(&line, "f_fsid={", "}", "f_fsid=FSID");
            between(&line, "f_flags=", "}", "f_flags=FLAGS}")
        }
        "uname" => between(&line, "{sysname=", "...}", "UTSNAME"),
        "ioctl" if line.contains("TIOCGPTN") => between(&line, "[", "]", "[NUMBER]"),
        "getrandom" => between(&line, "\"", "\"", "BYTES"),
        "sched_getaffinity" if line.contains('[') => {
            behind(&between(&line, "[", "]", "CPUS"), " = ", "LEN")
        }
        "sched_setaffinity" if line.contains("(0, ") => between(&line, "[", "]", "CPUS"),
        _ => line,
    }
}

/// Replaces the first text that begins with `start` and ends with `end`.
fn between(line: &str, start: &str, end: &str, by: &str) -> String {
    let parts = line.split_once(start);
    let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    parts.map_or(line.into(), |(before, after)| {
        format!("{before}{by}{after}")
    })
}

/// Replaces the text after the last `mark`.
fn behind(line: &str, mark: &str, by: &str) -> String {
    let parts = line.rsplit_once(mark);
    parts.map_or(line.into(), |(before, _)| format!("{before}{mark}{by}"))
}

/// Replaces the ids of the process and of its parent, as an argument or as a result.
fn pids(line: &str, [own, parent]: [u32; 2]) -> String {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    tokens(line, is_digit, |token| match token.parse::<u32>() {
        Ok(number) if number == own => "PID".into(),
        Ok(number) if number == parent => "PARENT".into(),
        _ => token.into(),
    })
}

/// Replaces addresses on the stack. No other number in these lines is near them.
fn addresses(line: &str) -> String {
    tokens(
        line,
        |byte| byte.is_ascii_alphanumeric(),
        |token| {
            let digits = token.strip_prefix("0x");
            let number = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
            let stack = match number {
                Some(0xff00_0000..0xffff_f000) | Some(0xbf00_0000..0xc000_0000) => true,
                Some(number) => (0x7ff0_0000_0000..0x8000_0000_0000).contains(&number),
                None => false,
            };
            if stack { "STACK".into() } else { token.into() }
        },
    )
}

/// Replaces each longest run of bytes that satisfy `is_part`.
fn tokens(line: &str, is_part: impl Fn(u8) -> bool, replace: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.bytes().next() {
        let inside = is_part(first);
        let len = rest
            .bytes()
            .position(|byte| is_part(byte) != inside)
            .unwrap_or(rest.len());
        let (token, after) = rest.split_at(len);
        if inside {
            out += &replace(token)
        } else {
            out += token
        }
        rest = after;
    }
    out
}

/// Returns the line without strace's comments, which differ from release to release.
pub(crate) fn bare(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    let mut depth = 0;
    while !rest.is_empty() {
        let (open, close) = (
            rest.starts_with("/* "),
            rest.starts_with(" */") && depth > 0,
        );
        let len = rest.chars().next().map_or(0, char::len_utf8);
        let (token, after) = rest.split_at(if open || close { 3 } else { len });
        depth += i32::from(open);
        if depth == 0 {
            out += token;
        }
        depth -= i32::from(close);
        rest = after;
    }
    out.replace(" ,", ",")
        .replace(" )", ")")
        .replace(" |", "|")
        .replace(" }", "}")
        .replace(" ]", "]")
}

#[test]
fn numbers_of_the_day_have_names() {
    let call = |line: &str| Call {
        line: line.into(),
        pids: [70, 7],
    };
    for (line, expected) in [
        ("getpid() = 70", "getpid() = PID"),
        ("getppid() = 7", "getppid() = PARENT"),
        (
            "kill(70, 17 /* SIGCHLD */) = 0",
            "kill(PID, 17 /* SIGCHLD */) = 0",
        ),
        ("close(70) = 0", "close(70) = 0"),
        (
            "fstat(-1, 0x7ffced8daf38) = -1 EBADF",
            "fstat(-1, STACK) = -1 EBADF",
        ),
        (
            "a(0xffe3bd68, 0xfee1dead, 0xffffffff)",
            "a(STACK, 0xfee1dead, 0xffffffff)",
        ),
        (
            "wait4(9, [{}], 0x1, {ru_utime={}, ...}) = 9",
            "wait4(CHILD, [{}], 0x1, RUSAGE) = CHILD",
        ),
        (
            "wait4(-1, NULL) = -1 ECHILD (No)",
            "wait4(-1, NULL) = -1 ECHILD (No)",
        ),
    ] {
        assert_eq!(normal(&call(line)), expected);
    }
    let newer = trapgate::Sysno::from_name("mseal").unwrap().raw();
    assert_eq!(
        normal(&call(&format!(
            "syscall_0x{newer:x}(0xffe3bd68, 0x2, 0, 0x4, 0x5, 0x6) = 0"
        ))),
        "mseal(STACK, 0x2, 0) = 0"
    );
}

#[test]
fn comments_do_not_count() {
    assert_eq!(
        bare("a(0x1 /* B|C */, 2 /* 0x4 /* D_??? */ */) = 0"),
        "a(0x1, 2) = 0"
    );
}
