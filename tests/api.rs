//! Each wrapper: its result, one error from the kernel, and its edge cases. The folder mirrors
//! `src/`.

#[path = "support"]
mod support {
    pub(crate) mod filter;
    pub(crate) mod machine;
    pub(crate) mod skip;
    pub(crate) mod sysno;
}
mod api {
    mod auxv;
    mod child;
    mod event;
    mod fs;
    #[cfg(target_pointer_width = "64")]
    mod huge;
    mod io;
    mod mm;
    mod process;
    mod random;
    mod scratch;
    mod signal;
    mod supervisor;
    mod system;
    mod thread;
    mod time;
    mod tty;
    mod types;
}
