/// Makes calls of one version with each number of arguments, and returns the results.
macro_rules! calls {
    ($version:ident) => {{
        use $version::{Errno, Sysno, auxv::Auxv, raw};

        let bad = usize::MAX;
        // SAFETY: none of the calls has a valid descriptor.
        let words = unsafe {
            [
                raw::syscall1(Sysno::CLOSE, bad),
                raw::syscall2(Sysno::FCHMOD, bad, 0),
                raw::syscall3(Sysno::READ, bad, 0, 0),
                raw::syscall4(Sysno::READLINKAT, bad, c"x".as_ptr() as usize, 1, 1),
                raw::syscall5(Sysno::EXECVEAT, bad, c"x".as_ptr() as usize, 0, 0, 0),
                raw::syscall6(Sysno::COPY_FILE_RANGE, bad, 0, bad, 0, 1, 0),
            ]
        };
        let right = words.map(|word| raw::check(word) == Err(Errno::BADF)) == [true; 6];
        // SAFETY: getpid has no arguments and no effect.
        let id = unsafe { raw::syscall0(Sysno::GETPID) };
        (right, id, raw::gate(), Auxv::current().page_size())
    }};
}
