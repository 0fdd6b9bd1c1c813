//! Turns the tables of `src/` into Rust for the target at hand and tells the linker what it needs
//! to know. A mistake in a table stops the build with the file and the line.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::{env, fs, path::Path, process};

const SYSNO: &str = "src/sysno.tbl";
const ERRNO: &str = "src/errno.tbl";
const CALLS: &str = "src/calls.tbl";
const VERBS: &str = "src/verbs.tbl";

fn main() {
    let tables = [SYSNO, ERRNO, CALLS, VERBS];
    for file in tables
        .iter()
        .chain(&["build.rs", "src/rt/trapgate.ld", "examples"])
    {
        if Path::new(file).exists() {
            println!("cargo::rerun-if-changed={file}");
        }
    }
    let out = env::var("OUT_DIR").expect("OUT_DIR");
    let read = |file| fs::read_to_string(file).expect(file);
    let save = |name, text: &str| fs::write(Path::new(&out).join(name), text).expect(name);
    // If `arch` rejects the target, any numbers serve.
    let i686 = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "x86");
    let here = if i686 { I686 } else { X86_64 };
    let [text, errnos, others, verbs] = tables.map(read);
    let rows = rows(&text);
    let (sysno, nr) = sysno(&rows, here);
    // Where one is missing, the compiler shows its line.
    let line = |wrapper| {
        format!(
            "use trapgate::{wrapper} as _; // a wrapper in sysno.tbl: write it in src/, export it\n"
        )
    };
    let (calls, list) = calls(&callers(&rows, &others, &verbs, here));
    save("sysno.rs", &sysno);
    save("nr.rs", &nr);
    save(
        "wrappers.rs",
        &wrappers(&rows, here)
            .into_keys()
            .map(line)
            .collect::<String>(),
    );
    save("errno.rs", &errno(&errnos));
    save("calls.rs", &calls);
    save("calls_list.rs", &list);
    save("trapgate.ld", &read("src/rt/trapgate.ld"));
    println!("cargo::rustc-link-search={out}");
    // The first part of each assembly symbol, see `symbol!`. "0.1.0-alpha.2" becomes
    // "trapgate_0_1_0__alpha_2_".
    let version = env::var("CARGO_PKG_VERSION").expect("CARGO_PKG_VERSION");
    let version = version.replace('-', "__").replace(['.', '+'], "_");
    println!("cargo::rustc-env=TRAPGATE_SYMBOLS=trapgate_{version}_");
    // Cargo rejects these arguments in a package without examples, such as a published copy.
    if env::var_os("CARGO_FEATURE_START").is_some() && Path::new("examples/hello.rs").exists() {
        let link = |argument: &&str| println!("cargo::rustc-link-arg-examples={argument}");
        let script = format!("-T{out}/trapgate.ld"); // The script drops what a debugger needs.
        // Drivers and linkers know these.
        ["-nostdlib", "-static", "-no-pie"].iter().for_each(link);
        if env::var("DEBUG").is_ok_and(|debug| debug == "false") {
            let nmagic = if calls_linker() { "-n" } else { "-Wl,-n" };
            [nmagic, "-z", "nosectionheader", &script]
                .iter()
                .for_each(link);
        }
    }
}

/// Returns whether the flags make rustc call a linker, such as `ld` or `rust-lld`, instead of a
/// driver such as gcc or clang.
fn calls_linker() -> bool {
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let mut flags = flags.split('\x1f');
    flags.any(|flag| flag.contains("linker") && flag.ends_with("ld"))
}

macro_rules! ensure {
    ($file:ident:$line:ident, $holds:expr, $($why:tt)*) => { if !$holds {
        eprintln!("{}:{}: {}", $file, $line, format_args!($($why)*));
        process::exit(1)
    } };
}

/// Returns the lines that are not comments, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let lines = text.lines().zip(1..);
    lines.filter(|(line, _)| !line.starts_with('#'))
}

/// A row of `sysno.tbl`, the rows by name, and what the columns hold.
pub(crate) type Row<'a> = [&'a str; 9];
pub(crate) type Rows<'a> = BTreeMap<&'a str, Row<'a>>;
const KINDS: &str = "name number number release release family status row wrapper";
pub(crate) const X86_64: usize = 1;
pub(crate) const I686: usize = 2;
const STATUS: usize = 6;
const I686_ROW: usize = 7;
const WRAPPER: usize = 8;

fn is_word(text: &str) -> bool {
    let letter = |b: u8| b == b'_' || b.is_ascii_lowercase() || b.is_ascii_digit();
    !text.is_empty() && text.bytes().all(letter)
}

/// Reads `sysno.tbl`, each row of which is found to be right.
pub(crate) fn rows(text: &str) -> Rows<'_> {
    let (mut rows, mut owners, mut last) = (Rows::new(), HashMap::new(), "");
    for (text, line) in lines(text) {
        let columns: Vec<&str> = text.split_whitespace().collect();
        ensure!(SYSNO:line, columns.len() == 9, "{} columns, not 9", columns.len());
        let row = Row::try_from(columns).unwrap_or_default();
        for (kind, text) in KINDS.split(' ').zip(row) {
            let right = match (kind, text) {
                ("name", _) => is_word(text),
                ("status", "current" | "removed" | "unimplemented" | "internal") => true,
                ("status", _) => text.starts_with('='),
                (_, "-") => true,
                ("number", _) => text.parse().is_ok_and(|n: u16| n < 4096),
                ("release", _) => text.contains('.') && text.split('.').all(is_word),
                ("wrapper", _) => text.split(',').all(|path| path.contains("::")),
                _ => is_word(&text.replace(['/', '-'], "_")),
            };
            ensure!(SYSNO:line, right, "`{text}` is not a {kind}");
        }
        let [name, x86_64, i686, ..] = row;
        ensure!(SYSNO:line, name > last, "`{name}` after `{last}`: sort the names, each once");
        ensure!(SYSNO:line, [x86_64, i686] != ["-"; 2], "`{name}` has no number");
        for number in [("x86_64", x86_64), ("i686", i686)] {
            let owner = owners.insert(number, name).unwrap_or("");
            let free = owner.is_empty() || number.1 == "-";
            ensure!(SYSNO:line, free, "`{owner}` has the {} number {} too", number.0, number.1);
        }
        rows.insert(name, row);
        last = name;
    }
    for ((_, line), row) in lines(text).zip(rows.values()) {
        if let Some(name) = row[STATUS].strip_prefix('=') {
            let current = rows.get(name).is_some_and(|row| row[STATUS] == "current");
            ensure!(SYSNO:line, current, "status: `{name}` is not a current row");
        }
        let name = row[I686_ROW];
        if name != "-" {
            let i686_row = rows.get(name).unwrap_or(row);
            let step = row[X86_64] != "-" && i686_row[I686] != "-" && i686_row[I686_ROW] == "-";
            ensure!(SYSNO:line, step, "i686_row: `{name}` is not i686's row for a call of x86_64");
            for wrapper in row[WRAPPER].split(',').filter(|&wrapper| wrapper != "-") {
                let shared = i686_row[WRAPPER].split(',').any(|other| other == wrapper);
                ensure!(SYSNO:line, shared, "`{wrapper}` is not a wrapper of `{name}`");
            }
        }
    }
    rows
}

/// The name of the row whose number the wrapper of a row uses. `here` is the column of the target.
fn used<'a>(row: &Row<'a>, here: usize) -> &'a str {
    match row[I686_ROW] {
        i686_row if here == I686 && i686_row != "-" => i686_row,
        _ => row[0],
    }
}

/// What `Sysno` needs, and the number that each wrapper uses.
fn sysno(rows: &Rows<'_>, here: usize) -> (String, String) {
    let (mut out, mut nr) = (String::from("impl Sysno {\n"), String::new());
    let (mut names, mut by_name) = (vec![], vec![]);
    for (name, row) in rows {
        let upper = name.to_uppercase();
        let number = match rows[used(row, here)][here] {
            "-" => "None".into(),
            _ => format!("Some(Sysno::{})", used(row, here).to_uppercase()),
        };
        nr += &format!("pub(crate) const {upper}: Option<Sysno> = {number};\n");
        let Ok(n) = row[here].parse() else { continue };
        let instead = used(rows.get(row[STATUS].trim_matches('=')).unwrap_or(row), here);
        let constant = instead.to_uppercase();
        let note = match row[STATUS] {
            "removed" => ", no longer in the kernel",
            "unimplemented" => ", never implemented",
            "internal" => ", not for a program to call",
            _ if instead == *name => "",
            _ => &format!("; call [`{instead}`](Self::{constant}) instead"),
        };
        let since = row[here + 2];
        let doc = format!("/// `{name}`, number {n}, since Linux {since}{note}.\n");
        out += &doc.replace(", since Linux -", "");
        out += &format!("///\n/// In C: `SYS_{name}`, `__NR_{name}`.\n");
        out += &format!("#[doc(alias(\"SYS_{name}\", \"__NR_{name}\"))]\n");
        out += &format!("pub const {upper}: Self = Self({n});\n");
        names.resize(names.len().max(n + 1), "");
        names[n] = *name;
        by_name.push(n);
    }
    out = out + "}\n" + &strings("NAMES", &names);
    (out + &numbers("BY_NAME", &by_name), nr)
}

/// The functions of the column `wrapper`, and the call of each; `None` if this target has none.
fn wrappers<'a>(rows: &Rows<'a>, here: usize) -> BTreeMap<&'a str, Option<&'a str>> {
    let wraps = |row: &Row, wrapper| row[WRAPPER].split(',').any(|other| other == wrapper);
    let mut wrappers = BTreeMap::new();
    for row in rows.values().filter(|row| row[WRAPPER] != "-") {
        for wrapper in row[WRAPPER].split(',') {
            // The row stands for another one on i686, and that one has the function's call.
            let instead = |other: &Row| other[I686_ROW] == row[0] && wraps(other, wrapper);
            if !rows.values().any(instead) {
                let call = used(row, here);
                wrappers.insert(wrapper, (rows[call][here] != "-").then_some(call));
            }
        }
    }
    wrappers
}

/// A function, a macro, or what else calls.tbl describes.
pub(crate) struct Caller<'a> {
    /// The path of its constant in `trapgate::calls`; `None` if it makes the call that it is given.
    pub(crate) constant: Option<String>,
    pub(crate) what: String,
    /// Its calls on a target, in the notation of calls.tbl.
    pub(crate) calls: Vec<String>,
    /// For a row of calls.tbl, its columns `what` and `when`.
    pub(crate) other: Option<[&'a str; 2]>,
}

/// All callers, with their calls on a target.
pub(crate) fn callers<'a>(
    rows: &Rows<'a>,
    others: &'a str,
    verbs: &str,
    here: usize,
) -> Vec<Caller<'a>> {
    let mut callers = Vec::new();
    let verbs: HashMap<&str, &str> = lines(verbs).map(|line| verb_of(line, here)).collect();
    for (wrapper, call) in wrappers(rows, here) {
        let verb = verbs.get(wrapper).copied().unwrap_or_default();
        callers.push(Caller {
            constant: Some(constant(wrapper)),
            what: wrapper.into(),
            calls: call.iter().map(|call| format!("{call}{verb}")).collect(),
            other: None,
        });
    }
    for (text, line) in lines(others) {
        let columns: Vec<&str> = text.split(" | ").collect();
        ensure!(CALLS:line, columns.len() == 4, "{} columns, not 4", columns.len());
        let own = here == I686 && columns[2] != "=";
        let calls = columns[if own { 2 } else { 1 }];
        let calls = calls.replace("AUXV", AUXV).replace("VDSO", VDSO);
        let calls = calls.split(' ').filter(|&call| call != "-");
        let calls: Vec<String> = calls.map(String::from).collect();
        for call in calls.iter().filter(|&call| call != "*") {
            let known = rows.get(name(call)).is_some_and(|row| row[here] != "-");
            let right = known && call.contains('(') == verb(call).is_some();
            ensure!(CALLS:line, right, "`{call}` is not a call of this target");
        }
        let (path, what) = columns[0].split_once(" = ").unwrap_or((columns[0], ""));
        let (front, ends) = path.split_once('{').unwrap_or((path, ""));
        for end in ends.trim_end_matches('}').split(',') {
            let path = format!("{front}{end}");
            callers.push(Caller {
                constant: (!columns[1..3].contains(&"*")).then(|| constant(&path)),
                what: if what.is_empty() { path } else { what.into() },
                calls: calls.clone(),
                other: Some([if what.is_empty() { columns[0] } else { what }, columns[3]]),
            });
        }
    }
    callers
}

/// A row of verbs.tbl: a function, and what follows the name of its call on a target.
fn verb_of((text, line): (&str, usize), here: usize) -> (&str, &str) {
    let columns: Vec<&str> = text.split(' ').collect();
    ensure!(VERBS:line, columns.len() == 3, "{} columns, not 3", columns.len());
    let own = here == I686 && columns[2] != "=";
    let text = columns[if own { 2 } else { 1 }];
    ensure!(VERBS:line, verb(text).is_some(), "`{text}` is not a verb");
    (columns[0], text)
}

/// The words in capitals of calls.tbl.
const AUXV: &str = "prctl(0=0x41555856) openat read close";
const VDSO: &str = "mincore";

/// The path of a function's constant, `io::READ` or `auxv::GET`: that of its module, and its name.
fn constant(path: &str) -> String {
    let (module, rest) = path.split_once("::").unwrap_or(("", path));
    let name = rest.rsplit("::").next().unwrap_or(rest);
    format!("{module}::{}", name.to_uppercase())
}

/// The name of a call in the notation of calls.tbl.
fn name(call: &str) -> &str {
    call.split('(').next().unwrap_or(call)
}

/// The argument, mask and value in the parentheses of a call: `1=0x2` or `1&0xf=0x2`.
fn verb(call: &str) -> Option<[u32; 3]> {
    let (argument, value) = call.split_once('(')?.1.strip_suffix(')')?.split_once('=')?;
    let (argument, mask) = argument.split_once('&').unwrap_or((argument, "0xffffffff"));
    let hex = |text: &str| u32::from_str_radix(text.strip_prefix("0x")?, 16).ok();
    let argument = argument.parse().ok().filter(|&argument| argument < 6)?;
    Some([argument, hex(mask)?, hex(value)?])
}

/// The constants of `trapgate::calls`, and a list of them for the tests.
fn calls(callers: &[Caller]) -> (String, String) {
    let (mut modules, mut list) = (BTreeMap::<&str, String>::new(), String::from("[\n"));
    for caller in callers {
        let Some(constant) = &caller.constant else {
            continue;
        };
        let rust = caller.calls.iter().map(|call| {
            let sysno = name(call).to_uppercase();
            let verb = match verb(call) {
                Some([argument, mask, value]) => {
                    format!(
                        "Some(Verb {{ argument: {argument}, mask: {mask:#x}, value: {value:#x} }})"
                    )
                }
                None => "None".into(),
            };
            format!("Call {{ sysno: Sysno::{sysno}, verb: {verb} }}, ")
        });
        let (module, name) = constant.split_once("::").unwrap_or_default();
        let made = match caller.calls.join("`, `") {
            none if none.is_empty() => "no call on this target".into(),
            calls => format!("`{calls}`"),
        };
        let when = caller
            .other
            .map_or(String::new(), |[_, when]| format!("; {when}"));
        *modules.entry(module).or_default() += &format!(
            "/// `{}`: {made}{when}.\npub const {name}: &[Call] = &[{}];\n",
            caller.what,
            rust.collect::<String>()
        );
        list += &format!("({:?}, trapgate::calls::{}),\n", caller.what, constant);
    }
    let module = |(name, constants)| {
        format!("/// What `{name}` can call.\npub mod {name} {{\nuse super::*;\n{constants}}}\n")
    };
    (modules.into_iter().map(module).collect(), list + "]")
}

/// Strings by index, with no pointer to relocate: one text, and where each entry starts.
fn strings(name: &str, entries: &[&str]) -> String {
    let starts = (0..=entries.len()).map(|n| entries[..n].concat().len());
    let starts = numbers(&format!("{name}_STARTS"), &Vec::from_iter(starts));
    format!("const {name}: &str = {:?};\n{starts}", entries.concat())
}

fn numbers(name: &str, numbers: &[usize]) -> String {
    format!("const {name}: &[u16] = &{numbers:?};\n")
}

/// Returns the constants and the tables of `Errno`. In the list of names, the aliases follow the
/// names by number.
fn errno(text: &str) -> String {
    let (mut out, mut last, mut seen) = (String::from("impl Errno {\n"), 0, HashSet::new());
    let (mut names, mut messages) = ([""; 4096], [""; 4096]);
    let (mut further, mut aliases) = (vec![], vec![]);
    for (text, line) in lines(text) {
        let (text, rest) = text.trim().split_once(' ').unwrap_or((text, ""));
        let (name, message) = rest.trim().split_once(' ').unwrap_or((rest, ""));
        let (number, message) = (text.parse().unwrap_or(0), message.trim());
        let short = name.strip_prefix('E').unwrap_or("");
        ensure!(ERRNO:line, (1..4096).contains(&number), "`{text}` is not an error number");
        ensure!(ERRNO:line, is_word(&short.to_lowercase()), "`{name}` is not a name");
        ensure!(ERRNO:line, seen.insert(name), "`{name}` is here twice");
        ensure!(ERRNO:line, number >= last, "{number} stands after {last}: sort the numbers");
        let right = !message.is_empty() && (message == "-") == (number == last);
        ensure!(ERRNO:line, right, "the first name of a number has a message, a further one `-`");
        if number == last {
            further.push(name);
            aliases.push(number);
        } else {
            (names[number], messages[number]) = (name, message);
        }
        last = number;
        let upper = short.replacen("2", "_2", usize::from(short.starts_with('2')));
        out += &format!("/// `{name}`: {}.\n", messages[number]);
        out += &format!("#[doc(alias = \"{name}\")]\n");
        out += &format!("pub const {upper}: Self = Self::known({number});\n");
    }
    out += &format!("}}\nconst LAST: usize = {last};\n");
    out += &strings("NAMES", &[&names[..=last], &further].concat());
    out + &strings("MESSAGES", &messages[..=last]) + &numbers("ALIASES", &aliases)
}
