//! `execve(2)`.

use core::ffi::{CStr, c_char};

use crate::errno::Result;
use crate::sys::sys;

/// `execve(2)`: runs another program in this process.
///
/// Does not return where it succeeds: this program, its other threads and its mappings are gone, and descriptors that are
/// close-on-exec are closed.
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): the arguments and the environment are too long.
/// - [`ACCES`](crate::Errno::ACCES): the file, or a script's interpreter, may not be executed or is no regular file.
/// - [`AGAIN`](crate::Errno::AGAIN): over the limit of processes since the user id changed.
/// - [`FAULT`](crate::Errno::FAULT): a pointer of the lists leads nowhere.
/// - [`INVAL`](crate::Errno::INVAL): an executable with more than one interpreter.
/// - [`ISDIR`](crate::Errno::ISDIR): the interpreter is a directory.
/// - [`LIBBAD`](crate::Errno::LIBBAD): the interpreter's format is unknown.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links, or too many interpreters one after the other.
/// - [`NOENT`](crate::Errno::NOENT): no such file, or no such interpreter.
/// - [`NOEXEC`](crate::Errno::NOEXEC): the format is unknown, or another machine's.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part of the path is no directory.
/// - [`PERM`](crate::Errno::PERM): a set-user-id program where that is not allowed.
/// - [`TXTBSY`](crate::Errno::TXTBSY): somebody has the file open for writing.
///
/// # Safety
///
/// - `argv` and `envp` each are null, or an array of pointers to strings that end with NUL, with a null pointer at its
///   end.
///
/// # Kernel
///
/// Linux 1.0, `fs/exec.c`. A list of arguments that is null or empty becomes one of an empty string (Linux 5.18).
/// [execve(2)](https://man7.org/linux/man-pages/man2/execve.2.html)
#[inline]
pub unsafe fn execve(
    path: &CStr,
    argv: *const *const c_char,
    envp: *const *const c_char,
) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end and the two lists, for which the caller vouches.
    unsafe { sys!(EXECVE, path.as_ptr(), argv, envp) }
}
