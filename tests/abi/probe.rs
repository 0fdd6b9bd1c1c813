//! Constants and layouts of the oracles as the compiler sees them: a program that is written,
//! compiled against the crates that this test was built with, and run.
//!
//! A name that `libc` lacks is no error in it: a name from a glob import inside a block comes
//! before one from outside, so that what only the outer one has is `Missing`. Nobody lists what
//! `libc` has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use super::constants;
use super::layouts::Layout;
use super::topics;
use crate::support::oracle::normal;

/// What the program says.
#[derive(Default)]
struct Answers {
    /// The constants that `libc` has, of those that this crate may have.
    libc: BTreeMap<String, u64>,
    /// The layout of each oracle of a struct, by its line in the topic.
    layouts: BTreeMap<String, Layout>,
}

/// The value of each of this crate's constants in `libc`, by the kernel's names.
pub(crate) fn libc() -> &'static BTreeMap<String, u64> {
    &answers().libc
}

/// The layout that a topic asks for, such as `libc::rusage but size`.
pub(crate) fn layout(oracle: &str) -> &'static Layout {
    &answers().layouts[oracle]
}

fn answers() -> &'static Answers {
    static ANSWERS: OnceLock<Answers> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        let mut answers = Answers::default();
        let topics = topics::all();
        let differs: BTreeSet<&str> = topics.iter().flat_map(|t| t.not_libc).copied().collect();
        for line in run(&program()).lines() {
            let [kind, name, value] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            match name.split_once(';') {
                None if differs.contains(name) => {}
                None => {
                    assert_eq!(kind, "constant");
                    let value = normal(value.parse().unwrap());
                    answers.libc.insert(name.into(), value);
                }
                Some((oracle, field)) => {
                    let layout = answers.layouts.entry(oracle.into()).or_default();
                    layout.insert(field.into(), value.parse().unwrap());
                }
            }
        }
        answers
    })
}

/// The program's text.
fn program() -> String {
    let names = constants::candidates();
    let mut text = "#![allow(warnings)]\n\
        struct Value<T>(T);\n\
        trait Known { fn known(&self) -> Option<i128>; }\n\
        macro_rules! known { ($($int:ident)*) => { $(impl Known for Value<$int> {\n\
            fn known(&self) -> Option<i128> { Some(self.0 as i128) } })* } }\n\
        known! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }\n\
        // Found where there is no `Known`: `Missing`, and functions.\n\
        trait Other { fn known(&self) -> Option<i128> { None } }\n\
        impl<T> Other for &Value<T> {}\n\
        fn constant(name: &str, value: Option<i128>) {\n\
            if let Some(value) = value { println!(\"constant\\t{name}\\t{value}\"); } }\n\
        struct Missing;\n\
        mod names { use super::Missing;\n"
        .to_string();
    for name in &names {
        writeln!(text, "pub const {name}: Missing = Missing;").unwrap();
    }
    text += "}\nuse names::*;\nfn constants() { use libc::*;\n";
    for name in &names {
        writeln!(
            text,
            "crate::constant(\"{name}\", (&crate::Value({name})).known());"
        )
        .unwrap();
    }
    text += "}\nfn layouts() { use linux_raw_sys::*;\n";
    let mut asked = BTreeSet::new();
    for this in topics::structs() {
        for oracle in this.oracles.iter().filter(|oracle| !oracle.contains('=')) {
            let (path, lacks) = oracle.split_once(" but ").unwrap_or((oracle, ""));
            let lacks: Vec<&str> = lacks.split(' ').collect();
            for field in this.ours.keys() {
                let value = match field.as_str() {
                    "" if lacks.contains(&"size") => continue,
                    "" => format!("core::mem::size_of::<{path}>()"),
                    field if lacks.contains(&field) => continue,
                    // A word of Rust's.
                    "type" => format!("core::mem::offset_of!({path}, type_)"),
                    field => format!("core::mem::offset_of!({path}, {field})"),
                };
                if asked.insert(format!("{oracle};{field}")) {
                    let key = format!("layout\\t{oracle};{field}");
                    writeln!(text, "println!(\"{key}\\t{{}}\", {value});").unwrap();
                }
            }
        }
    }
    text + "}\nfn main() { constants(); layouts(); }\n"
}

/// What the program prints.
fn run(text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Tests of two configurations may run side by side.
    let name = format!("abi-oracles-{}", std::process::id());
    let (source, binary) = (folder.join("abi-oracles.rs"), folder.join(&name));
    let own = folder.join(&name).with_extension("rs");
    fs::write(&own, text).unwrap();
    compile(&own, &binary);
    let output = Command::new(&binary).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::remove_file(binary).unwrap();
    // Kept for reading.
    fs::rename(own, source).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Compiles against the newest builds of the oracles that this compiler can read.
fn compile(source: &Path, binary: &Path) {
    let target = format!("{}-unknown-linux-gnu", triple_arch());
    let mut why = String::new();
    for libc in builds("libc") {
        for kernel in builds("linux_raw_sys") {
            let mut rustc = Command::new(env::var("RUSTC").unwrap_or("rustc".into()));
            rustc.args(["--edition=2024", "--target", &target, "-o"]);
            rustc.args([binary, source]);
            rustc.args(["--extern", &format!("libc={}", libc.display())]);
            rustc.args(["--extern", &format!("linux_raw_sys={}", kernel.display())]);
            let output = rustc.output().unwrap();
            if output.status.success() {
                return;
            }
            why = String::from_utf8(output.stderr).unwrap();
            // A build of another compiler, without a module that is asked for, or for programs that
            // abort.
            let other = ["E0514", "E0460", "E0461", "E0432", "E0433", "strategy"];
            assert!(other.iter().any(|code| why.contains(code)), "{why}");
        }
    }
    panic!("no build of libc and linux-raw-sys beside this test fits: {why}");
}

fn triple_arch() -> &'static str {
    if cfg!(target_arch = "x86") {
        "i686"
    } else {
        "x86_64"
    }
}

/// The builds of a dependency that stand beside this test's program, the newest first.
fn builds(name: &str) -> Vec<PathBuf> {
    let program = env::current_exe().unwrap();
    let prefix = format!("lib{name}-");
    let files = fs::read_dir(program.parent().unwrap()).unwrap();
    let mut builds: Vec<_> = files
        .filter_map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name.starts_with(&prefix) && name.ends_with(".rlib"))
                .then(|| (entry.metadata().unwrap().modified().unwrap(), entry.path()))
        })
        .collect();
    builds.sort();
    builds.into_iter().rev().map(|build| build.1).collect()
}

#[test]
fn libc_has_its_values() {
    let libc = libc();
    assert_eq!(libc["O_CLOEXEC"], libc::O_CLOEXEC as u64);
    assert_eq!(libc["AT_FDCWD"], normal(libc::AT_FDCWD.into()));
    assert!(!libc.contains_key("DT_WHT"));
    assert!(libc.len() > 300, "only {}", libc.len());
}
