//! `execve(2)`.

use core::ffi::{CStr, c_char};

use crate::errno::Result;
use crate::sys::sys;

/// `execve(2)`: replaces the program of this process.
///
/// The call returns only if it fails. On success, this program with its other threads and its
/// mappings is gone, and the kernel has closed the descriptors that are marked close-on-exec.
///
/// ```no_run
/// use core::ptr;
/// use trapgate::process;
///
/// let argv = [c"ls".as_ptr(), c"-l".as_ptr(), ptr::null()];
/// // SAFETY: both lists contain pointers to strings, and end with a null pointer.
/// unsafe { process::execve(c"/bin/ls", argv.as_ptr(), [ptr::null()].as_ptr()) }?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): the arguments and the environment are too long.
/// - [`ACCES`](crate::Errno::ACCES): the file, or the interpreter of a script, may not be executed
///   or is not a regular file.
/// - [`AGAIN`](crate::Errno::AGAIN): the process has changed its real user id, and the limit on
///   processes of that user is exceeded.
/// - [`FAULT`](crate::Errno::FAULT): a pointer in a list is invalid.
/// - [`INVAL`](crate::Errno::INVAL): the executable names more than one interpreter.
/// - [`ISDIR`](crate::Errno::ISDIR): the interpreter is a directory.
/// - [`LIBBAD`](crate::Errno::LIBBAD): the interpreter has an unknown format.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links, or the chain of
///   script interpreters is too long.
/// - [`NOENT`](crate::Errno::NOENT): the file or its interpreter does not exist.
/// - [`NOEXEC`](crate::Errno::NOEXEC): the file has an unknown format, or is for another machine.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the file has the set-user-ID bit, and the process may not gain
///   the privileges.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the file is open for writing.
///
/// # Safety
///
/// - `argv` and `envp` must each be null, or point to an array of pointers to NUL-terminated
///   strings that ends with a null pointer.
///
/// # Kernel
///
/// Linux 1.0, `fs/exec.c`. Since Linux 5.18, the kernel replaces an `argv` that is null or empty
/// with a list of one empty string.
/// [execve(2)](https://man7.org/linux/man-pages/man2/execve.2.html)
#[inline]
pub unsafe fn execve(
    path: &CStr,
    argv: *const *const c_char,
    envp: *const *const c_char,
) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL, and the two lists, which the caller guarantees
    // to be valid.
    unsafe { sys!(EXECVE, path.as_ptr(), argv, envp) }
}
