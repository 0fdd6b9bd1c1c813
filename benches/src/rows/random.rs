//! Random bytes, in small and large amounts.

use rustix::rand::GetRandomFlags;
use trapgate::random::{GetrandomFlags, getrandom};

use crate::{Row, Who, run};

/// Returns the rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    vec![row::<4>(), row::<16>(), row::<256>(), row::<4096>()]
}

fn row<const SIZE: usize>() -> Row {
    let mut buf = [0_u8; SIZE];
    // SAFETY: the calls only write to `buf`.
    let mut row = unsafe {
        Row::new("random", format!("getrandom, {SIZE} bytes"))
            .by(
                Who::Ours,
                run!(getrandom(&mut buf[..], GetrandomFlags::empty()).unwrap_or(0)),
            )
            .by(
                Who::Libc,
                run!(libc::getrandom(buf.as_mut_ptr().cast(), SIZE, 0)),
            )
            .by(
                Who::Rustix,
                run!(rustix::rand::getrandom(&mut buf[..], GetRandomFlags::empty()).unwrap_or(0)),
            )
            .by(Who::Nc, run!(nc::getrandom(&mut buf, 0).unwrap_or(0)))
            .by(
                Who::Syscalls,
                run!(
                    syscalls::syscall!(syscalls::Sysno::getrandom, &raw mut buf, SIZE, 0)
                        .unwrap_or(0)
                ),
            )
    };
    row.bytes = Some(SIZE);
    row
}
