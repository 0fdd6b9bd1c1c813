//! The slots: one pointer for each function of the vDSO that this crate calls.
//!
//! A slot initially holds the address of its own resolver. The resolver finds the function, stores
//! its address in the slot and completes the call. So every call loads the pointer and calls it,
//! and none tests whether the vDSO is there. In place of a function that the vDSO lacks, the slot
//! holds one that returns -ENOSYS, as the vDSO's functions do for what they cannot handle.
//!
//! Several resolvers may run at once, on other threads and in signal handlers, and all find the
//! same function. They store it by compare-exchange, and only if the slot still holds the resolver,
//! so that none of them undoes a [`disable`].

use core::ffi::{c_int, c_long};
use core::mem::transmute;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::find;
use crate::arch::{self, Gate, vdso};
use crate::auxv;
use crate::errno::{Errno, Result};
use crate::sys::Decode;
use crate::types::time::{Timespec, Timeval};

/// The result of the function that stands for one that the vDSO lacks.
const ENOSYS: c_int = -38;

/// Decodes the result of a vDSO function, or makes the system call if that result is -ENOSYS.
///
/// Every other result is final: if a function cannot handle a request, it makes the system call
/// itself and returns the kernel's result.
#[inline]
pub(crate) fn or_call<T>(answer: impl Into<c_long>, call: impl FnOnce() -> Result<T>) -> Result<T>
where
    Result<T>: Decode,
{
    // SAFETY: the result has the form that the system call of the same name would return.
    match unsafe { Result::decode(answer.into() as usize) } {
        Err(errno) => refused(errno, call),
        done => done,
    }
}

/// Handles an error. This is a separate function so that a success costs only the test for an
/// error. If it were inlined, the compiler would merge the two tests and test for -ENOSYS first.
#[cold]
#[inline(never)]
fn refused<T>(errno: Errno, call: impl FnOnce() -> Result<T>) -> Result<T> {
    if errno == Errno::NOSYS {
        call()
    } else {
        Err(errno)
    }
}

macro_rules! slots {
    ($(
        $(#[$meta:meta])*
        $name:ident($($arg:ident: $type:ty),*) -> $answer:ty = $symbol:ident;
    )*) => {
        $($(#[$meta])*
        ///
        /// # Safety
        ///
        /// - Each pointer must be valid for writes. It may be null if the vDSO's function accepts
        ///   null.
        #[inline]
        pub(crate) unsafe fn $name($($arg: $type),*) -> $answer {
            let target = $name::SLOT.load(Relaxed);
            // SAFETY: the slot holds the resolver, `missing` or the kernel's function, and all of
            // them have this type.
            let function = unsafe { transmute::<*mut (), $name::Function>(target) };
            // SAFETY: the caller guarantees that the pointers are valid.
            unsafe { function($($arg),*) }
        }

        mod $name {
            use super::*;

            pub(super) type Function = unsafe extern "C" fn($($type),*) -> $answer;

            pub(super) static SLOT: AtomicPtr<()> = AtomicPtr::new(RESOLVE);
            pub(super) const RESOLVE: *mut () = resolve as *mut ();
            pub(super) const MISSING: *mut () = missing as *mut ();

            /// The initial target of the slot.
            #[cold]
            unsafe extern "C" fn resolve($($arg: $type),*) -> $answer {
                let found = find(vdso::$symbol).unwrap_or(MISSING);
                let target = match SLOT.compare_exchange(RESOLVE, found, Relaxed, Relaxed) {
                    Ok(_) => found,
                    // Another resolver or `disable` was first.
                    Err(published) => published,
                };
                // SAFETY: the target is `missing` or the kernel's function, and both have this
                // type.
                let function = unsafe { transmute::<*mut (), Function>(target) };
                // SAFETY: the arguments are the caller's, unchanged.
                unsafe { function($($arg),*) }
            }

            /// Stands for a function that the vDSO lacks.
            unsafe extern "C" fn missing($(_: $type),*) -> $answer {
                ENOSYS.into()
            }
        })*

        /// Makes every later call of the process a system call, and on i686 every system call an
        /// `int 0x80`.
        ///
        /// This is for sandboxes that watch system calls, for record and replay, and for a process
        /// that is about to move or unmap its vDSO.
        ///
        /// After this function has returned, no later call of this crate reads the image or jumps
        /// into it. Calls that are under way in other threads may still do so, but they do not undo
        /// this function's effect. Only an [`enable`] that returns later does, even if it began
        /// earlier.
        ///
        /// Functions that look for the image later no longer rely on the auxiliary vector, which
        /// keeps the address of an image that has been moved or unmapped. They read
        /// `/proc/self/maps` by an `openat`, `read`s and a `close`. If the list does not show the
        /// vDSO at that address, or cannot be read, they find no image. These functions are
        /// [`enable`], [`Vdso::current`](crate::vdso::Vdso::current),
        /// [`raw::set_gate`](crate::raw::set_gate), and the vector's
        /// [`sysinfo`](crate::auxv::Auxv::sysinfo) and
        /// [`sysinfo_ehdr`](crate::auxv::Auxv::sysinfo_ehdr).
        ///
        /// A process that moves or unmaps the image has these duties:
        ///
        /// - It must call this function first, while no [`enable`] is under way in another thread
        ///   or in the code that a signal handler interrupted.
        /// - It must then wait until every call that began earlier has returned.
        /// - It must not use a [`Vdso`](crate::vdso::Vdso) that it obtained earlier, nor an address
        ///   from one.
        #[inline]
        pub fn disable() {
            auxv::doubt();
            // SAFETY: `set_gate` has no duties for `int 0x80`. A target without a gate returns an
            // error, which is ignored because there is nothing to change.
            let _ = unsafe { arch::set_gate(Gate::Int80) };
            $($name::SLOT.store($name::MISSING, Relaxed);)*
        }

        /// Makes later calls look for the vDSO again, and on i686 makes the gate lead to
        /// `__kernel_vsyscall` again, whether [`disable`] or
        /// [`raw::set_gate`](crate::raw::set_gate) has changed it.
        ///
        /// If the image is no longer where the kernel put it at `execve`, or if that cannot be
        /// determined, every call remains a system call, and the gate remains as it is. [`disable`]
        /// describes how the image is found.
        #[inline]
        pub fn enable() {
            // SAFETY: `set_gate` changes the gate only if the image is mapped, and a process that
            // unmaps the image calls `disable` first, while no `enable` is under way. A target
            // without a gate returns an error, which is ignored because there is nothing to change.
            let _ = unsafe { arch::set_gate(Gate::Vsyscall) };
            $($name::SLOT.store($name::RESOLVE, Relaxed);)*
        }
    };
}

slots! {
    /// `clock_gettime`: returns 0 or -errno.
    clock_gettime(clock: c_int, time: *mut Timespec) -> c_int = CLOCK_GETTIME;
    /// `clock_getres`: returns 0 or -errno.
    clock_getres(clock: c_int, resolution: *mut Timespec) -> c_int = CLOCK_GETRES;
    /// `gettimeofday`: returns 0 or -errno.
    gettimeofday(time: *mut Timeval, zone: *mut [c_int; 2]) -> c_int = GETTIMEOFDAY;
    /// `time`: returns seconds or -errno.
    time(time: *mut c_long) -> c_long = TIME;
    /// `getcpu`: returns 0 or -errno.
    getcpu(cpu: *mut u32, node: *mut u32, cache: *mut ()) -> c_long = GETCPU;
}
