//! Checks every path into the kernel with the same tests.

#[path = "support"]
mod support {
    pub(crate) mod machine;
    pub(crate) mod skip;
}
mod backend {
    mod first_call;
    mod path;
    mod registers;
    mod single_step;
    mod tracer;
    mod words;
}
