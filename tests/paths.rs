//! The examples `paths` and `vdso`: what they print, and which system calls they make.

#[path = "support"]
mod support {
    pub(crate) mod filter;
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod terminal;
}
mod paths {
    mod conditions;
    mod image;
    mod output;
    mod program;
    mod terminal;
}
