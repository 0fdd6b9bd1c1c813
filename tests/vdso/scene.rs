//! Scenes that need a process of their own: this test program again, with the scene's name in the
//! environment.

use std::process::{Command, Output};
use std::{env, fs};

use super::{conditions, first_use, oracle, steady};
use crate::support::machine;
use crate::support::skip::skip;

const SCENE: &str = "TRAPGATE_SCENE";

/// Returns the arguments with which this program only runs the test that plays scenes.
pub(crate) fn arguments() -> Vec<String> {
    let program = machine::itself();
    let stage = "--exact vdso::scene::stage --nocapture --test-threads=1";
    let mut arguments = vec![program.to_str().unwrap().to_owned()];
    arguments.extend(stage.split(' ').map(str::to_owned));
    arguments
}

/// Returns a command that plays a scene. `around` is a program that starts others, such as strace,
/// with its arguments.
pub(crate) fn command(name: &str, around: &[&str]) -> Command {
    let all = around.iter().map(|&word| word.to_owned());
    let mut all = all.chain(arguments());
    let mut command = Command::new(all.next().unwrap());
    command.args(all).env(SCENE, name);
    command
}

/// Checks how a scene ended: its process printed that it was played, or why it was not.
#[track_caller]
pub(crate) fn judge(test: &str, name: &str, output: &Output) {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{name}: {output:?}");
    if let Some((_, why)) = text.split_once("not played: ") {
        return skip(test, why.lines().next().unwrap_or_default());
    }
    assert!(text.contains("played"), "{name}: {output:?}");
}

/// Plays a scene for a test.
#[track_caller]
pub(crate) fn play(test: &str, name: &str) {
    let output = command(name, &[]).output().unwrap();
    judge(test, name, &output);
}

/// Returns whether the vDSO can read the kernel's clock source without a system call.
pub(crate) fn readable_clock() -> bool {
    let source = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    // Without /sys this is unknown; the tests that follow will show it.
    fs::read_to_string(source).map_or(true, |source| {
        source == "tsc\n" || source == "kvm-clock\n" || source.starts_with("hyperv")
    })
}

/// The result of a scene, or why it cannot be played.
pub(crate) type Played = Result<(), String>;

/// Plays the scene that the environment names, if any.
#[test]
fn stage() {
    let Ok(name) = env::var(SCENE) else { return };
    let played = match &*name {
        "oracle" => {
            oracle::all_agree();
            Ok(())
        }
        "in a handler" => first_use::in_a_handler(),
        "on threads" => first_use::on_threads(),
        "disabled meanwhile" => first_use::disabled_meanwhile(),
        "reads" => steady::reads(),
        "reads, disabled" => steady::reads_disabled(),
        "errors" => steady::errors(),
        "time namespace" => conditions::time_namespace(false),
        "time namespace, used before" => conditions::time_namespace(true),
        "no root" => conditions::no_root(),
        "hidden" => conditions::hidden(),
        "unmapped" => conditions::unmapped(),
        "unmapped, disabled" => conditions::unmapped_disabled(),
        "replaced" => conditions::replaced(),
        filter => conditions::filtered(filter),
    };
    match played {
        Ok(()) => println!("played"),
        Err(why) => println!("not played: {why}"),
    }
}
