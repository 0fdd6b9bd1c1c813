//! One oracle suite over every path into the kernel.

mod backend {
    mod first_call;
    mod path;
    mod registers;
    mod single_step;
    mod tracer;
    mod words;
}
mod machine;
mod skip;
