//! Turns `src/sysno.tbl` and `src/errno.tbl` into Rust for the target at hand, and passes the linker what it needs.
//! A mistake in a table stops the build with the file and the line.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

const SYSNO: &str = "src/sysno.tbl";
const ERRNO: &str = "src/errno.tbl";
const SCRIPT: &str = "src/rt/trapgate.ld";

/// Where a line of a table stands, for messages.
#[derive(Clone, Copy)]
struct Place(&'static str, usize);

impl Place {
    fn fail(self, why: impl std::fmt::Display) -> ! {
        eprintln!("{}:{}: {why}", self.0, self.1);
        process::exit(1)
    }
}

fn main() {
    for file in ["build.rs", SYSNO, ERRNO, SCRIPT, "examples"] {
        if Path::new(file).exists() {
            println!("cargo::rerun-if-changed={file}");
        }
    }
    let var = |name: &str| env::var(name).unwrap_or_default();
    let i686 = var("CARGO_CFG_TARGET_ARCH") == "x86";
    let out = PathBuf::from(var("OUT_DIR"));
    let save = |name: &str, text: &str| {
        fs::write(out.join(name), text)
            .unwrap_or_else(|e| Place(SYSNO, 0).fail(format_args!("writing {name}: {e}")));
    };

    let text = read(SYSNO);
    let rows = sysno_rows(&text);
    save("sysno.rs", &sysno(&rows, i686));
    save("nr.rs", &nr(&rows, i686));
    save("homes.rs", &homes(&rows));
    save("errno.rs", &errno(&read(ERRNO)));

    if let Ok(script) = fs::read_to_string(SCRIPT) {
        save("trapgate.ld", &script);
        println!("cargo::rustc-link-search={}", out.display());
    }
    // Cargo refuses these arguments in a package without examples, such as a published copy.
    if env::var_os("CARGO_FEATURE_START").is_some() && has_examples() {
        for arg in ["-nostartfiles", "-static", "-no-pie", "-Wl,--build-id=none"] {
            println!("cargo::rustc-link-arg-examples={arg}");
        }
    }
}

fn read(file: &'static str) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| Place(file, 0).fail(e))
}

fn has_examples() -> bool {
    let entries = fs::read_dir("examples")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    entries
        .into_iter()
        .any(|path| path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").exists())
}

/// The lines that are not comments, each cut at blanks.
fn lines<'a>(file: &'static str, text: &'a str) -> impl Iterator<Item = (Place, Vec<&'a str>)> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'));
    lines.map(move |(n, line)| (Place(file, n + 1), line.split_whitespace().collect()))
}

struct Row<'a> {
    at: Place,
    name: &'a str,
    /// On x86_64, on i686.
    nr: [Option<u16>; 2],
    since: [&'a str; 2],
    status: &'a str,
    modern: Option<&'a str>,
    homes: Vec<&'a str>,
}

type Rows<'a> = BTreeMap<&'a str, Row<'a>>;

fn sysno_rows(text: &str) -> Rows<'_> {
    let (mut rows, mut taken, mut last) = (Rows::new(), HashMap::new(), "");
    for (at, columns) in lines(SYSNO, text) {
        let &[
            name,
            x86_64,
            i686,
            since,
            since_i686,
            _family,
            status,
            modern,
            home,
        ] = columns.as_slice()
        else {
            at.fail(format_args!("{} columns, not 9", columns.len()))
        };
        let word = |s: &str| {
            !s.is_empty()
                && s.bytes()
                    .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        };
        if !word(name) || name.starts_with(|c: char| c.is_ascii_digit()) {
            at.fail(format_args!("`{name}` is not a name"));
        }
        if rows.contains_key(name) {
            at.fail(format_args!("`{name}` is here twice"));
        }
        if name < last {
            at.fail(format_args!(
                "`{name}` stands after `{last}`: the names must be sorted"
            ));
        }
        last = name;
        let mut number = |column: &'static str, text: &str| {
            let number = match text {
                "-" => return None,
                _ => text.parse::<u16>().ok().filter(|&n| n < 4096),
            };
            let number = number
                .unwrap_or_else(|| at.fail(format_args!("`{text}` is not a number for {column}")));
            if let Some(other) = taken.insert((column, number), name.to_string()) {
                at.fail(format_args!(
                    "{column} number {number} belongs to `{other}`"
                ));
            }
            Some(number)
        };
        let nr = [number("x86_64", x86_64), number("i686", i686)];
        if nr == [None, None] {
            at.fail(format_args!("`{name}` has no number"));
        }
        for since in [since, since_i686] {
            if since != "-"
                && (!since.contains('.')
                    || !since.split('.').all(|part| part.parse::<u8>().is_ok()))
            {
                at.fail(format_args!("`{since}` is not a release"));
            }
        }
        if !matches!(status, "current" | "removed" | "unimplemented" | "internal")
            && !status.starts_with('=')
        {
            at.fail(format_args!("`{status}` is not a status"));
        }
        let homes: Vec<&str> = home.split(',').filter(|&path| path != "-").collect();
        if let Some(path) = homes
            .iter()
            .find(|path| !path.contains("::") || !path.split("::").all(word))
        {
            at.fail(format_args!("`{path}` is not a home"));
        }
        let modern = Some(modern).filter(|&m| m != "-");
        rows.insert(
            name,
            Row {
                at,
                name,
                nr,
                since: [since, since_i686],
                status,
                modern,
                homes,
            },
        );
    }
    for row in rows.values() {
        if let Some(name) = row.status.strip_prefix('=') {
            match rows.get(name) {
                Some(other) if other.status == "current" => {}
                Some(_) => row
                    .at
                    .fail(format_args!("status names `{name}`, which is not current")),
                None => row
                    .at
                    .fail(format_args!("status names `{name}`, which has no row")),
            }
        }
        let Some(name) = row.modern else { continue };
        match rows.get(name) {
            None => row
                .at
                .fail(format_args!("modern names `{name}`, which has no row")),
            Some(other)
                if other.nr[1].is_none() || other.modern.is_some() || row.nr[0].is_none() =>
            {
                row.at.fail(format_args!(
                    "modern leads from `{}` to `{name}`, not from x86_64 to i686",
                    row.name
                ))
            }
            Some(other) => {
                if let Some(home) = row.homes.iter().find(|home| !other.homes.contains(home)) {
                    row.at
                        .fail(format_args!("`{home}` is not a home of `{name}`"));
                }
            }
        }
    }
    rows
}

/// Strings by index without a pointer to relocate: one text, and where each entry starts.
fn strings<'a>(out: &mut String, name: &str, entries: impl Iterator<Item = &'a str>) {
    let (mut text, mut starts) = (String::new(), vec![0]);
    for entry in entries {
        text += entry;
        starts.push(text.len());
    }
    let count = starts.len();
    writeln!(
        out,
        "const {name}: &str = {text:?};\nstatic {name}_STARTS: [u16; {count}] = {starts:?};"
    )
    .unwrap();
}

fn sysno(rows: &Rows, i686: bool) -> String {
    let here = usize::from(i686);
    let (mut out, mut by_number) = (String::from("impl Sysno {\n"), BTreeMap::new());
    for row in rows.values() {
        let Some(nr) = row.nr[here] else { continue };
        by_number.insert(nr, row.name);
        let mut doc = format!("`{}`, number {nr}", row.name);
        match (row.since[here], row.status) {
            (_, "unimplemented") => doc += ". Never implemented.",
            (since, "removed") => {
                write!(doc, ", since Linux {since}. Gone from the kernel.").unwrap()
            }
            (since, "internal") => {
                write!(doc, ", since Linux {since}. Not for a program to call.").unwrap()
            }
            (since, _) => write!(doc, ", since Linux {since}.").unwrap(),
        }
        let instead = rows.get(row.status.trim_start_matches('=')).unwrap_or(row);
        let instead = instead.modern.filter(|_| i686).unwrap_or(instead.name);
        if instead != row.name && rows[instead].nr[here].is_some() {
            write!(
                doc,
                " Call [`{instead}`](Sysno::{}) instead.",
                instead.to_uppercase()
            )
            .unwrap();
        }
        writeln!(
            out,
            "/// {doc}\npub const {}: Sysno = Sysno({nr});",
            row.name.to_uppercase()
        )
        .unwrap();
    }
    out += "}\n";
    let end = by_number.keys().max().map_or(0, |last| last + 1);
    strings(
        &mut out,
        "NAMES",
        (0..end).map(|nr| by_number.get(&nr).copied().unwrap_or("")),
    );
    let by_name: Vec<u16> = rows.values().filter_map(|row| row.nr[here]).collect();
    writeln!(
        out,
        "static BY_NAME: [u16; {}] = {by_name:?};",
        by_name.len()
    )
    .unwrap();
    out
}

fn nr(rows: &Rows, i686: bool) -> String {
    let mut out = String::new();
    for row in rows.values() {
        let used = row
            .modern
            .filter(|_| i686)
            .map_or(row, |modern| &rows[modern]);
        if used.nr[usize::from(i686)].is_some() {
            let (name, used) = (row.name.to_uppercase(), used.name.to_uppercase());
            writeln!(out, "pub(crate) const {name}: Sysno = Sysno::{used};").unwrap();
        }
    }
    out
}

fn homes(rows: &Rows) -> String {
    let mut paths: Vec<&str> = rows
        .values()
        .flat_map(|row| row.homes.iter().copied())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
        .iter()
        .map(|path| format!("use trapgate::{path} as _;\n"))
        .collect()
}

fn errno(text: &str) -> String {
    let (mut out, mut names, mut aliases) =
        (String::from("impl Errno {\n"), BTreeMap::new(), vec![]);
    let (mut seen, mut last) = (HashMap::new(), 0);
    for (at, columns) in lines(ERRNO, text) {
        let &[number, name, ref message @ ..] = columns.as_slice() else {
            at.fail("fewer than 3 columns")
        };
        let number = number.parse().ok().filter(|n| (1..4096u16).contains(n));
        let number = number
            .unwrap_or_else(|| at.fail(format_args!("`{}` is not an error number", columns[0])));
        let Some(short) = name
            .strip_prefix('E')
            .filter(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric()))
        else {
            at.fail(format_args!("`{name}` is not a name"))
        };
        if seen.insert(name, ()).is_some() {
            at.fail(format_args!("`{name}` is here twice"));
        }
        if number < last {
            at.fail(format_args!(
                "{number} stands after {last}: the numbers must be sorted"
            ));
        }
        let digit = if short.starts_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let message = message.join(" ");
        match (message.as_str(), number == last) {
            ("", _) => at.fail("fewer than 3 columns"),
            ("-", false) => at.fail(format_args!("{number} has no message")),
            ("-", true) => {
                aliases.push((number, name));
                writeln!(
                    out,
                    "/// `{name}`: another name of `{}`.",
                    names.get(&number).map_or("", |n: &(&str, _)| n.0)
                )
                .unwrap();
            }
            (_, true) => at.fail(format_args!(
                "{number} is here twice: the message of a further name is `-`"
            )),
            (_, false) => {
                writeln!(out, "/// `{name}`: {message}.").unwrap();
                names.insert(number, (name, message));
            }
        }
        last = number;
        writeln!(
            out,
            "pub const {digit}{short}: Errno = Errno::known({number});"
        )
        .unwrap();
    }
    writeln!(out, "}}\nconst LAST: usize = {last};").unwrap();
    let all = (0..=last).map(|n| names.get(&n).map_or("", |entry| entry.0));
    strings(
        &mut out,
        "NAMES",
        all.chain(aliases.iter().map(|alias| alias.1)),
    );
    strings(
        &mut out,
        "MESSAGES",
        (0..=last).map(|n| names.get(&n).map_or("", |entry| entry.1.as_str())),
    );
    let numbers: Vec<u16> = aliases.iter().map(|alias| alias.0).collect();
    writeln!(
        out,
        "static ALIASES: [u16; {}] = {numbers:?};",
        numbers.len()
    )
    .unwrap();
    out
}
