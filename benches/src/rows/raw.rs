//! Each way into the kernel with 0 to 6 arguments: `getpid`, which reads none of them.

use crate::{Row, Run, Who, hand, run};

/// Who takes this way, with what it takes besides the arguments.
macro_rules! ways {
    ($row:ident $entry:ident [$ours:path] $hand:ident $theirs:ident ($($arg:literal)*)) => {{
        let floor = $entry.clone().map(|entry| -> Run {
            // SAFETY: getpid changes nothing.
            run!(unsafe { entry.$hand(libc::SYS_getpid $(, $arg)*) })
        });
        // SAFETY: getpid changes nothing.
        let row = unsafe {
            $row.by(Who::Ours, run!($ours(trapgate::Sysno::GETPID $(, $arg)*)))
                .by_some(Who::Floor, floor)
                .by(Who::Nc, run!(nc::syscalls::$theirs(nc::SYS_GETPID $(, $arg)*).unwrap_or(0)))
                .by(Who::Syscalls, run!(syscalls::raw::$theirs(syscalls::Sysno::getpid $(, $arg)*)))
        };
        row
    }};
}

macro_rules! seven {
    ($rows:ident $name:literal $entry:ident $($ours:ident)::+, $finish:expr) => {
        seven! { @ $rows $name $entry $finish, [$($ours)::+]
            0 call0 syscall0 (),
            1 call1 syscall1 (1),
            2 call2 syscall2 (1 2),
            3 call3 syscall3 (1 2 3),
            4 call4 syscall4 (1 2 3 4),
            5 call5 syscall5 (1 2 3 4 5),
            6 call6 syscall6 (1 2 3 4 5 6),
        }
    };
    (@ $rows:ident $name:literal $entry:ident $finish:expr, $ours:tt
        $($count:literal $hand:ident $theirs:ident $args:tt,)*) => {$(
        let row = Row::new("raw", format!("{}, {} words", $name, $count));
        seven! { @one $rows $entry $finish, row $ours $hand $theirs $args }
    )*};
    (@one $rows:ident $entry:ident $finish:expr, $row:ident [$($ours:ident)::+] $hand:ident $theirs:ident ($($arg:literal)*)) => {
        let row = ways!($row $entry [$($ours)::+::$theirs] $hand $theirs ($($arg)*));
        // SAFETY: getpid changes nothing.
        let libc = run!(unsafe { libc::syscall(libc::SYS_getpid $(, $arg)*) });
        $rows.push($finish(row, libc));
    };
}

/// The rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    fast(&mut rows);
    #[cfg(target_arch = "x86")]
    int80(&mut rows);
    rows
}

#[cfg(target_arch = "x86_64")]
fn fast(rows: &mut Vec<Row>) {
    let entry = hand::fast();
    let finish = |row: Row, libc| row.by(Who::Libc, libc).limit(&[Who::Floor], 1.03);
    seven! { rows "syscall" entry trapgate::raw, finish }
}

#[cfg(target_arch = "x86")]
fn fast(rows: &mut Vec<Row>) {
    let entry = hand::fast();
    let finish = |row: Row, libc| row.by(Who::Libc, libc);
    seven! { rows "gate" entry trapgate::raw, finish }
}

#[cfg(target_arch = "x86")]
fn int80(rows: &mut Vec<Row>) {
    let entry = Ok::<_, String>(hand::Int80);
    let finish = |row: Row, _: Run| row;
    seven! { rows "int 0x80" entry trapgate::raw::int80, finish }
}
