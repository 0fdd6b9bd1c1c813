//! `sched_setaffinity(2)` and `sched_getaffinity(2)`.

use core::fmt;

use static_assertions::const_assert_eq;

use crate::arg::Arg as _;
use crate::errno::Result;
use crate::sys::sys;
use crate::types::id::Pid;

/// A set of CPUs with numbers from 0 to 1023 (`cpu_set_t`).
#[doc(alias = "cpu_set_t")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct CpuSet([usize; WORDS]);

const BITS: usize = usize::BITS as usize;
const WORDS: usize = CpuSet::CAPACITY / BITS;

const_assert_eq!(size_of::<CpuSet>(), 128);

impl CpuSet {
    /// The number of CPUs that a set can contain.
    ///
    /// In C: `CPU_SETSIZE`.
    #[doc(alias = "CPU_SETSIZE")]
    pub const CAPACITY: usize = 1024;

    /// Creates an empty set.
    #[doc(alias = "CPU_ZERO")]
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self([0; WORDS])
    }

    /// Adds a CPU. Returns `false` if its number is too large for the set.
    #[doc(alias = "CPU_SET")]
    #[inline]
    pub fn insert(&mut self, cpu: usize) -> bool {
        let word = self.0.get_mut(cpu / BITS);
        word.map(|word| *word |= 1 << (cpu % BITS)).is_some()
    }

    /// Removes a CPU. Returns `false` if its number is too large for the set.
    #[doc(alias = "CPU_CLR")]
    #[inline]
    pub fn remove(&mut self, cpu: usize) -> bool {
        let word = self.0.get_mut(cpu / BITS);
        word.map(|word| *word &= !(1 << (cpu % BITS))).is_some()
    }

    /// Returns `true` if the set contains a CPU.
    #[doc(alias = "CPU_ISSET")]
    #[inline]
    #[must_use]
    pub fn contains(&self, cpu: usize) -> bool {
        let word = self.0.get(cpu / BITS);
        word.is_some_and(|word| word >> (cpu % BITS) & 1 != 0)
    }

    /// Returns the number of CPUs in the set.
    #[doc(alias = "CPU_COUNT")]
    #[inline]
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns an iterator over the CPUs in the set, in ascending order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> + Clone {
        (0..Self::CAPACITY).filter(|&cpu| self.contains(cpu))
    }
}

impl Default for CpuSet {
    #[inline]
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for CpuSet {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// `sched_setaffinity(2)`: sets the CPUs on which a thread may run.
///
/// `None` is the calling thread. The kernel ignores CPUs that do not exist.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the set contains no CPU that exists and that the thread is
///   allowed to use.
/// - [`PERM`](crate::Errno::PERM): the thread belongs to another user, and the caller lacks
///   `CAP_SYS_NICE`.
/// - [`SRCH`](crate::Errno::SRCH): the thread does not exist.
///
/// # Kernel
///
/// Linux 2.6, `kernel/sched/syscalls.c`.
/// [sched_setaffinity(2)](https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html)
#[inline]
pub fn sched_setaffinity(thread: Option<Pid>, set: &CpuSet) -> Result<()> {
    // SAFETY: the kernel reads at most the bytes of `set`.
    unsafe {
        sys!(
            SCHED_SETAFFINITY,
            number(thread),
            size_of::<CpuSet>(),
            Some(set)
        )
    }
}

/// `sched_getaffinity(2)`: returns the CPUs on which a thread may run.
///
/// `None` is the calling thread.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel supports more CPUs than [`CpuSet::CAPACITY`].
/// - [`SRCH`](crate::Errno::SRCH): the thread does not exist.
///
/// # Kernel
///
/// Linux 2.6, `kernel/sched/syscalls.c`.
/// [sched_getaffinity(2)](https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html)
#[inline]
pub fn sched_getaffinity(thread: Option<Pid>) -> Result<CpuSet> {
    // The kernel writes as many words as its own sets have. The others stay zero.
    let mut set = CpuSet::empty();
    let (len, out) = (size_of::<CpuSet>(), &raw mut set);
    // SAFETY: the kernel writes at most the bytes of `set`.
    let written: Result<usize> = unsafe { sys!(SCHED_GETAFFINITY, number(thread), len, out) };
    written.map(|_| set)
}

/// Returns the number of a thread. 0 is the calling thread.
#[inline]
fn number(thread: Option<Pid>) -> usize {
    thread.map_or(0, Pid::word)
}
