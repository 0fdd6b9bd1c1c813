//! The same constants and layouts as a C compiler finds them in the kernel's headers, where both are installed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::constants;
use super::layouts::structs;
use crate::skip::skip;

/// What declares the constants and the structs. Headers that a release lacks are left out.
const HEADERS: &[&str] = &[
    "asm/auxvec.h",
    "asm/fcntl.h",
    "asm/ioctls.h",
    "asm/poll.h",
    "asm/signal.h",
    "asm/stat.h",
    "asm/termios.h",
    "linux/auxvec.h",
    "linux/eventfd.h",
    "linux/falloc.h",
    "linux/fcntl.h",
    "linux/fs.h",
    "linux/futex.h",
    "linux/memfd.h",
    "linux/mman.h",
    "linux/openat2.h",
    "linux/prctl.h",
    "linux/random.h",
    "linux/reboot.h",
    "linux/resource.h",
    "linux/stat.h",
    "linux/time.h",
    "linux/time_types.h",
    "linux/uio.h",
    "linux/utsname.h",
    "linux/wait.h",
    "linux/watch_queue.h",
];

/// A macro of the headers that names another one, which only the kernel has.
const NO_VALUE: &str = "SIGRTMAX";

/// The release that added a field. All other fields are older than Linux 5.6.
const SINCE: &[(&str, [u32; 2])] = &[
    ("stx_mnt_id", [5, 8]),
    ("stx_dio_mem_align", [6, 1]),
    ("stx_dio_offset_align", [6, 1]),
    ("stx_subvol", [6, 10]),
    ("stx_atomic_write_unit_min", [6, 11]),
    ("stx_atomic_write_unit_max", [6, 11]),
    ("stx_atomic_write_segments_max", [6, 11]),
    ("stx_dio_read_offset_align", [6, 14]),
    ("stx_atomic_write_unit_max_opt", [6, 16]),
];

/// What the program is to print, and the program.
fn program() -> (BTreeMap<String, u32>, String) {
    let (mut expected, mut lines) = (constants::all(), String::new());
    for name in expected.keys().filter(|name| *name != NO_VALUE) {
        let line = format!("printf(\"{name} %u\\n\", (unsigned)({name}));");
        writeln!(lines, "#ifdef {name}\n{line}\n#endif").unwrap();
    }
    for this in structs() {
        for (field, offset) in &this.ours {
            let (kernel, [major, minor]) = (this.kernel, since(field));
            let (key, value) = if field.is_empty() {
                (kernel.to_string(), format!("sizeof({kernel})"))
            } else {
                let value = format!("__builtin_offsetof({kernel}, {field})");
                (format!("{kernel}.{field}"), value)
            };
            let guard = format!("#if LINUX_VERSION_CODE >= KERNEL_VERSION({major}, {minor}, 0)");
            let line = format!("printf(\"{key} %u\\n\", (unsigned)({value}));");
            writeln!(lines, "{guard}\n{line}\n#endif").unwrap();
            expected.insert(key, u32::try_from(*offset).unwrap());
        }
    }
    let includes = HEADERS
        .iter()
        .map(|header| format!("#if __has_include(<{header}>)\n#include <{header}>\n#endif\n"));
    let includes: String = includes.collect();
    let program = format!(
        "#include <linux/version.h>\n{includes}\
         int printf(const char *, ...);\n\
         int main(void) {{\n{lines}return 0;\n}}\n"
    );
    (expected, program)
}

fn since(field: &str) -> [u32; 2] {
    let row = SINCE.iter().find(|(name, _)| *name == field);
    row.map_or([0, 0], |row| row.1)
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
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi-headers");
    let output = Command::new(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut count = 0;
    for line in text.lines() {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert_eq!(expected[name], value.parse::<u32>().unwrap(), "{name}");
        count += 1;
    }
    assert!(count > 300, "only {count} of {}", expected.len());
}
