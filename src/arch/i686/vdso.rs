//! The names of the vDSO's functions that take 64-bit times. The vDSO has none for `gettimeofday`
//! and `time`, and the kernel has no such system call either: both use `clock_gettime`.

pub(crate) const CLOCK_GETTIME: Option<&str> = Some("__vdso_clock_gettime64");
pub(crate) const CLOCK_GETRES: Option<&str> = Some("__vdso_clock_getres_time64");
pub(crate) const GETTIMEOFDAY: Option<&str> = None;
pub(crate) const TIME: Option<&str> = None;
pub(crate) const GETCPU: Option<&str> = Some("__vdso_getcpu");
