//! The output of the example `vdso`, compared with what `readelf` reads in the image.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::paths::program::{X86_64, command, stdout, text};
use crate::support::machine::proc;
use crate::support::skip::skip;

/// A function as `vdso` prints it.
#[derive(Debug)]
struct Shown {
    address: u64,
    offset: u64,
    size: u64,
    version: String,
    name: String,
    caller: String,
}

fn hex(text: &str) -> u64 {
    u64::from_str_radix(text.trim_start_matches("0x"), 16).unwrap()
}

/// Returns the whole output, and the functions in it.
fn shown() -> (String, Vec<Shown>) {
    let all = stdout(&mut command("vdso", ""));
    let lines = all.lines().skip_while(|line| !line.starts_with("address "));
    let lines = lines.skip(1).take_while(|line| !line.is_empty());
    let functions = lines.map(|line| {
        let mut words = line.split_whitespace();
        let mut word = || words.next().unwrap().to_string();
        let [address, offset, size, version, name] = std::array::from_fn(|_| word());
        Shown {
            address: hex(&address),
            offset: hex(&offset),
            size: size.parse().unwrap(),
            version,
            name,
            caller: words.collect::<Vec<_>>().join(" "),
        }
    });
    let functions = functions.collect();
    (all, functions)
}

#[test]
fn functions_stand_in_the_mapping() {
    if !proc("functions_stand_in_the_mapping") {
        return;
    }
    let (all, functions) = shown();
    let mapping = all.lines().find(|line| line.ends_with("[vdso]")).unwrap();
    let range = mapping.split_whitespace().next().unwrap();
    let (from, to) = range.split_once('-').unwrap();
    let (from, to) = (hex(from), hex(to));
    assert!(all.starts_with(&format!("AT_SYSINFO_EHDR {from:#x}: {} bytes\n", to - from)));
    assert!(all.ends_with(&format!("\n{} functions\n", functions.len())));
    assert!(functions.is_sorted_by_key(|function| function.address));
    for function in &functions {
        assert_eq!(function.address, from + function.offset);
        assert!(function.address + function.size <= to, "{function:?}");
    }
}

#[test]
fn callers_are_this_crate() {
    let (_, functions) = shown();
    let caller = |name: &str| {
        let mut functions = functions.iter();
        let function = functions.find(|function| function.name == name);
        function.map_or("", |function| &function.caller).to_string()
    };
    let (clock, gate) = if X86_64 {
        ("time::clock_gettime", "")
    } else {
        ("-", "every system call")
    };
    assert_eq!(caller("__vdso_clock_gettime"), clock);
    assert_eq!(caller("__kernel_vsyscall"), gate);
    assert_eq!(caller("__vdso_getcpu"), "thread::getcpu");
    if X86_64 {
        assert_eq!(caller("clock_gettime"), "(the same)");
    } else {
        let clock = "time::clock_gettime, time::gettimeofday, time::time";
        assert_eq!(caller("__vdso_clock_gettime64"), clock);
    }
}

#[test]
fn readelf_finds_the_same() {
    let image = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vdso.image");
    let dump = format!("--dump {}", image.display());
    assert_eq!(stdout(&mut command("vdso", &dump)), "");
    assert_eq!(fs::read(&image).unwrap()[..4], *b"\x7fELF");
    let mut readelf = Command::new("readelf");
    let output = match readelf.args(["--dyn-syms", "--wide"]).arg(&image).output() {
        Ok(output) => output,
        Err(error) => return skip("readelf_finds_the_same", format_args!("readelf: {error}")),
    };
    assert!(output.status.success(), "{}", text(&output.stderr));
    let listing = text(&output.stdout);
    let mut expected = vec![];
    for line in listing.lines() {
        // The columns: number, value, size, type, binding, visibility, section, name.
        let words: Vec<&str> = line.split_whitespace().collect();
        let &[
            _,
            value,
            size,
            "FUNC" | "NOTYPE",
            "GLOBAL" | "WEAK",
            _,
            section,
            name,
        ] = &words[..]
        else {
            continue;
        };
        if section != "UND" && section != "ABS" {
            let (name, version) = name.split_once('@').unwrap_or((name, "-"));
            let version = version.trim_start_matches('@');
            let size: u64 = size.parse().unwrap();
            expected.push((hex(value), size, name.to_string(), version.to_string()));
        }
    }
    assert!(!expected.is_empty(), "{listing}");
    let (_, functions) = shown();
    let functions = functions.into_iter();
    let mut found: Vec<_> = functions
        .map(|function| {
            (
                function.offset,
                function.size,
                function.name,
                function.version,
            )
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn dump_that_cannot_be_written() {
    let output = command("vdso", "--dump /nowhere/at/all").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.starts_with("vdso: /nowhere/at/all: "), "{message}");
}
