//! Builds an example for the target of the test that wants to run it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds `examples/NAME` with the flags and the compiler of this test, and returns the program.
pub(crate) fn build(name: &str, profile: &str) -> PathBuf {
    let target = match env::consts::ARCH {
        "x86" => "i686-unknown-linux-gnu",
        _ => "x86_64-unknown-linux-gnu",
    };
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "build",
        "--offline",
        "--locked",
        "--features",
        "rt",
        "--example",
        name,
    ]);
    cargo.args(["--profile", profile, "--target", target]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.env("CARGO_TARGET_DIR", &dir);
    let output = cargo.output().expect("cargo");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}, {profile}:\n{messages}");
    let profile = if profile == "dev" { "debug" } else { profile };
    dir.join(target).join(profile).join("examples").join(name)
}
