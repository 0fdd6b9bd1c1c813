//! Each way into the kernel with 0 to 6 arguments: `getpid`, which reads none of them.

#[cfg(target_arch = "x86")]
use crate::Run;
use crate::{Row, Who, run};

macro_rules! seven {
    ($rows:ident $name:literal $($ours:ident)::+, $finish:expr) => {
        seven! { @ $rows $name $finish, [$($ours)::+]
            0 syscall0 (),
            1 syscall1 (1),
            2 syscall2 (1 2),
            3 syscall3 (1 2 3),
            4 syscall4 (1 2 3 4),
            5 syscall5 (1 2 3 4 5),
            6 syscall6 (1 2 3 4 5 6),
        }
    };
    (@ $rows:ident $name:literal $finish:expr, $ours:tt
        $($count:literal $call:ident $args:tt,)*) => {$(
        let row = Row::new("raw", format!("{}, {} words", $name, $count));
        seven! { @one $rows $finish, row $ours $call $args }
    )*};
    (@one $rows:ident $finish:expr, $row:ident [$($ours:ident)::+] $call:ident ($($arg:literal)*)) => {
        // SAFETY: getpid has no effect.
        let row = unsafe {
            $row.by(Who::Ours, run!($($ours)::+::$call(trapgate::Sysno::GETPID $(, $arg)*)))
                .by(Who::Nc, run!(nc::syscalls::$call(nc::SYS_GETPID $(, $arg)*).unwrap_or(0)))
                .by(Who::Syscalls, run!(syscalls::raw::$call(syscalls::Sysno::getpid $(, $arg)*)))
        };
        // SAFETY: getpid has no effect.
        let libc = run!(unsafe { libc::syscall(libc::SYS_getpid $(, $arg)*) });
        $rows.push($finish(row, libc));
    };
}

/// Returns the rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    fast(&mut rows);
    #[cfg(target_arch = "x86")]
    int80(&mut rows);
    rows
}

/// The crate syscalls uses the same instruction.
#[cfg(target_arch = "x86_64")]
fn fast(rows: &mut Vec<Row>) {
    let finish = |row: Row, libc| row.by(Who::Libc, libc).limit(&[Who::Syscalls], 1.03);
    seven! { rows "syscall" trapgate::raw, finish }
}

#[cfg(target_arch = "x86")]
fn fast(rows: &mut Vec<Row>) {
    let finish = |row: Row, libc| row.by(Who::Libc, libc);
    seven! { rows "gate" trapgate::raw, finish }
}

#[cfg(target_arch = "x86")]
fn int80(rows: &mut Vec<Row>) {
    let finish = |row: Row, _: Run| row;
    seven! { rows "int 0x80" trapgate::raw::int80, finish }
}
