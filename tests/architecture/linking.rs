//! Each public function links into a program without libc, features or a panic handler, even if it
//! is the only one that the program uses.
//!
//! All functions are compiled once, each into a section of its own, and linked into one program.
//! The linker follows the references of each function and reports missing symbols. If it reports
//! any, the test halves the program until each half is a single function.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::expressions::expressions;
use super::sources::root;

const TARGET: &str = if cfg!(target_arch = "x86_64") {
    "x86_64-unknown-linux-gnu"
} else {
    "i686-unknown-linux-gnu"
};

/// Returns the folder in which this test builds.
fn out() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("architecture")
}

fn tool(name: &str, plain: &str) -> String {
    env::var(name).unwrap_or_else(|_| plain.into())
}

#[track_caller]
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Builds the library without features and returns the folder of its files.
fn library() -> PathBuf {
    run(Command::new(tool("CARGO", "cargo"))
        .args([
            "build",
            "--lib",
            "--release",
            "--offline",
            "--target",
            TARGET,
        ])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", out()));
    out().join(TARGET).join("release")
}

/// Functions that must not link, and the symbol that each lacks. They show that the test can fail.
const WRONG: [(&str, &str); 5] = [
    (
        "*any::<&mut [u8; 4096]>() = *any::<&[u8; 4096]>()",
        "memcpy",
    ),
    ("*any::<&mut [u8; 4096]>() = [0; 4096]", "memset"),
    ("core::ffi::CStr::from_ptr(any()).count_bytes()", "strlen"),
    (
        "any::<&mut [u8; 9]>().copy_from_slice(any())",
        "rust_begin_unwind",
    ),
    ("any::<&[u8]>()[any::<usize>()]", "rust_begin_unwind"),
];

/// The start of the crate. The compiler knows nothing about the result of `any`. The functions are
/// never run.
const HEAD: &str = "\
#![no_std]
#![allow(unreachable_code, unused)]
use core::hint::black_box;
use core::mem::MaybeUninit;
use trapgate::*;
#[inline(always)]
unsafe fn any<T>() -> T {
    let mut any = MaybeUninit::uninit();
    black_box(&mut any);
    unsafe { any.assume_init() }
}
// The unwind tables of the compiled `core` refer to this symbol.
#[unsafe(no_mangle)]
extern \"C\" fn rust_eh_personality() {}
";

/// Returns the source of a crate with one function for each expression.
fn text<'a>(expressions: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = HEAD.to_string();
    for (n, expression) in expressions.into_iter().enumerate() {
        text += &format!(
            "#[unsafe(no_mangle)]\npub extern \"C\" fn call{n}() {{\n    \
             let _ = black_box(&unsafe {{ {expression} }});\n}}\n"
        );
    }
    text
}

/// Compiles the crate to one object file.
fn compile(text: String, library: &Path) -> PathBuf {
    let source = out().join("calls.rs");
    fs::write(&source, text).unwrap();
    let object = out().join("calls.o");
    run(Command::new(tool("RUSTC", "rustc"))
        .args(["--edition=2024", "--crate-type=lib", "--target", TARGET])
        .args(["-C", "opt-level=3", "-C", "codegen-units=1"])
        .args(["-C", "panic=abort", "-C", "relocation-model=static"])
        .arg(format!("--emit=obj={}", object.display()))
        .arg("--extern")
        .arg(format!(
            "trapgate={}",
            library.join("libtrapgate.rlib").display()
        ))
        .arg("-L")
        .arg(format!("dependency={}", library.join("deps").display()))
        .arg(&source));
    object
}

/// Returns the archives from which a program may take code: this library, its dependencies, and the
/// libraries below every Rust program.
fn archives(library: &Path) -> Vec<PathBuf> {
    let mut rustc = Command::new(tool("RUSTC", "rustc"));
    let sysroot = run(rustc.args(["--print", "target-libdir", "--target", TARGET]));
    let rlibs = |folder: PathBuf| {
        let files = fs::read_dir(folder).unwrap();
        let paths = files.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|end| end == "rlib"))
    };
    let below = rlibs(sysroot.trim().into()).filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("libcore-") || name.starts_with("libcompiler_builtins-")
    });
    let own = [library.join("libtrapgate.rlib")].into_iter();
    let dependencies = rlibs(library.join("deps"));
    let dependencies = dependencies.filter(|path| !path.to_str().unwrap().contains("libtrapgate"));
    own.chain(dependencies).chain(below).collect()
}

/// Links a program of these functions, and returns the linker's error message if it fails.
fn link(name: &str, functions: &[usize], object: &Path, archives: &[PathBuf]) -> Option<String> {
    let width = if cfg!(target_arch = "x86") {
        "-m32"
    } else {
        "-m64"
    };
    let program = out().join(name);
    let mut cc = Command::new("cc");
    cc.args([width, "-nostdlib", "-static", "-no-pie"]);
    cc.args(["-Wl,--gc-sections", "-o"]).arg(&program);
    for (place, function) in functions.iter().enumerate() {
        let option = if place == 0 { "-e" } else { "-u" };
        cc.arg(format!("-Wl,{option},call{function}"));
    }
    let output = cc.arg(object).args(archives).output().unwrap();
    if output.status.success() {
        return None;
    }
    let why = String::from_utf8_lossy(&output.stderr);
    let missing = why.lines().filter_map(|line| line.split_once("undefined "));
    let missing: Vec<&str> = missing.map(|(_, what)| what).collect();
    Some(match missing.as_slice() {
        [] => why.into_owned(),
        missing => missing.join(", "),
    })
}

/// Returns the functions that do not link, each with what is missing. If a program of several
/// functions does not link, one of them does not link by itself.
fn failures(
    functions: &[usize],
    link: &dyn Fn(&[usize]) -> Option<String>,
) -> Vec<(usize, String)> {
    match (link(functions), functions) {
        (None, _) => Vec::new(),
        (Some(why), &[one]) => vec![(one, why)],
        (Some(why), _) => {
            let (front, back) = functions.split_at(functions.len() / 2);
            let found = [failures(front, link), failures(back, link)].concat();
            assert!(
                !found.is_empty(),
                "each half links alone, but not both together: {why}"
            );
            found
        }
    }
}

#[test]
fn each_function_links_alone() {
    let library = library();
    let expressions = expressions();
    let own: Vec<&str> = expressions.values().flatten().map(String::as_str).collect();
    let wrong = WRONG.iter().map(|(expression, _)| *expression);
    let text = text(own.iter().copied().chain(wrong));
    let (object, archives) = (compile(text, &library), archives(&library));

    let all: Vec<usize> = (0..own.len()).collect();
    let failures = failures(&all, &|some| link("all", some, &object, &archives));
    let lines = failures
        .iter()
        .map(|(n, why)| format!("{}: {why}\n", own[*n]));
    assert!(failures.is_empty(), "{}", lines.collect::<String>());
    for (n, (expression, misses)) in (own.len()..).zip(WRONG) {
        let why = link("wrong", &[n], &object, &archives);
        let why = why.unwrap_or_else(|| panic!("{expression} links"));
        assert!(why.contains(misses), "{expression}: {why}");
    }
}
