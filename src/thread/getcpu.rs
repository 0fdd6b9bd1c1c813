//! `getcpu(2)`.

use core::mem::MaybeUninit;
use core::ptr;

use crate::errno::Result;
use crate::sys::sys;
use crate::vdso;

/// `getcpu(2)`: the processor and the NUMA node that this thread ran on a moment ago.
///
/// Calls the vDSO and, where that lacks the function, makes the system call.
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
    // SAFETY: the vDSO writes one number to each, and nothing at null.
    let answer = unsafe { vdso::getcpu(to_cpu, to_node, ptr::null_mut()) };
    // SAFETY: the kernel writes one number to each, and nothing at null.
    let call = move || unsafe { sys!(GETCPU, to_cpu, to_node, 0usize) };
    let done = vdso::or_call(answer, call);
    // SAFETY: after a success either has.
    done.map(|()| unsafe { (cpu.assume_init(), node.assume_init()) })
}
