//! How a program ends.

use std::process::Command;

use super::run;
use crate::support::example::build;

#[test]
fn main_decides_the_status() {
    for profile in ["release", "dev"] {
        let ended = run(&mut Command::new(build("exit", profile)));
        assert_eq!(ended, (String::new(), String::new(), Some(42)), "{profile}");
        let ended = run(&mut Command::new(build("hello", profile)));
        assert_eq!(
            ended,
            ("Hello, World!\n".into(), String::new(), Some(0)),
            "{profile}"
        );
    }
}
