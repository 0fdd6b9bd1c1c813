//! How a program ends.

use std::process::Command;

use crate::support::program::{example, run};

#[test]
fn main_decides_the_status() {
    for profile in ["release", "dev"] {
        let ended = run(&mut Command::new(example("exit", profile)));
        assert_eq!(ended, (String::new(), String::new(), Some(42)), "{profile}");
        let ended = run(&mut Command::new(example("hello", profile)));
        assert_eq!(
            ended,
            ("Hello, World!\n".into(), String::new(), Some(0)),
            "{profile}"
        );
    }
}
