//! What ends up in a program: each public function links alone, without libc and without features, and all of them
//! together bring no panic.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::homes::calls;
use super::sources::root;
use crate::skip::skip;

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

/// A program of one function for each call, with nothing but the library.
fn program(name: &str, calls: &[(String, String)]) -> String {
    let functions: Vec<String> = calls
        .iter()
        .enumerate()
        .map(|(n, (_, call))| function(n, call))
        .collect();
    let enter: String = (0..calls.len())
        .map(|n| format!("    call{n}();\n"))
        .collect();
    format!(
        "//! {name}\n\
         #![no_std]\n#![no_main]\n#![allow(unused, unreachable_code)]\n\
         use core::hint::black_box;\nuse core::mem::MaybeUninit;\nuse trapgate::*;\n\
         #[panic_handler]\nfn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}\n\
         // The compiled `core` names it in its unwind tables.\n\
         #[unsafe(no_mangle)]\nextern \"C\" fn rust_eh_personality() {{}}\n\
         {}\n#[unsafe(no_mangle)]\npub extern \"C\" fn _start() -> ! {{\n{enter}    loop {{}}\n}}\n",
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
        "#[inline(never)]\nfn call{n}() {{ unsafe {{\n{}{}{}{}{}    let _ = black_box(&{call_of});\n}} }}\n",
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

/// Compiles and links a program, and returns its path, or what the compiler says.
fn link(name: &str, text: String, level: &str, library: &Path) -> Result<PathBuf, String> {
    let source = out().join(format!("{name}.rs"));
    fs::write(&source, text).unwrap();
    let binary = out().join(name);
    let output = Command::new(tool("RUSTC", "rustc"))
        .args([
            "--edition",
            "2024",
            "--target",
            TARGET,
            "-C",
            "panic=abort",
            "-o",
        ])
        .arg(&binary)
        .args(["-C", level, "-C", "relocation-model=static"])
        .args(["-C", "link-args=-nostdlib -static -no-pie"])
        .arg("--extern")
        .arg(format!(
            "trapgate={}",
            library.join("libtrapgate.rlib").display()
        ))
        .arg("-L")
        .arg(format!("dependency={}", library.join("deps").display()))
        .arg(&source)
        .output()
        .unwrap();
    match output.status.success() {
        true => Ok(binary),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn each_function_links_alone() {
    let library = library();
    let mut failures = String::new();
    for (name, call) in calls() {
        let file = format!("alone-{}", name.replace("::", "-"));
        let text = program(&name, &[(name.clone(), call)]);
        if let Err(why) = link(&file, text, "opt-level=3", &library) {
            let undefined = why
                .lines()
                .filter(|line| line.contains("undefined") || line.contains("error["));
            failures += &format!("{name}: {}\n", undefined.collect::<Vec<_>>().join(", "));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// The program has no panic at all: not one that the compiler could not rule out.
#[test]
fn nothing_panics() {
    if Command::new("nm").arg("--version").output().is_err() {
        return skip("nothing_panics", "nm is not installed");
    }
    // What does not return hides what stands behind it.
    let calls: Vec<_> = calls()
        .into_iter()
        .filter(|(name, _)| name != "process::exit_group")
        .collect();
    let binary = link("all", program("all", &calls), "opt-level=3", &library()).unwrap();
    let symbols = run(Command::new("nm").arg(&binary));
    assert!(symbols.contains("call0"), "{symbols}");
    let panics: Vec<&str> = symbols
        .lines()
        .filter(|line| line.contains("panic"))
        .collect();
    assert!(panics.is_empty(), "{panics:#?}");
}
