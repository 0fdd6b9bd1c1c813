//! What each function puts in the registers, as strace decodes it, held by golden files.
//!
//! `selftest NAME` makes the calls of one function, each between two `close(-100)`.
//! Whatever `wire/TARGET.txt` says, one call is one system call, by the name that `sysno.tbl` has
//! for the function on this target. `TRAPGATE_BLESS=1` writes the file, which is then to be read:
//! nothing else tells whether the arguments are right.
//!
//! The arguments are compared whatever the machine does with the call. A result is compared if it
//! follows from them on every machine, and is `?` in the file if not; a call that this machine
//! refuses is a skip. Any strace since 6.1 will do, and `STRACE` names the one to run.

#[path = "support"]
mod support {
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod wrappers;
}
mod wire {
    mod agree;
    mod golden;
    mod newer;
    mod normal;
    mod strace;
    mod wrappers;
}
