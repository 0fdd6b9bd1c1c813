//! Each wrapper: what it does, one error from the kernel, its edges. The folder mirrors `src/`.

mod api {
    mod io;
    mod process;
}
