//! The system calls that each public function can make: `docs/CALLS.md` for readers,
//! `docs/calls.tsv` for programs.
//!
//! `TRAPGATE_BLESS=1` writes both, from `sysno.tbl` and from `calls/others.txt`, which has what is
//! no wrapper of one call. Nothing is taken on trust: the source says who can enter the kernel at
//! all, programs under strace say what the others do, and examples run under a filter that is made
//! of the page.

#[path = "support"]
mod support {
    pub(crate) mod filter;
    pub(crate) mod functions;
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod sysno;
}
mod calls {
    mod filter;
    mod others;
    mod page;
    mod source;
    mod traced;
}
