//! The same constants and layouts as a C compiler finds them in the kernel's headers, where both
//! are installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{constants, topics};
use crate::support::oracle::normal;
use crate::support::skip::skip;

/// A macro of the headers that names another one, which only the kernel has.
const NO_VALUE: &str = "SIGRTMAX";

/// What the program is to print, and the program.
fn program() -> (BTreeMap<String, u64>, String) {
    let (mut expected, mut lines) = (constants::all(), String::new());
    for name in expected.keys().filter(|name| *name != NO_VALUE) {
        let line = format!("printf(\"{name} %llu\\n\", (unsigned long long)({name}));");
        writeln!(lines, "#ifdef {name}\n{line}\n#endif").unwrap();
    }
    let since: BTreeMap<&str, [u32; 2]> = topics::all()
        .iter()
        .flat_map(|topic| topic.since.iter().copied())
        .collect();
    for this in topics::structs() {
        for (field, offset) in &this.ours {
            let kernel = this.kernel;
            let release = since.get(field.as_str()).or_else(|| since.get(kernel));
            let [major, minor] = release.copied().unwrap_or_default();
            let (key, value) = if field.is_empty() {
                (kernel.to_string(), format!("sizeof({kernel})"))
            } else {
                let value = format!("__builtin_offsetof({kernel}, {field})");
                (format!("{kernel}.{field}"), value)
            };
            let guard = format!("#if LINUX_VERSION_CODE >= KERNEL_VERSION({major}, {minor}, 0)");
            let line = format!("printf(\"{key} %llu\\n\", (unsigned long long)({value}));");
            writeln!(lines, "{guard}\n{line}\n#endif").unwrap();
            expected.insert(key, *offset as u64);
        }
    }
    let headers: BTreeSet<&str> = topics::all()
        .iter()
        .flat_map(|topic| topic.headers.iter().copied())
        .collect();
    let includes = headers
        .iter()
        .map(|header| format!("#if __has_include(<{header}>)\n#include <{header}>\n#endif\n"));
    let includes: String = includes.collect();
    let program = format!(
        // Some of the kernel's headers take `size_t` for granted.
        "#include <stddef.h>\n#include <linux/version.h>\n{includes}\
         int printf(const char *, ...);\n\
         int main(void) {{\n{lines}return 0;\n}}\n"
    );
    (expected, program)
}

/// Compiles for this target.
fn compile(text: &str, name: &str) -> std::io::Result<Output> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, target) = (folder.join(name).with_extension("c"), folder.join(name));
    fs::write(&source, text)?;
    let width = if cfg!(target_arch = "x86") {
        "-m32"
    } else {
        "-m64"
    };
    let mut cc = Command::new("cc");
    cc.args([width, "-o"]).args([&target, &source]).output()
}

#[test]
fn headers_agree() {
    let probe = "#include <linux/version.h>\n#include <linux/stat.h>\n\
                 #if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)\n#error older than Linux 5.6\n#endif\n\
                 int main(void) { return 0; }\n";
    match compile(probe, "abi-probe") {
        Err(error) => return skip("headers_agree", format!("no C compiler: {error}")),
        Ok(output) if !output.status.success() => {
            let why = String::from_utf8_lossy(&output.stderr);
            let why = why.lines().find(|line| line.contains("error"));
            let why = why.unwrap_or("the linker failed");
            return skip(
                "headers_agree",
                format!("no program with the kernel headers: {why}"),
            );
        }
        Ok(_) => {}
    }
    let (expected, text) = program();
    let output = compile(&text, "abi-headers").unwrap();
    assert!(
        output.status.success(),
        "a struct that these headers lack? See `headers` and `since` in tests/abi/topics/\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi-headers");
    let output = Command::new(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut count = 0;
    for line in text.lines() {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert_eq!(expected[name], normal(value.parse().unwrap()), "{name}");
        count += 1;
    }
    assert!(count > 300, "only {count} of {}", expected.len());
}
