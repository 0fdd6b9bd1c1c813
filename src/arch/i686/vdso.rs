//! The names of the vDSO's functions: those that take 64-bit times. There is none for the time in microseconds or in
//! seconds alone, and no system call either: `clock_gettime` has both.

pub(crate) const CLOCK_GETTIME: Option<&str> = Some("__vdso_clock_gettime64");
pub(crate) const CLOCK_GETRES: Option<&str> = Some("__vdso_clock_getres_time64");
pub(crate) const GETTIMEOFDAY: Option<&str> = None;
pub(crate) const TIME: Option<&str> = None;
pub(crate) const GETCPU: Option<&str> = Some("__vdso_getcpu");
