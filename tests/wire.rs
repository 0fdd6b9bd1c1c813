//! What each function passes to the kernel, as strace decodes it, compared with `wire/golden.txt`.
//!
//! `selftest NAME` makes the calls of one function, each between two `close(-100)` calls as
//! markers. Between two markers there must be exactly one system call: the one that `sysno.tbl`
//! names for the function on this target. No other test checks the arguments, so review the lines
//! that blessing writes.
//!
//! The arguments are always compared. A result is compared if it follows from the arguments on
//! every machine; otherwise the file has `?` for it. If this machine refuses a call, the test is
//! skipped. Any strace since 6.1 works, and the variable `STRACE` names the one to run; blessing
//! needs the release with which the file was written.

#[path = "support"]
mod support {
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod sysno;
}
mod wire {
    mod agree;
    mod blocks;
    mod golden;
    mod newer;
    mod normal;
    mod strace;
}
