//! The output of the example `paths`.

use std::fs::OpenOptions;

use crate::paths::program::{ROWS, Row, command, parse, stdout, text, titled};
use crate::support::machine::device;

/// Checks that each row has numbers or a reason. Nothing depends on how fast the machine is.
#[track_caller]
fn sound(row: &Row) {
    let name = format!("{},{}", row.path, row.call);
    if row.status != "ok" {
        assert!(row.numbers.is_empty(), "{name}");
        // Older vDSOs of i686 lack the function with 64-bit times.
        assert_eq!(
            (&*row.call, &*row.status),
            ("clock_getres", "the vDSO has no __vdso_clock_getres_time64"),
            "{name}"
        );
        return;
    }
    let [least, median, cycles, times] = row.numbers[..] else {
        panic!("{name}: {:?}", row.numbers)
    };
    assert!(0.0 < least && least <= median, "{name}");
    assert!(0.0 < cycles && 0.0 < times, "{name}");
}

#[test]
fn csv_has_every_row() {
    let (facts, rows) = parse(&stdout(&mut command("paths", "--csv --rounds 40")));
    for what in ["CPU", "kernel", "clock source", "TSC", "rounds"] {
        let found: Vec<_> = facts.iter().filter(|fact| fact.0 == what).collect();
        assert!(
            matches!(&found[..], [(_, text)] if !text.is_empty()),
            "{what}"
        );
    }
    assert!(facts.contains(&("rounds".into(), "40".into())));

    let expected = ROWS
        .iter()
        .flat_map(|(path, calls)| calls.iter().map(move |call| (*path, *call)));
    let found = rows.iter().map(|row| (&*row.path, &*row.call));
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    rows.iter().for_each(sound);
    // All times are relative to the first row.
    assert_eq!(rows[0].numbers[3], 1.0);
    for row in rows.iter().filter(|row| row.status == "ok") {
        let ratio = row.numbers[2] / rows[0].numbers[2] / row.numbers[3];
        assert!((0.99..1.01).contains(&ratio), "{}", row.call);
    }
}

#[test]
fn csv_has_one_path_alone() {
    for (path, calls) in ROWS {
        let args = format!("--rounds 2 --rows {path} --csv");
        let (_, rows) = parse(&stdout(&mut command("paths", &args)));
        let found: Vec<&str> = rows.iter().map(|row| &*row.call).collect();
        let mut expected = vec!["function call"];
        expected.extend(calls.iter().filter(|call| **call != "function call"));
        assert_eq!(found, expected);
    }
}

/// Without arguments, the program takes a few seconds.
#[test]
fn table_is_plain_text() {
    let table = stdout(&mut command("paths", ""));
    let plain = |byte: u8| byte == b'\n' || byte == b' ' || byte.is_ascii_graphic();
    assert!(table.bytes().all(plain), "{table:?}");
    for line in table.lines() {
        assert!(line.len() <= 80 && !line.ends_with('\t'), "{line}");
    }
    for what in ["CPU ", "kernel ", "clock source ", "TSC "] {
        assert!(table.lines().any(|line| line.starts_with(what)), "{what}");
    }
    for call in ROWS.iter().flat_map(|(_, calls)| *calls) {
        let call = titled(call);
        let rows = table.lines().map(str::trim_start);
        let mut rows = rows.filter_map(|line| line.strip_prefix(&*call));
        let measured = |row: &str| row.contains('#') || row.contains("- ");
        assert!(rows.any(measured), "{call}: {table}");
    }
    let order = ["the vDSO\n", "int 0x80", "rounds in"];
    for what in order {
        assert!(table.contains(what), "{what}: {table}");
    }
}

#[test]
fn words_that_it_does_not_know() {
    let wrong = [
        "foo",
        "--csv foo",
        "--rows",
        "--rows foo",
        "--rounds",
        "--rounds 0",
        "--rounds 8193",
        "--rounds -1",
        "--rounds foo",
    ];
    for example in ["paths", "vdso"] {
        for args in wrong {
            let output = command(example, args).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{example} {args}");
            assert_eq!(text(&output.stdout), "", "{example} {args}");
            let message = text(&output.stderr);
            assert!(message.starts_with(&format!("{example}: ")), "{message}");
        }
        let help = stdout(&mut command(example, "--help"));
        assert!(help.starts_with(example), "{help}");
    }
}

#[test]
fn output_that_fails() {
    if !device("output::output_that_fails", "/dev/full") {
        return;
    }
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut paths = command("paths", "--rounds 1");
    let output = paths.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("standard output: "));
}
