//! Runs `selftest/program` under every condition in which a program may be started. It must never
//! crash, and no check may fail that the condition does not affect.

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
