//! `struct rusage`: what a process has used.

use static_assertions::const_assert_eq;

use crate::types::time::Timeval;

/// What a process or thread has used.
///
/// The kernel counts in words of the target: on i686 in 32 bits, so that 2 GiB pages of memory or 68 years of CPU time are
/// too much.
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

/// The kernel's pair of words.
const fn timeval(words: [isize; 2]) -> Timeval {
    let [sec, usec] = words;
    Timeval {
        tv_sec: sec as i64,
        tv_usec: usec as i64,
    }
}

impl Rusage {
    /// CPU time in user mode.
    #[inline]
    #[must_use]
    pub const fn utime(&self) -> Timeval {
        timeval(self.utime)
    }

    /// CPU time in the kernel.
    #[inline]
    #[must_use]
    pub const fn stime(&self) -> Timeval {
        timeval(self.stime)
    }

    /// The most memory that was resident at one time, in KiB.
    #[inline]
    #[must_use]
    pub const fn maxrss(&self) -> i64 {
        self.maxrss as i64
    }

    /// Page faults without I/O.
    #[inline]
    #[must_use]
    pub const fn minflt(&self) -> i64 {
        self.minflt as i64
    }

    /// Page faults with I/O.
    #[inline]
    #[must_use]
    pub const fn majflt(&self) -> i64 {
        self.majflt as i64
    }

    /// Blocks of 512 bytes read from file systems.
    #[inline]
    #[must_use]
    pub const fn inblock(&self) -> i64 {
        self.inblock as i64
    }

    /// Blocks of 512 bytes written to file systems.
    #[inline]
    #[must_use]
    pub const fn oublock(&self) -> i64 {
        self.oublock as i64
    }

    /// Switches to another thread because this one waited.
    #[inline]
    #[must_use]
    pub const fn nvcsw(&self) -> i64 {
        self.nvcsw as i64
    }

    /// Switches to another thread because its turn was over.
    #[inline]
    #[must_use]
    pub const fn nivcsw(&self) -> i64 {
        self.nivcsw as i64
    }
}
