//! A user's crate, set up as the README describes: programs of every kind, in both profiles, with
//! and without the crate's linker script. Also a program that uses std while another package
//! enables `rt`.

#[path = "support"]
mod support {
    pub(crate) mod elf;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod streams;
}
mod downstream {
    mod printing;
    mod streams;
}

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use support::elf::Elf;
use support::program::{cargo, path, run, succeed};
use support::skip::skip;

const NAMES: [&str; 8] = [
    "allocates",
    "ending",
    "never",
    "panics",
    "parts",
    "prints",
    "readme",
    "streams",
];

/// A profile and a feature of the user's crate; together they decide how a program is linked.
type Build = (&'static str, &'static str);

const BUILDS: [Build; 6] = [
    ("dev", ""),
    ("dev", "script"),
    ("dev", "smallest"),
    ("release", ""),
    ("release", "script"),
    ("release", "smallest"),
];

fn downstream() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/downstream")
}

/// The folder that holds every program of every build, in a subfolder for each build.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let crate_dir = downstream();
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream");
    for (profile, feature) in BUILDS {
        succeed(cargo("build", &crate_dir, profile).args([
            "--locked",
            "--bins",
            "--features",
            feature,
        ]));
        let folder = all.join(format!("{profile}-{feature}"));
        fs::create_dir_all(&folder).unwrap();
        for name in NAMES {
            // A hard link, not a copy, because a newly written file may still be busy when it is
            // started. The next build writes a new file.
            let kept = folder.join(name);
            let _ = fs::remove_file(&kept);
            fs::hard_link(path(profile, name), kept).unwrap();
        }
    }
    all
});

/// Calls `check` with the program `name` of every build.
fn each(name: &str, check: impl Fn(&Path)) {
    for (profile, feature) in BUILDS {
        check(&PROGRAMS.join(format!("{profile}-{feature}")).join(name));
    }
}

#[test]
fn files() {
    for name in NAMES {
        each(name, |program| {
            Elf::read(program).assert_static_and_safe(&program.display().to_string());
        });
    }
}

#[test]
fn readme() {
    each("readme", |program| {
        let mut command = Command::new(program);
        command.args(["Cargo.toml", "no such file", "Cargo.lock"]);
        let (out, err, status) = run(command.current_dir(env!("CARGO_MANIFEST_DIR")));
        let length = fs::metadata("Cargo.toml").unwrap().len();
        assert_eq!(
            out,
            format!("\"Cargo.toml\" begins with {} bytes\n", length.min(4096))
        );
        assert_eq!(
            err,
            format!("{}: no such file or directory\n", program.display())
        );
        assert_eq!(status, Some(1));
    });
}

#[test]
fn status() {
    each("ending", |program| {
        for (argument, said, status) in [
            ("0", "", 0),
            ("1", "", 1),
            ("255", "", 255),
            ("256", "", 0),
            ("-1", "", 255),
            ("error", "name: no such file or directory\n", 1),
            ("unknown", "name: error 4000\n", 1),
            ("x", "name: invalid argument\n", 1),
        ] {
            let ended = run(Command::new(program).arg0("name").arg(argument));
            assert_eq!(
                ended,
                (String::new(), said.into(), Some(status)),
                "{program:?} {argument}"
            );
        }
    });
    each("never", |program| {
        assert_eq!(
            run(&mut Command::new(program)),
            (String::new(), String::new(), Some(7))
        );
    });
}

#[test]
fn parts() {
    each("parts", |program| {
        let (out, err, status) = run(&mut Command::new(program));
        let expected = "8 60000 9 0\ntwo\n18446743944 350686\n3.000  right 0xff {} Some(\"a\\n\")\n--captured--\n\
                        no newline, \ntrue Ok(\"1-captured\")\ntrue 0\n";
        assert_eq!(out, expected, "{program:?}");
        assert_eq!(
            (err.as_str(), status),
            ("to standard error, a line\n\n", Some(0))
        );
    });
}

#[test]
fn panic() {
    each("panics", |program| {
        for (argument, message) in [
            (
                "index",
                "index out of bounds: the len is 3 but the index is 7\n",
            ),
            ("text", "a text\n"),
            ("format", "1 and \"two\"\n"),
            ("nested", "inner\n"),
        ] {
            let (out, err, status) = run(Command::new(program).arg(argument));
            assert_eq!(
                (out.as_str(), status),
                ("", Some(134)),
                "{program:?} {argument}"
            );
            let (place, said) = err.split_once(":\n").unwrap_or_else(|| panic!("{err}"));
            assert!(place.starts_with("panicked at src/bin/panics.rs:"), "{err}");
            assert_eq!(said, message);
        }
        assert_eq!(run(&mut Command::new(program)).2, Some(0));
    });
}

/// `SIGABRT` ends the program even if the program was started with the signal ignored or blocked.
#[test]
fn panic_without_sigabrt() {
    each("panics", |program| {
        for block in [false, true] {
            let mut command = Command::new(program);
            // SAFETY: these functions may be called between fork and exec.
            unsafe {
                command.arg("text").pre_exec(move || {
                    if block {
                        let mut set = std::mem::zeroed();
                        libc::sigaddset(&raw mut set, libc::SIGABRT);
                        libc::sigprocmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
                    } else {
                        libc::signal(libc::SIGABRT, libc::SIG_IGN);
                    }
                    Ok(())
                });
            }
            let status = command.output().unwrap().status;
            let signal = std::os::unix::process::ExitStatusExt::signal(&status);
            assert_eq!(signal, Some(libc::SIGABRT), "{program:?}, block: {block}");
        }
    });
}

/// A signal that process 1 sends to itself does not end it, but a panic does, with status 134.
#[test]
fn panic_of_the_first_process() {
    let unshare = || {
        let mut unshare = Command::new("unshare");
        unshare.args(["--user", "--map-root-user", "--pid", "--fork"]);
        unshare
    };
    match unshare().arg("true").output() {
        Ok(output) if output.status.success() => {}
        _ => {
            return skip(
                "panic_of_the_first_process",
                "unshare makes no process namespace here",
            );
        }
    }
    each("panics", |program| {
        let (_, err, status) = run(unshare().arg(program).arg("text"));
        assert!(err.contains("a text\n"), "{err}");
        assert_eq!(status, Some(134), "{program:?}");
    });
}

/// `alloc` is compiled with unwinding panics, and without LTO its code still refers to unwinding.
#[test]
fn heap() {
    let check = |program: &Path| {
        let mut command = Command::new(program);
        let (out, err, status) = run(command.args(["to", "be", "or", "not", "to", "be"]));
        let words = "    be: [1, 5]\n   not: [3]\n    or: [2]\n    to: [0, 4]\n";
        let expected = format!("{words}Some(507) Some(1008)\n");
        assert_eq!((out, status), (expected, Some(0)), "{program:?}: {err}");
    };
    each("allocates", check);
    for profile in ["dev-lto", "release-lto"] {
        let mut build = cargo("build", &downstream(), profile);
        succeed(build.args(["--locked", "--bin=allocates"]));
        check(&path(profile, "allocates"));
    }
}

/// A C++ program catches its exceptions even if it links a static library with the panic handler.
#[test]
fn exceptions() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream");
    fs::create_dir_all(&folder).unwrap();
    let compile = |source: &Path, library: &[PathBuf], program: &str| {
        let program = folder.join(program);
        let width = if cfg!(target_pointer_width = "64") {
            "-m64"
        } else {
            "-m32"
        };
        let mut compiler = Command::new("c++");
        compiler
            .arg(width)
            .arg(source)
            .args(library)
            .arg("-o")
            .arg(&program);
        let output = compiler.output().map_err(|error| error.to_string())?;
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        output.status.success().then_some(program).ok_or(messages)
    };
    let source = downstream().join("exceptions/src/main.cc");
    let alone = folder.join("alone.cc");
    fs::write(
        &alone,
        "#include <cstdio>\nint main() { try { throw 1; } catch (int) {} }\n",
    )
    .unwrap();
    if let Err(why) = compile(&alone, &[], "alone") {
        let why = why.lines().last().unwrap_or_default();
        return skip(
            "exceptions",
            format_args!("the C++ program cannot be built: {why}"),
        );
    }
    for profile in ["dev", "release"] {
        succeed(cargo("build", &downstream(), profile).args(["--locked", "--package=exceptions"]));
        let library = path(profile, "libexceptions.a");
        let program = compile(&source, &[library], profile).unwrap();
        let (out, err, status) = run(&mut Command::new(program));
        let expected = "21\ndestroyed\ndestroyed\ncaught: odd\n";
        assert_eq!(
            (out.as_str(), status),
            (expected, Some(0)),
            "{profile}: {err}"
        );
    }
}

/// If another package enables `std`, std must not end up in a freestanding program: the build
/// stops, and the message says what to do.
#[test]
fn neighbour_with_std() {
    let check = |package: &str| {
        let mut check = cargo("check", &downstream(), "dev");
        check.args(["--locked", package, "--bin=never"]);
        check
    };
    let (_, err, status) = run(&mut check("--workspace"));
    assert_eq!(status, Some(101), "{err}");
    assert!(err.contains("cargo build -p NAME"), "{err}");
    assert_eq!(err.matches("\nerror: `entry!` ").count(), 1, "{err}");
    assert_eq!(err.matches("\nerror[").count(), 0, "{err}");
    succeed(&mut check("--package=downstream"));
}

/// `entry!` does not evaluate its argument inside an `unsafe` block.
#[test]
fn no_unsafe_main() {
    let mut check = cargo("check", &downstream(), "dev");
    let (_, err, status) =
        run(check.args(["--locked", "--features=mistakes", "--bin=unsafe_main"]));
    assert_eq!(status, Some(101), "{err}");
    assert!(err.contains("error[E0133]"), "{err}");
}

/// clang links the same programs as gcc: the README's smallest program, and an example that gets
/// its link arguments from the crate's build script.
#[test]
fn clang() {
    let clang = Command::new("clang").arg("--version").output();
    if !clang.is_ok_and(|output| output.status.success()) {
        return skip("clang", "clang is not installed");
    }
    LazyLock::force(&PROGRAMS); // builds into the same folder
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (crate_dir, target, features, name, expected) in [
        (downstream(), "--bin=never", "smallest", "never", 7),
        (
            root.to_path_buf(),
            "--example=exit",
            "rt",
            "examples/exit",
            42,
        ),
    ] {
        let mut build = cargo("rustc", &crate_dir, "release");
        build.args(["--locked", target, "--features", features]);
        succeed(build.args(["--", "-Clinker=clang"]));
        let program = path("release", name);
        assert_eq!(
            run(&mut Command::new(&program)).2,
            Some(expected),
            "{program:?}"
        );
        Elf::read(&program).assert_static_and_safe(name);
    }
}

/// Without `-no-pie`, flags of rustc or of the linker make a static PIE, which the program would
/// not relocate. GNU ld and lld reject it with a message that names the missing argument, and
/// adding that argument fixes the build.
#[test]
fn refuses_pie() {
    LazyLock::force(&PROGRAMS); // builds into the same folder
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let (libraries, ..) = run(rustc.args(["--print", "target-libdir"]));
    let lld = Path::new(&libraries).with_file_name("bin/gcc-ld");
    let mut linkers = vec!["bfd"];
    if lld.is_dir() {
        linkers.push("lld");
    } else {
        skip("refuses_pie", "this compiler does not include lld");
    }
    let mut ways = vec!["-Clink-arg=-static-pie"];
    if cfg!(target_arch = "x86_64") {
        ways.push("-Ctarget-feature=+crt-static"); // on other targets rustc makes no PIE
    }
    for linker in linkers {
        for (script, message) in [
            ("", "trapgate::entry! needs the link argument -no-pie"),
            ("script", "trapgate.ld needs the link argument -no-pie"),
        ] {
            for way in &ways {
                let build = |feature: &str| {
                    let mut build = cargo("rustc", &downstream(), "dev");
                    build.args([
                        "--locked",
                        "--bin=never",
                        "--features",
                        script,
                        "--features",
                        feature,
                    ]);
                    build.args(["--", way, &format!("-Clink-arg=-fuse-ld={linker}")]);
                    build.arg(format!("-Clink-arg=-B{}", lld.display()));
                    build
                };
                let (_, err, status) = run(&mut build("forgets_no_pie"));
                assert_eq!(status, Some(101), "{linker}, {script}, {way}: {err}");
                assert!(err.contains(message), "{linker}, {script}, {way}: {err}");
                succeed(&mut build(""));
                let program = path("dev", "never");
                assert_eq!(
                    run(&mut Command::new(program)).2,
                    Some(7),
                    "{linker}, {script}, {way}"
                );
            }
        }
    }
}

fn hosted() -> PathBuf {
    downstream().join("hosted")
}

#[test]
fn keeps_libc() {
    let crate_dir = hosted();
    for profile in ["dev", "release"] {
        succeed(cargo("build", &crate_dir, profile).arg("--locked"));
        let program = path(profile, "hosted");
        let (out, err, status) = run(Command::new(&program).stdin(Stdio::null()));
        assert_eq!(
            out, "std\ntrapgate true\n0\nSome(4096)\n",
            "{profile}: {err}"
        );
        assert_eq!(status, Some(1), "{profile}: {err}");
        let undefined = Elf::read(&program).undefined();
        assert!(
            undefined.iter().any(|name| name == "memcpy"),
            "{profile}: {undefined:?}"
        );
    }
}

#[test]
fn is_tested() {
    let crate_dir = hosted();
    succeed(cargo("test", &crate_dir, "dev").arg("--locked"));
}
