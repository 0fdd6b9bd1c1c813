//! `struct rusage`: the resources that a process has used.

use static_assertions::const_assert_eq;

use crate::types::time::Timeval;

/// The resources that a process or thread has used (`struct rusage`).
///
/// The kernel counts in words of the target. On i686 these are 32 bits, so a count overflows at
/// 2³¹, for example after 68 years of CPU time.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Rusage {
    utime: [isize; 2],
    stime: [isize; 2],
    maxrss: isize,
    unused_sizes: [isize; 3],
    minflt: isize,
    majflt: isize,
    unused_swaps: isize,
    inblock: isize,
    oublock: isize,
    unused_messages: [isize; 3],
    nvcsw: isize,
    nivcsw: isize,
}

const_assert_eq!(size_of::<Rusage>(), 18 * size_of::<usize>());

/// Converts the kernel's two words.
const fn timeval(words: [isize; 2]) -> Timeval {
    let [sec, usec] = words;
    Timeval {
        tv_sec: sec as i64,
        tv_usec: usec as i64,
    }
}

impl Rusage {
    /// Returns the CPU time in user mode.
    #[inline]
    #[must_use]
    pub const fn utime(&self) -> Timeval {
        timeval(self.utime)
    }

    /// Returns the CPU time in the kernel.
    #[inline]
    #[must_use]
    pub const fn stime(&self) -> Timeval {
        timeval(self.stime)
    }

    /// Returns the maximum amount of memory that was resident at one time, in KiB.
    #[inline]
    #[must_use]
    pub const fn maxrss(&self) -> i64 {
        self.maxrss as i64
    }

    /// Returns the number of page faults that needed no I/O.
    #[inline]
    #[must_use]
    pub const fn minflt(&self) -> i64 {
        self.minflt as i64
    }

    /// Returns the number of page faults that needed I/O.
    #[inline]
    #[must_use]
    pub const fn majflt(&self) -> i64 {
        self.majflt as i64
    }

    /// Returns the number of blocks of 512 bytes read from file systems.
    #[inline]
    #[must_use]
    pub const fn inblock(&self) -> i64 {
        self.inblock as i64
    }

    /// Returns the number of blocks of 512 bytes written to file systems.
    #[inline]
    #[must_use]
    pub const fn oublock(&self) -> i64 {
        self.oublock as i64
    }

    /// Returns the number of switches to another thread because this one waited.
    #[inline]
    #[must_use]
    pub const fn nvcsw(&self) -> i64 {
        self.nvcsw as i64
    }

    /// Returns the number of switches to another thread because the time slice of this one ended.
    #[inline]
    #[must_use]
    pub const fn nivcsw(&self) -> i64 {
        self.nivcsw as i64
    }
}
