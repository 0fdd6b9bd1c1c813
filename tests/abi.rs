//! Constants and layouts, by topic, compared with `linux-raw-sys`, `libc` and, if they are
//! installed, the kernel's own headers.
//!
//! The suite `tables` checks the numbers of calls and errors.

#[path = "support"]
mod support {
    pub(crate) mod oracle;
    pub(crate) mod skip;
    pub(crate) mod sysno;
}
mod abi {
    mod behaviour;
    mod constants;
    mod headers;
    mod huge;
    mod layouts;
    mod probe;
    mod source;
    mod topic;
    mod topics;
}
