//! `getcpu(2)`.

use core::mem::MaybeUninit;
use core::ptr;

use crate::errno::Result;
use crate::sys::sys;
use crate::vdso;

/// `getcpu(2)`: returns the CPU and the NUMA node on which the calling thread runs.
///
/// The result may already be out of date. Calls the vDSO. If the vDSO lacks the function, makes the
/// system call.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 2.6.19, `kernel/sys.c`. [getcpu(2)](https://man7.org/linux/man-pages/man2/getcpu.2.html)
#[inline]
pub fn getcpu() -> Result<(u32, u32)> {
    let (mut cpu, mut node) = (MaybeUninit::<u32>::uninit(), MaybeUninit::<u32>::uninit());
    let (to_cpu, to_node) = (cpu.as_mut_ptr(), node.as_mut_ptr());
    // SAFETY: the vDSO writes one number to each, and nothing to the null pointer.
    let answer = unsafe { vdso::getcpu(to_cpu, to_node, ptr::null_mut()) };
    // SAFETY: the kernel writes one number to each, and nothing to the null pointer.
    let call = move || unsafe { sys!(GETCPU, to_cpu, to_node, 0usize) };
    let done = vdso::or_call(answer, call);
    // SAFETY: the call succeeded, so the vDSO or the kernel has written both numbers.
    done.map(|()| unsafe { (cpu.assume_init(), node.assume_init()) })
}
