//! Constants and layouts, by topic, against `linux-raw-sys`, `libc` and, where installed, the kernel's own headers.
//!
//! Numbers of calls and errors have a test of their own, `tables`.

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
