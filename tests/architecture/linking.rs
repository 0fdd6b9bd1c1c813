//! What ends up in a program: each public function links alone, without libc and without features, and brings no panic.
//!
//! All of them are compiled once, each into a section of its own. Then the linker makes one program of them: it
//! follows what each needs, and misses what a program without libc has not.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::sources::root;
use super::wrappers::calls;

const TARGET: &str = if cfg!(target_arch = "x86_64") {
    "x86_64-unknown-linux-gnu"
} else {
    "i686-unknown-linux-gnu"
};

/// Where this test builds.
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

/// What must not link, and what the linker misses then: else this test would prove nothing.
const WRONG: [(&str, &str); 4] = [
    (
        "{ let room = black_box([0_u8; 4096]); black_box(&room)[black_box(7)] }",
        "memset",
    ),
    (
        "core::ffi::CStr::from_ptr(black_box(4096 as *const core::ffi::c_char)).count_bytes()",
        "strlen",
    ),
    (
        "{ let mut room = [0_u8; 9]; room.copy_from_slice(black_box(BUF)); room }",
        "rust_begin_unwind",
    ),
    ("black_box(BUF)[black_box(9)]", "rust_begin_unwind"),
];

/// A crate of one function for each call.
fn text(calls: &[(String, String)]) -> String {
    let functions = calls.iter().enumerate();
    let functions: Vec<String> = functions
        .map(|(n, (name, call))| format!("// {name}\n{}", function(n, call)))
        .collect();
    format!(
        "#![no_std]\n#![allow(unused, unreachable_code)]\n\
         use core::hint::black_box;\nuse core::mem::MaybeUninit;\nuse trapgate::*;\n\
         // The compiled `core` names it in its unwind tables.\n\
         #[unsafe(no_mangle)]\nextern \"C\" fn rust_eh_personality() {{}}\n{}",
        functions.concat(),
    )
}

fn function(n: usize, call: &str) -> String {
    let with = |name: &str, line: &str| {
        if call.contains(name) {
            format!("    {line}\n")
        } else {
            String::new()
        }
    };
    let call_of = call
        .replace("BUF", "black_box(&mut buf[..])")
        .replace("ROOM", "black_box(&mut room[..])")
        .replace("TEXT", "black_box(c\"/text\")")
        .replace("POINTER", "black_box(pointer)")
        .replace("&mut OWNED", "&mut owned")
        .replace("OWNED", "owned")
        .replace("FD", "black_box(fd)");
    format!(
        "#[unsafe(no_mangle)]\npub extern \"C\" fn call{n}() {{ unsafe {{\n{}{}{}{}{}    let _ = black_box(&{call_of});\n}} }}\n",
        with("BUF", "let mut buf = black_box([1_u8, 2, 3, 4]);"),
        with(
            "ROOM",
            "let mut room = [const { MaybeUninit::<u8>::uninit() }; 256];"
        ),
        with(
            "POINTER",
            "let pointer = core::ptr::without_provenance_mut::<core::ffi::c_void>(4096);"
        ),
        with("FD", "let fd = types::fd::BorrowedFd::borrow_raw(3);"),
        with(
            "OWNED",
            "let mut owned = types::fd::OwnedFd::from_raw_fd(black_box(4));"
        ),
    )
}

/// Compiles the crate to one object.
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

/// What a program may take code from: this library, what it depends on, and what stands below every Rust program.
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

/// Links a program of some functions, and returns what the linker has to say against it.
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

#[test]
fn each_function_links_alone() {
    let library = library();
    let own = calls();
    let wrong = WRONG.map(|(call, misses)| (format!("misses {misses}"), call.to_string()));
    let text = text(&[own.clone(), wrong.to_vec()].concat());
    let (object, archives) = (compile(text, &library), archives(&library));

    // What is missing in a program of all is missing in the program of one, and the other way round.
    let all: Vec<usize> = (0..own.len()).collect();
    if let Some(mut why) = link("all", &all, &object, &archives) {
        let alone = |n: &usize| link("alone", &[*n], &object, &archives).map(|why| (*n, why));
        let failures: Vec<_> = all.iter().filter_map(alone).collect();
        if !failures.is_empty() {
            let lines = failures
                .iter()
                .map(|(n, why)| format!("{}: {why}\n", own[*n].0));
            why = lines.collect();
        }
        panic!("{why}");
    }
    for (n, (call, misses)) in (own.len()..).zip(WRONG) {
        let why = link("wrong", &[n], &object, &archives);
        let why = why.unwrap_or_else(|| panic!("{call} links"));
        assert!(why.contains(misses), "{call}: {why}");
    }
}
