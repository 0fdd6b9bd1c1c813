//! A mistake in a table stops the build with a message that names the file and the line.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::table;

/// The row of this name, the column that is replaced, the new text, and the message that the build
/// must print.
type Mistake = (&'static str, usize, &'static str, &'static str);

const SYSNO_MISTAKES: [Mistake; 21] = [
    ("acct", 5, "", "8 columns, not 9"),
    ("acct", 5, "process process", "10 columns, not 9"),
    ("acct", 0, "Acct", "`Acct` is not a name"),
    (
        "acct",
        0,
        "aaaa",
        "`aaaa` after `access`: sort the names, each once",
    ),
    (
        "acct",
        0,
        "access",
        "`access` after `access`: sort the names, each once",
    ),
    ("acct", 1, "0x3", "`0x3` is not a number"),
    ("acct", 2, "70000", "`70000` is not a number"),
    ("acct", 1, "43", "`accept` has the x86_64 number 43 too"),
    ("acct", 2, "33", "`access` has the i686 number 33 too"),
    ("uprobe", 1, "-", "`uprobe` has no number"),
    ("acct", 3, "10", "`10` is not a release"),
    ("acct", 4, "1.", "`1.` is not a release"),
    ("acct", 6, "curent", "`curent` is not a status"),
    (
        "access",
        6,
        "=faccessat9",
        "status: `faccessat9` is not a current row",
    ),
    (
        "access",
        6,
        "=chown",
        "status: `chown` is not a current row",
    ),
    (
        "fchown",
        7,
        "fchown99",
        "i686_row: `fchown99` is not i686's row for a call of x86_64",
    ),
    (
        "chown",
        7,
        "fchown",
        "i686_row: `fchown` is not i686's row for a call of x86_64",
    ),
    (
        "chown",
        7,
        "newfstatat",
        "i686_row: `newfstatat` is not i686's row for a call of x86_64",
    ),
    (
        "stat64",
        7,
        "statx",
        "i686_row: `statx` is not i686's row for a call of x86_64",
    ),
    (
        "read",
        8,
        "io::read,write",
        "`io::read,write` is not a wrapper",
    ),
    (
        "fchown",
        8,
        "fs::fchown,fs::chown",
        "`fs::chown` is not a wrapper of `fchown32`",
    ),
];

const ERRNO_MISTAKES: [Mistake; 8] = [
    ("ENOENT", 0, "two", "`two` is not an error number"),
    ("ENOENT", 0, "4096", "`4096` is not an error number"),
    ("ENOENT", 1, "NOENT", "`NOENT` is not a name"),
    ("ENOENT", 1, "EPERM", "`EPERM` is here twice"),
    ("ESRCH", 0, "1", "1 stands after 2: sort the numbers"),
    (
        "EWOULDBLOCK",
        2,
        "later",
        "the first name of a number has a message, a further one `-`",
    ),
    (
        "ECANCELED",
        2,
        "-",
        "the first name of a number has a message, a further one `-`",
    ),
    (
        "ECANCELED",
        2,
        "",
        "the first name of a number has a message, a further one `-`",
    ),
];

const CALLS_MISTAKES: [Mistake; 4] = [
    ("rt::entry = entry!", 3, "a | b", "5 columns, not 4"),
    (
        "rt::entry = entry!",
        1,
        "exit_grp",
        "`exit_grp` is not a call of this target",
    ),
    (
        "rt::open_closed_stdio",
        2,
        "fcntl64(6=0x1)",
        "`fcntl64(6=0x1)` is not a call of this target",
    ),
    (
        "fd::drop = <OwnedFd as Drop>",
        1,
        "close newfstatat",
        "`newfstatat` is not a call of this target",
    ),
];

const VERBS_MISTAKES: [Mistake; 3] = [
    ("io::fcntl_getfd", 2, "= =", "4 columns, not 3"),
    ("io::fcntl_getfd", 1, "(1=1)", "`(1=1)` is not a verb"),
    ("io::fcntl_getlk", 2, "", "`` is not a verb"),
];

#[test]
fn a_mistake_stops_the_build_with_its_line() {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tables-{}", std::process::id()));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("out")).unwrap();
    let script = folder.join("script");
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc
        .args(["--edition", "2024", "-o"])
        .args([&script])
        .arg("build.rs");
    assert!(
        rustc
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap()
            .success()
    );

    let tables = [
        ("src/sysno.tbl", 0, " ", &SYSNO_MISTAKES[..]),
        ("src/errno.tbl", 1, " ", &ERRNO_MISTAKES),
        ("src/calls.tbl", 0, " | ", &CALLS_MISTAKES),
        ("src/verbs.tbl", 0, " ", &VERBS_MISTAKES),
    ];
    // The build script reads this file, too; it contains no mistake.
    let linker_script = folder.join("src/rt/trapgate.ld");
    fs::create_dir_all(linker_script.parent().unwrap()).unwrap();
    fs::write(linker_script, "").unwrap();

    let run = |file: &str, text: &str| {
        for (name, ..) in tables {
            let text = if name == file { text } else { &table(name) };
            fs::write(folder.join(name), text).unwrap();
        }
        let mut command = Command::new(&script);
        command
            .current_dir(&folder)
            .env("OUT_DIR", "out")
            .env("CARGO_CFG_TARGET_ARCH", "x86");
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    for (file, key, separator, mistakes) in tables {
        let right = table(file);
        assert_eq!(run(file, &right), (Some(0), String::new()));
        let columns = |line: &str| match separator {
            " | " => Vec::from_iter(line.split(separator).map(String::from)),
            _ => Vec::from_iter(line.split_whitespace().map(String::from)),
        };
        for &(name, column, text, says) in mistakes {
            let mut lines: Vec<String> = right.lines().map(String::from).collect();
            let row = |line: &String| {
                !line.starts_with('#') && columns(line).get(key).is_some_and(|text| text == name)
            };
            let line = lines.iter().position(row).unwrap();
            let mut columns = columns(&lines[line]);
            columns[column] = text.into();
            lines[line] = columns.join(separator);
            let said = format!("{file}:{}: {says}\n", line + 1);
            assert_eq!(run(file, &lines.join("\n")), (Some(1), said));
        }
    }
    fs::remove_dir_all(folder).unwrap();
}
