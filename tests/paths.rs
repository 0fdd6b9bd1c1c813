//! The examples `paths` and `vdso`: what they print, and what they ask the kernel.

mod paths {
    mod conditions;
    mod image;
    mod output;
    mod program;
    mod terminal;
}
mod machine;
mod skip;
mod strace;
mod terminal;
