//! `examples/selftest` under every condition that a program may be started in: it never crashes, and no check fails that
//! the condition does not touch.

mod example;
mod hide;
mod machine;
mod skip;
mod strace;

mod selftest {
    mod condition;
    mod filter;
    mod first_process;
    mod hidden;
    mod plain;
    mod report;
}
