//! `sched_setaffinity(2)`, `sched_getaffinity(2)`.

use core::fmt;

use static_assertions::const_assert_eq;

use crate::arg::Arg as _;
use crate::errno::Result;
use crate::sys::sys;
use crate::types::id::Pid;

/// A set of CPUs with numbers from 0 to 1023.
#[doc(alias = "cpu_set_t")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct CpuSet([usize; WORDS]);

const BITS: usize = usize::BITS as usize;
const WORDS: usize = CpuSet::CAPACITY / BITS;

const_assert_eq!(size_of::<CpuSet>(), 128);

impl CpuSet {
    /// How many CPUs have room.
    ///
    /// In C: `CPU_SETSIZE`.
    #[doc(alias = "CPU_SETSIZE")]
    pub const CAPACITY: usize = 1024;

    /// No CPU.
    #[doc(alias = "CPU_ZERO")]
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self([0; WORDS])
    }

    /// Puts a CPU in; `false` if it has no room.
    #[doc(alias = "CPU_SET")]
    #[inline]
    pub fn insert(&mut self, cpu: usize) -> bool {
        let word = self.0.get_mut(cpu / BITS);
        word.map(|word| *word |= 1 << (cpu % BITS)).is_some()
    }

    /// Takes a CPU out; `false` if it has no room.
    #[doc(alias = "CPU_CLR")]
    #[inline]
    pub fn remove(&mut self, cpu: usize) -> bool {
        let word = self.0.get_mut(cpu / BITS);
        word.map(|word| *word &= !(1 << (cpu % BITS))).is_some()
    }

    /// Whether a CPU is in it.
    #[doc(alias = "CPU_ISSET")]
    #[inline]
    #[must_use]
    pub fn contains(&self, cpu: usize) -> bool {
        let word = self.0.get(cpu / BITS);
        word.is_some_and(|word| word >> (cpu % BITS) & 1 != 0)
    }

    /// How many CPUs are in it.
    #[doc(alias = "CPU_COUNT")]
    #[inline]
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The CPUs in it, in ascending order.
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

/// `sched_setaffinity(2)`: on which CPUs a thread may run.
///
/// `None` is the calling thread. CPUs that do not exist are ignored.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): no CPU of the set exists and is allowed to this thread.
/// - [`PERM`](crate::Errno::PERM): somebody else's thread.
/// - [`SRCH`](crate::Errno::SRCH): there is no such thread.
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

/// `sched_getaffinity(2)`: on which CPUs a thread may run.
///
/// `None` is the calling thread.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the kernel has room for more CPUs than [`CpuSet::CAPACITY`].
/// - [`SRCH`](crate::Errno::SRCH): there is no such thread.
///
/// # Kernel
///
/// Linux 2.6, `kernel/sched/syscalls.c`.
/// [sched_getaffinity(2)](https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html)
#[inline]
pub fn sched_getaffinity(thread: Option<Pid>) -> Result<CpuSet> {
    // The kernel writes as many words as its own sets have; the others stay zero.
    let mut set = CpuSet::empty();
    let (len, out) = (size_of::<CpuSet>(), &raw mut set);
    // SAFETY: the kernel writes at most the bytes of `set`.
    let written: Result<usize> = unsafe { sys!(SCHED_GETAFFINITY, number(thread), len, out) };
    written.map(|_| set)
}

/// The thread's number; 0 is the calling one.
#[inline]
fn number(thread: Option<Pid>) -> usize {
    thread.map_or(0, Pid::word)
}
