//! A virtual machine in qemu, from power-on to power-off.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, io};

use super::console::Console;
use super::cpio;
use crate::support::program::example;
use crate::support::skip;

/// Far longer than any of these machines runs, even under load.
const LIMIT: Duration = Duration::from_secs(120);
const QEMU: &str = "qemu-system-x86_64";
/// Kernel parameters: messages go to the serial line, but only the fatal ones, and the machine
/// restarts after a panic. The timer check is off, because it would panic if a busy host gives qemu
/// too little time.
const ALWAYS: &str = "console=ttyS0 loglevel=1 panic=-1 no_timer_check";
/// Parameters that make the kernel hide the vDSO from 64-bit and from 32-bit programs.
const NO_VDSO: &str = "vdso=0 vdso32=0";

/// A machine to start.
pub(crate) struct Machine {
    /// The test's name, which is part of the names of the files that the machine leaves.
    pub(crate) test: &'static str,
    /// The flavour of Debian's kernel.
    pub(crate) flavour: &'static str,
    /// The processor, by qemu's name.
    pub(crate) processor: &'static str,
    pub(crate) vdso: bool,
}

/// The flavours of Debian's kernels.
#[cfg(target_arch = "x86")]
pub(crate) const OF_32_BIT: &str = "686-pae";
pub(crate) const OF_64_BIT: &str = "cloud-amd64";
/// All features that qemu has, on a processor by AMD: 32-bit programs enter a 64-bit kernel with
/// `syscall`.
pub(crate) const AMD: &str = "max,vendor=AuthenticAMD";
/// The same on a processor by Intel, with `sysenter`.
#[cfg(target_arch = "x86")]
pub(crate) const INTEL: &str = "max,vendor=GenuineIntel";

impl Machine {
    /// Starts the example as process 1 with these arguments and waits until the machine is off. If
    /// that is not possible here, skips the test and returns `None`.
    pub(crate) fn boot(&self, name: &str, args: &str) -> Option<Console> {
        let (qemu, kernel) = match (qemu(), kernel(self.flavour)) {
            (Some(qemu), Some(kernel)) => (qemu, kernel),
            (qemu, _) => {
                let what = if qemu.is_none() { QEMU } else { self.flavour };
                skip::skip(
                    self.test,
                    format!("no {what}: run sh tests/scripts/qemu.sh"),
                );
                return None;
            }
        };
        let program = fs::read(example(name, "release")).expect(name);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("boot");
        fs::create_dir_all(&folder).unwrap();
        let files = folder.join(self.test.replace("::", "-"));
        let (files, console) = (files.with_extension("cpio"), files.with_extension("txt"));
        fs::write(&files, cpio::with_init(&program)).unwrap();

        let vdso = if self.vdso { "" } else { NO_VDSO };
        let started = Instant::now();
        let output = File::create(&console).unwrap();
        let mut child = Command::new(qemu)
            .args(["-accel", "tcg", "-cpu", self.processor, "-m", "256"])
            .args(["-nodefaults", "-no-user-config", "-no-reboot"])
            .args(["-display", "none", "-serial", "stdio"])
            .args(["-append", &format!("{ALWAYS} {vdso} -- {args}")])
            .arg("-kernel")
            .arg(kernel)
            .arg("-initrd")
            .arg(files)
            .stdin(Stdio::null())
            .stderr(output.try_clone().unwrap())
            .stdout(output)
            .spawn()
            .expect(QEMU);
        let ended = wait(&mut child).unwrap();
        let text = fs::read(console).unwrap();
        let console = Console::new(&String::from_utf8_lossy(&text));
        let (test, seconds) = (self.test, started.elapsed().as_secs_f32());
        println!("{test}: {seconds:.1} s");
        assert!(
            ended,
            "{test}: the machine is still on after {LIMIT:?}\n{}",
            console.tail()
        );
        console.ended_well();
        Some(console)
    }
}

/// Waits for the child, and returns whether it ended by itself in time.
fn wait(child: &mut Child) -> io::Result<bool> {
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        sleep(Duration::from_millis(20));
    }
    Ok(true)
}

/// Returns the folder into which `tests/scripts/qemu.sh` unpacks.
fn unpacked() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/boot")
}

fn qemu() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain([unpacked().join("bin")]);
    let mut files = folders.map(|folder| folder.join(QEMU));
    files.find(|file| file.is_file())
}

fn kernel(flavour: &str) -> Option<PathBuf> {
    let files = fs::read_dir(unpacked()).ok()?.flatten();
    let mut kernels = files.filter(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with("vmlinuz-") && name.ends_with(&format!("-{flavour}"))
    });
    kernels.next().map(|file| file.path())
}
