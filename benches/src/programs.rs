//! Programs that print a greeting, each built with the compiler of this machine.

use std::ffi::CString;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use crate::Who;

const TARGET: &str = if cfg!(target_arch = "x86_64") {
    "x86_64-unknown-linux-gnu"
} else {
    "i686-unknown-linux-gnu"
};

const HELLO: &str = r#"
#include <stdio.h>

int main(void)
{
    puts("Hello, World!");
    return 0;
}
"#;

/// The same program without libc: `write` and `exit_group`.
const BARE: &str = r#"
static const char text[] = "Hello, World!\n";

static long call(long number, long a, const void *b, long c)
{
    long word;
#ifdef __x86_64__
    __asm__ volatile("syscall" : "=a"(word) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
#else
    __asm__ volatile("int $0x80" : "=a"(word) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
#endif
    return word;
}

#ifdef __x86_64__
enum { WRITE = 1, EXIT_GROUP = 231 };
#else
enum { WRITE = 4, EXIT_GROUP = 252 };
#endif

void _start(void)
{
    call(WRITE, 1, text, sizeof text - 1);
    call(EXIT_GROUP, 0, 0, 0);
    for (;;)
        ;
}
"#;

/// A program, or the reason why it could not be built.
pub type Program = Result<CString, String>;

/// Builds all programs in `folder`.
pub fn build(folder: &Path) -> [(Who, Program); 5] {
    let c = |name: &str, text: &str, compiler: &str, options: &[&str]| -> Program {
        let (source, program) = (folder.join(name).with_extension("c"), folder.join(name));
        fs::write(&source, text).map_err(|error| format!("{}: {error}", source.display()))?;
        let mut command = Command::new(compiler);
        if cfg!(target_arch = "x86") {
            command.arg("-m32");
        }
        command.args(["-O2", "-o"]).arg(&program);
        run(command.arg(&source).args(options))?;
        Ok(c_path(&program))
    };
    [
        (Who::Ours, trapgate(folder)),
        (
            Who::Bare,
            c(
                "bare",
                BARE,
                "cc",
                &["-static", "-nostdlib", "-fno-stack-protector"],
            ),
        ),
        (Who::Musl, c("musl", HELLO, "musl-gcc", &["-static"])),
        (
            Who::StaticGlibc,
            c("glibc-static", HELLO, "cc", &["-static"]),
        ),
        (Who::Glibc, c("glibc-dynamic", HELLO, "cc", &[])),
    ]
}

/// Returns a path as a C string.
fn c_path(path: &Path) -> CString {
    CString::new(path.as_os_str().as_bytes()).unwrap()
}

/// Builds the example `hello`.
fn trapgate(folder: &Path) -> Program {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = folder.join("hello");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--release", "--package", "trapgate"]);
    command.args(["--features", "rt", "--example", "hello", "--target", TARGET]);
    command.env("CARGO_TARGET_DIR", &folder).current_dir(root);
    run(&mut command)?;
    Ok(c_path(&folder.join(TARGET).join("release/examples/hello")))
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.trim().lines().next().unwrap_or("no message");
    Err(format!("{name} cannot build it: {first}"))
}
