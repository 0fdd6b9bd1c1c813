//! `ls`: files of every kind, in every order, and errors.

use std::ffi::{CString, OsStr};
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use super::folder;
use super::printing::unread;
use crate::support::machine::device;
use crate::support::program::{example, run};
use crate::support::skip::skip;
use crate::support::terminal::{shown, terminal};

#[path = "../../examples/ls/date.rs"]
mod date;

/// Returns what `ls` prints for a folder, without an error.
#[track_caller]
fn ls(folder: &Path, words: &[&str]) -> String {
    let (out, err, status) = run(command(folder).args(words));
    assert_eq!((err.as_str(), status), ("", Some(0)));
    out
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(example("ls", "release"));
    command.current_dir(folder);
    command
}

#[track_caller]
fn set_time(path: &Path, seconds: i64) {
    let since = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 {
        SystemTime::UNIX_EPOCH - since
    } else {
        SystemTime::UNIX_EPOCH + since
    };
    File::open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn names_and_orders() {
    let folder = folder("ls-orders");
    // Sizes in bytes, and times in days.
    for (name, size, day) in [("b", 3, 40_000), ("a", 7, 3), ("B", 5, 1), (".dot", 9, 2)] {
        fs::write(folder.join(name), vec![0; size]).unwrap();
        set_time(&folder.join(name), day * 86_400);
    }
    for (words, expected) in [
        (&[][..], "B a b"),
        (&["-r"], "b a B"),
        (&["-S"], "a B b"),
        (&["-rS"], "b B a"),
        (&["-t"], "b a B"),
        (&["-t", "-r", "."], "B a b"),
        (&["-a"], ". .. .dot B a b"),
        (&["b", "a"], "a b"),
        (&["-d"], "."),
        (&["--", "a"], "a"),
    ] {
        let lines = ls(&folder, words).lines().collect::<Vec<_>>().join(" ");
        assert_eq!(lines, expected, "{words:?}");
    }
    let mut unsorted = Vec::from_iter(ls(&folder, &["-U"]).lines().map(String::from));
    unsorted.sort();
    assert_eq!(unsorted, ["B", "a", "b"]);
}

#[test]
fn long_lines() {
    let folder = folder("ls-long");
    fs::write(folder.join("plain"), [0; 12_345]).unwrap();
    fs::set_permissions(folder.join("plain"), PermissionsExt::from_mode(0o640)).unwrap();
    fs::write(folder.join("special"), []).unwrap();
    fs::set_permissions(folder.join("special"), PermissionsExt::from_mode(0o6755)).unwrap();
    fs::create_dir(folder.join("sticky")).unwrap();
    fs::set_permissions(folder.join("sticky"), PermissionsExt::from_mode(0o1776)).unwrap();
    symlink("plain", folder.join("link")).unwrap();
    let fifo = CString::new(folder.join("fifo").as_os_str().as_bytes()).unwrap();
    // SAFETY: the call reads a string.
    assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0) }, 0);
    fs::set_permissions(folder.join("fifo"), PermissionsExt::from_mode(0o7000)).unwrap();
    for (name, time) in [
        ("plain", 4_107_542_399),
        ("special", 951_782_400),
        ("sticky", 1 << 31),
    ] {
        set_time(&folder.join(name), time);
    }
    let out = ls(&folder, &["-l"]);
    let line = |name: &str| {
        // The eighth word of each line.
        let mut lines = out.lines();
        let line = lines.find(|line| line.split_whitespace().nth(7) == Some(name));
        line.unwrap_or_else(|| panic!("{name}: {out}"))
            .split_whitespace()
            .collect::<Vec<_>>()
    };
    assert_eq!(line("plain")[0], "-rw-r-----");
    assert_eq!(
        line("plain")[4..],
        ["12345", "2100-02-28", "23:59", "plain"]
    );
    assert_eq!(line("special")[0], "-rwsr-sr-x");
    assert_eq!(
        line("special")[4..],
        ["0", "2000-02-29", "00:00", "special"]
    );
    assert_eq!(line("sticky")[0], "drwxrwxrwT");
    assert_eq!(line("sticky")[1], "2");
    assert_eq!(line("sticky")[5..], ["2038-01-19", "03:14", "sticky"]);
    assert_eq!(line("link")[0], "lrwxrwxrwx");
    assert_eq!(line("link")[7..], ["link", "->", "plain"]);
    assert_eq!(line("fifo")[0], "p--S--S--T");

    let device = ls(&folder, &["-l", "/dev/null"]);
    assert!(device.starts_with("crw-rw-rw-"), "{device}");
    assert!(device.contains(" 1, 3 "), "{device}");
    // Each column is as wide as its widest entry.
    let lengths = ["special", "sticky", "fifo"].map(|name| {
        let mut lines = out.lines();
        let line = lines.find(|line| line.ends_with(name)).unwrap();
        line.len() - name.len()
    });
    assert!(lengths.iter().all(|len| *len == lengths[0]), "{out}");
}

#[test]
fn large_ids_and_sizes() {
    let folder = folder("ls-large");
    let path = folder.join("large");
    File::create(&path).unwrap().set_len((4 << 30) + 7).unwrap();
    let owned = chown(&path, Some(70_000), Some(4_294_967_294)).is_ok();
    let out = ls(&folder, &["-l"]);
    assert!(out.contains(" 4294967303 "), "{out}");
    assert!(!owned || out.contains(" 70000 4294967294 "), "{out}");
}

#[test]
fn extended_attributes() {
    let folder = folder("ls-attributes");
    fs::write(folder.join("file"), []).unwrap();
    fs::write(folder.join("plain"), []).unwrap();
    let path = CString::new(folder.join("file").as_os_str().as_bytes()).unwrap();
    for (name, value) in [(c"user.first", &b"123456789"[..]), (c"user.none", b"")] {
        // SAFETY: the call reads two strings and a value of the stated length.
        let set = unsafe {
            libc::setxattr(
                path.as_ptr(),
                name.as_ptr(),
                value.as_ptr().cast(),
                value.len(),
                0,
            )
        };
        if set != 0 {
            let error = std::io::Error::last_os_error();
            return skip(
                "extended_attributes",
                format_args!("this file system does not support it: {error}"),
            );
        }
    }
    let out = ls(&folder, &["-l"]);
    assert!(out.contains("-rw-r--r--@ "), "{out}");
    assert!(out.contains("-rw-r--r--  "), "{out}");
    for words in [&["-lx"][..], &["-lx", "file"], &["-lxU"]] {
        let out = ls(&folder, words);
        let mut lines = out
            .lines()
            .skip_while(|line| !line.ends_with(" file"))
            .skip(1);
        let mut found = [lines.next(), lines.next()].map(Option::unwrap);
        found.sort();
        assert_eq!(
            found,
            ["    user.first 9", "    user.none 0"],
            "{words:?}: {out}"
        );
    }
}

#[test]
fn directories_and_links() {
    let folder = folder("ls-directories");
    for name in ["one", "two"] {
        fs::create_dir(folder.join(name)).unwrap();
        fs::write(folder.join(name).join(format!("in {name}")), []).unwrap();
    }
    fs::write(folder.join("file"), []).unwrap();
    symlink("one", folder.join("way")).unwrap();
    symlink("nowhere", folder.join("dangling")).unwrap();
    assert_eq!(ls(&folder, &["one"]), "in one\n");
    assert_eq!(
        ls(&folder, &["two", "file", "one"]),
        "file\n\ntwo:\nin two\n\none:\nin one\n"
    );
    assert_eq!(
        ls(&folder, &["one", "two"]),
        "one:\nin one\n\ntwo:\nin two\n"
    );
    assert_eq!(ls(&folder, &["-d", "two", "one"]), "one\ntwo\n");
    assert_eq!(ls(&folder, &["way"]), "in one\n");
    assert!(ls(&folder, &["-l", "way"]).ends_with(" way -> one\n"));
    assert_eq!(ls(&folder, &["dangling"]), "dangling\n");
    fs::create_dir(folder.join("empty")).unwrap();
    assert_eq!(ls(&folder, &["empty"]), "");
}

#[test]
fn many_entries() {
    let folder = folder("ls-many");
    // More names than fit into the table's first pages, and into one `getdents`.
    let name = |n: u32| format!("{:08x}-{:0>200}", n.wrapping_mul(0x9e37_79b9), n);
    let mut names = Vec::from_iter((0..5000).map(name));
    for name in &names {
        fs::write(folder.join(name), []).unwrap();
    }
    names.sort();
    let expected = names.join("\n") + "\n";
    assert!(ls(&folder, &[]) == expected);
    assert_eq!(ls(&folder, &["-lU"]).lines().count(), names.len());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn errors_by_name() {
    let folder = folder("ls-errors");
    fs::write(folder.join("file"), []).unwrap();
    let (out, err, status) = run(command(&folder).args(["none", "file", "file/below"]));
    let expected = "ls: none: no such file or directory\nls: file/below: not a directory\n";
    assert_eq!((err.as_str(), status), (expected, Some(1)));
    assert_eq!(out, "file\n");
    let (out, err, status) = run(command(&folder).arg("-lq"));
    let expected = "ls: unknown option `-lq`\nusage: ls [-adlrStUx] [PATH...]\n";
    assert_eq!(
        (out.as_str(), err.as_str(), status),
        ("", expected, Some(2))
    );
}

#[test]
fn output_that_takes_no_more() {
    if !device("ls::output_that_takes_no_more", "/dev/full") {
        return;
    }
    let folder = folder("ls-full");
    fs::write(folder.join("file"), []).unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (_, err, status) = run(command(&folder).stdout(full));
    let expected = "ls: write error: no space left\n";
    assert_eq!((err.as_str(), status), (expected, Some(1)));
    let (_, err, status) = run(unread(&mut command(&folder), true));
    assert_eq!((err.as_str(), status), ("", Some(0)));
}

#[test]
fn names_on_a_terminal() {
    if !device("ls::names_on_a_terminal", "/dev/ptmx") {
        return;
    }
    let folder = folder("ls-terminal");
    for name in [&b"bell\x07"[..], "käse\u{85}".as_bytes(), b"broken\xff"] {
        fs::write(folder.join(OsStr::from_bytes(name)), []).unwrap();
    }
    let (ours, theirs) = terminal(80);
    let mut command = command(&folder);
    command.stdin(Stdio::null()).stdout(theirs);
    let mut child = command.spawn().unwrap();
    drop(command);
    assert_eq!(shown(ours), "bell?\nbroken?\nkäse?\n");
    assert!(child.wait().unwrap().success());
    let output = self::command(&folder).output().unwrap();
    assert_eq!(
        output.stdout,
        b"bell\x07\nbroken\xff\nk\xc3\xa4se\xc2\x85\n"
    );
}

#[test]
fn dates_are_the_calendars() {
    let check = |seconds: i64| {
        // A time has 32 bits on i686.
        let time = libc::time_t::try_from(seconds).ok();
        let Some(time) = time else { return };
        // SAFETY: `gmtime_r` writes to the zeroed struct.
        let tm = unsafe {
            let mut tm = std::mem::zeroed::<libc::tm>();
            assert!(!libc::gmtime_r(&time, &mut tm).is_null());
            tm
        };
        let expected = format!(
            "{:04}-{:02}-{:02} {:02}:{:02}",
            i64::from(tm.tm_year) + 1900,
            tm.tm_mon + 1,
            tm.tm_mday,
            tm.tm_hour,
            tm.tm_min
        );
        assert_eq!(date::Date(seconds).to_string(), expected, "{seconds}");
    };
    // Each day of 900 years, each at another time of day.
    for day in -160_000_i64..170_000 {
        check(day * 86_400 + (day * 7919).rem_euclid(86_400));
    }
    for (seconds, text) in [
        (4_107_542_399, "2100-02-28 23:59"),
        (4_107_542_400, "2100-03-01 00:00"),
        (-62_135_596_800, "0001-01-01 00:00"),
        (253_402_300_799, "9999-12-31 23:59"),
        (253_402_300_800, "10000-01-01 00:00"),
    ] {
        assert_eq!(date::Date(seconds).to_string(), text);
    }
    // The earliest and the latest time that a file may have do not overflow.
    for seconds in [i64::MIN, i64::MAX] {
        assert!(date::Date(seconds).to_string().len() > 16);
    }
}
