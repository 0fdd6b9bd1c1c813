//! The time of a clean release build: this crate without features, this crate with `rt`, and rustix
//! with all its API features.
//!
//! ```sh
//! cargo bench -p trapgate-benches --bench build_time
//! ```
//!
//! Each package is built from source, with its dependencies, three times in turn. Other work on the
//! machine affects the processor time less than the elapsed time. A build that takes more than half
//! of rustix's shortest time is marked OVER, and the exit status is 1.

use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::time::{Duration, Instant};
use std::{env, fs};

const ROUNDS: usize = 3;

/// A package that only has this dependency.
struct Package {
    name: &'static str,
    folder: PathBuf,
    clock: [f64; ROUNDS],
    processors: [f64; ROUNDS],
}

fn main() {
    // `cargo test --benches` only checks that this program starts.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut packages = [
        ("trapgate", format!("trapgate = {{ path = {root:?} }}")),
        (
            "trapgate-rt",
            format!("trapgate = {{ path = {root:?}, features = [\"rt\"] }}"),
        ),
        (
            "rustix",
            "rustix = { version = \"1\", features = [\"all-apis\"] }".into(),
        ),
    ]
    .map(|(name, dependency)| Package::new(name, &dependency));
    for round in 0..ROUNDS {
        for package in &mut packages {
            package.build(round);
        }
    }
    let over = [
        table("seconds, clock", &packages, |package| package.clock),
        table("seconds, processors", &packages, |package| {
            package.processors
        }),
    ];
    exit(over.contains(&true).into());
}

impl Package {
    fn new(name: &'static str, dependency: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("build_time")
            .join(name);
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("src/lib.rs"), "").unwrap();
        let manifest = format!(
            "[package]\nname = \"build-time-of-{name}\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[dependencies]\n{dependency}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let package = Self {
            name,
            folder,
            clock: [0.0; ROUNDS],
            processors: [0.0; ROUNDS],
        };
        package.cargo(&["fetch"]);
        // Prints what is measured, with the versions.
        package.cargo(&[
            "tree",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ]);
        package
    }

    fn cargo(&self, arguments: &[&str]) {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", self.folder.join("target"));
        // These variables affect all builds alike, but a user does not set them.
        for name in ["CARGO_BUILD_TARGET", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"] {
            cargo.env_remove(name);
        }
        assert!(
            cargo.status().unwrap().success(),
            "{}: {cargo:?}",
            self.name
        );
    }

    fn build(&mut self, round: usize) {
        let _ = fs::remove_dir_all(self.folder.join("target"));
        let (start, before) = (Instant::now(), processors());
        self.cargo(&["build", "--release", "--offline"]);
        self.clock[round] = start.elapsed().as_secs_f64();
        self.processors[round] = (processors() - before).as_secs_f64();
    }
}

/// Returns the processor time that child processes have used.
fn processors() -> Duration {
    // SAFETY: all zeros are a valid `rusage`, and getrusage writes one.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage), 0);
        usage
    };
    let duration = |time: libc::timeval| {
        Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
    };
    duration(usage.ru_utime) + duration(usage.ru_stime)
}

/// Prints a table, and returns whether a build of this crate takes more than half of rustix's time.
fn table(title: &str, packages: &[Package; 3], seconds: fn(&Package) -> [f64; ROUNDS]) -> bool {
    println!(
        "\n{title:20} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "first", "second", "third", "least", "ratio"
    );
    let least = |package: &Package| seconds(package).into_iter().fold(f64::INFINITY, f64::min);
    let [.., rustix] = packages;
    let mut any = false;
    for package in packages {
        let [first, second, third] = seconds(package);
        let (best, ratio) = (least(package), least(package) / least(rustix));
        let over = package.name != rustix.name && ratio > 0.5;
        any |= over;
        let mark = if over { " OVER" } else { "" };
        let name = package.name;
        println!("{name:20} {first:7.2} {second:7.2} {third:7.2} {best:7.2} {ratio:7.3}{mark}");
    }
    any
}
