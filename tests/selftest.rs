//! `selftest/program` under every condition that a program may be started in: it never crashes, and no check fails that
//! the condition does not touch.

#[path = "support"]
mod support {
    pub(crate) mod filter;
    pub(crate) mod hide;
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
}
mod selftest {
    mod condition;
    mod filter;
    mod first_process;
    mod hidden;
    mod plain;
    mod report;
}
