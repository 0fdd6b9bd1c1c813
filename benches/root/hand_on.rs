// Runs `cargo bench` for the bench of this name in the package `trapgate-benches`, with the same arguments, for the same
// target.

use std::env;
use std::process::{Command, exit};

const TARGET: &str = if cfg!(target_arch = "x86_64") {
    "x86_64-unknown-linux-gnu"
} else {
    "i686-unknown-linux-gnu"
};

fn main() {
    // Cargo says `--bench` to every bench, and will again. Without it this is a test, of nothing but that it starts.
    if env::args().all(|argument| argument != "--bench") {
        return;
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["bench", "--package", "trapgate-benches"]);
    cargo.args(["--bench", env!("CARGO_CRATE_NAME")]);
    // What was built for a target by name lies in a folder of that name.
    let program = env::current_exe().unwrap_or_default();
    let mut folders = program.ancestors().filter_map(|folder| folder.file_name());
    if folders.any(|name| name == TARGET) {
        cargo.args(["--target", TARGET]);
    }
    let handed_on = env::args_os()
        .skip(1)
        .filter(|argument| argument != "--bench");
    cargo.arg("--").args(handed_on);
    match cargo.status() {
        Ok(status) => exit(status.code().unwrap_or(101)),
        Err(error) => {
            eprintln!("{cargo:?}: {error}");
            exit(101)
        }
    }
}
