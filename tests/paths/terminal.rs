//! The output of `paths` on a terminal.

use std::process::Stdio;

use crate::paths::program::{command, text};
use crate::support::machine::device;
use crate::support::terminal::{shown, terminal};

/// Returns the text that stays on the screen: a line that starts again overwrites what was there.
fn left(shown: &str) -> String {
    let line = |line: &str| {
        let mut cells: Vec<char> = vec![];
        for part in line.split('\r') {
            let part: Vec<char> = part.chars().collect();
            let kept = cells.split_off(part.len().min(cells.len()));
            cells = [part, kept].concat();
        }
        cells.into_iter().collect::<String>()
    };
    let lines = shown.split('\n').map(line);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn progress_comes_and_goes() {
    if !device("terminal::progress_comes_and_goes", "/dev/ptmx") {
        return;
    }
    let (ours, theirs) = terminal(120);
    let mut paths = command("paths", "--rounds 60");
    paths.stdin(Stdio::null());
    paths.stdout(theirs.try_clone().unwrap()).stderr(theirs);
    let mut child = paths.spawn().unwrap();
    // The command still holds the other end of the terminal.
    drop(paths);
    let shown = shown(ours);
    assert!(child.wait().unwrap().success());
    assert!(shown.contains("\rmeasuring "), "{shown:?}");
    let left = left(&shown);
    assert!(!left.contains("measuring"), "{left}");
    assert!(left.contains("\nTSC  "), "{left}");
    // The output is as wide as the terminal, and no wider.
    let widest = left.lines().map(|line| line.trim_end().len()).max();
    assert!((100..=120).contains(&widest.unwrap()), "{left}");
}

/// If only standard error is a terminal, the progress goes to standard error and the data to
/// standard output.
#[test]
fn progress_and_data_apart() {
    if !device("terminal::progress_and_data_apart", "/dev/ptmx") {
        return;
    }
    let (ours, theirs) = terminal(120);
    let mut paths = command("paths", "--csv --rounds 60");
    let child = paths.stdout(Stdio::piped()).stderr(theirs).spawn().unwrap();
    drop(paths);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(!text(&output.stdout).contains(['\r', '\x1b']));
    let shown = shown(ours);
    assert!(shown.contains("\rmeasuring "), "{shown:?}");
    assert_eq!(left(&shown).trim_end(), "");
}

/// Like a serial line, which does not know its width.
#[test]
fn no_progress_without_columns() {
    if !device("terminal::no_progress_without_columns", "/dev/ptmx") {
        return;
    }
    let (ours, theirs) = terminal(0);
    let mut paths = command("paths", "--rounds 60");
    paths.stdout(theirs.try_clone().unwrap()).stderr(theirs);
    let mut child = paths.spawn().unwrap();
    drop(paths);
    let shown = shown(ours);
    assert!(child.wait().unwrap().success());
    assert!(!shown.contains('\r'), "{shown:?}");
    assert!(shown.lines().all(|line| line.len() <= 80));
}
