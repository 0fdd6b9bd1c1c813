//! The names of the vDSO's functions, which take 64-bit times on this target.

pub(crate) const CLOCK_GETTIME: Option<&str> = Some("__vdso_clock_gettime");
pub(crate) const CLOCK_GETRES: Option<&str> = Some("__vdso_clock_getres");
pub(crate) const GETTIMEOFDAY: Option<&str> = Some("__vdso_gettimeofday");
pub(crate) const TIME: Option<&str> = Some("__vdso_time");
pub(crate) const GETCPU: Option<&str> = Some("__vdso_getcpu");
