//! One pointer for each function of the vDSO that is called here.
//!
//! A slot begins at its own resolver, which takes the call in hand: it finds the function, publishes it, and goes on with
//! the call. So a call loads the pointer and goes; nothing asks whether the vDSO is there. A function that is missing
//! becomes one that answers -ENOSYS, as the vDSO itself does where it knows no better.
//!
//! Resolvers may run on many threads and in signal handlers at once: they find the same. They publish by compare-exchange
//! from their own address, so that none of them undoes a [`disable`].

use core::ffi::{c_int, c_long};
use core::mem::transmute;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use super::find;
use crate::arch::{self, Gate, vdso};
use crate::auxv;
use crate::errno::{Errno, Result};
use crate::sys::Decode;
use crate::types::time::{Timespec, Timeval};

/// What a function answers that the vDSO lacks.
const ENOSYS: c_int = -38;

/// What becomes of an answer. 0 is success; -ENOSYS goes on to the system call; every other one is final: the vDSO has
/// asked the kernel itself.
#[inline]
pub(crate) fn or_call<T>(answer: impl Into<c_long>, call: impl FnOnce() -> Result<T>) -> Result<T>
where
    Result<T>: Decode,
{
    // SAFETY: what the system call of the same name would answer.
    match unsafe { Result::decode(answer.into() as usize) } {
        Err(errno) => refused(errno, call),
        done => done,
    }
}

/// Behind a call, so that a success costs the test for an error and no other: the compiler would make one of both, with
/// -ENOSYS first.
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
    ($($(#[$meta:meta])* $name:ident($($arg:ident: $type:ty),*) -> $answer:ty = $symbol:ident;)*) => {
        $($(#[$meta])*
        ///
        /// # Safety
        ///
        /// - Each pointer is null where the vDSO takes null, or may be written to.
        #[inline]
        pub(crate) unsafe fn $name($($arg: $type),*) -> $answer {
            let target = $name::SLOT.load(Relaxed);
            // SAFETY: the slot holds the resolver, the function that stands for a missing one, or the kernel's, and all
            // of them have this type.
            let function = unsafe { transmute::<*mut (), $name::Function>(target) };
            // SAFETY: the caller vouches for the pointers.
            unsafe { function($($arg),*) }
        }

        mod $name {
            use super::*;

            pub(super) type Function = unsafe extern "C" fn($($type),*) -> $answer;

            pub(super) static SLOT: AtomicPtr<()> = AtomicPtr::new(RESOLVE);
            pub(super) const RESOLVE: *mut () = resolve as *mut ();
            pub(super) const MISSING: *mut () = missing as *mut ();

            /// The slot's first target.
            #[cold]
            unsafe extern "C" fn resolve($($arg: $type),*) -> $answer {
                let found = find(vdso::$symbol).unwrap_or(MISSING);
                let target = match SLOT.compare_exchange(RESOLVE, found, Relaxed, Relaxed) {
                    Ok(_) => found,
                    // Another resolver was first, or `disable` was.
                    Err(published) => published,
                };
                // SAFETY: the kernel's function of this type, or the one that stands for it.
                let function = unsafe { transmute::<*mut (), Function>(target) };
                // SAFETY: the arguments are handed on as they came.
                unsafe { function($($arg),*) }
            }

            /// What stands for a function that the vDSO lacks.
            unsafe extern "C" fn missing($(_: $type),*) -> $answer {
                ENOSYS.into()
            }
        })*

        /// Makes every later call of the process a system call, and on i686 every system call an `int 0x80`: for sandboxes
        /// that watch system calls, for record and replay, for a process that is about to move or unmap its vDSO.
        ///
        /// When this function returns, no later call of this crate reads the image or jumps into it. Calls that are under
        /// way in other threads may still do either. None of them undoes this, except an [`enable`], which takes effect
        /// when it returns, even if it began before.
        ///
        /// Functions that look for the image later no longer rely on the auxiliary vector, which keeps the address of an
        /// image that has been moved or unmapped. They read `/proc/self/maps`, by an `openat`, `read`s and a `close`: if
        /// the list does not show the vDSO at that address, or cannot be read, there is none. These functions are
        /// [`enable`], [`Vdso::current`](crate::vdso::Vdso::current), [`raw::set_gate`](crate::raw::set_gate), and
        /// [`sysinfo`](crate::auxv::Auxv::sysinfo) and [`sysinfo_ehdr`](crate::auxv::Auxv::sysinfo_ehdr) of the vector.
        ///
        /// Before the process moves or unmaps the image, it must call this while no [`enable`] is under way in another
        /// thread or below a signal handler, and wait until every call that began before has returned. It must not use a
        /// [`Vdso`](crate::vdso::Vdso), or an address from one, that it got before.
        #[inline]
        pub fn disable() {
            auxv::doubt();
            // SAFETY: `int 0x80` has no duties. A target without a gate refuses, and has nothing to change.
            let _ = unsafe { arch::set_gate(Gate::Int80) };
            $($name::SLOT.store($name::MISSING, Relaxed);)*
        }

        /// Makes later calls look for the vDSO again, and on i686 makes the gate lead to `__kernel_vsyscall` again, whoever
        /// has changed it.
        ///
        /// If the image is no longer where the kernel put it at exec, or if that cannot be found out, every call stays a
        /// system call, and the gate stays as it is. [`disable`] says how the image is looked for.
        #[inline]
        pub fn enable() {
            // SAFETY: `set_gate` changes the gate only if the image is there, and whoever unmaps it calls `disable` first,
            // while this is not under way.
            // A target without a gate refuses, and has nothing to change.
            let _ = unsafe { arch::set_gate(Gate::Vsyscall) };
            $($name::SLOT.store($name::RESOLVE, Relaxed);)*
        }
    };
}

slots! {
    /// `clock_gettime`: 0, or -errno.
    clock_gettime(clock: c_int, time: *mut Timespec) -> c_int = CLOCK_GETTIME;
    /// `clock_getres`: 0, or -errno.
    clock_getres(clock: c_int, resolution: *mut Timespec) -> c_int = CLOCK_GETRES;
    /// `gettimeofday`: 0, or -errno.
    gettimeofday(time: *mut Timeval, zone: *mut [c_int; 2]) -> c_int = GETTIMEOFDAY;
    /// `time`: seconds, or -errno.
    time(time: *mut c_long) -> c_long = TIME;
    /// `getcpu`: 0, or -errno.
    getcpu(cpu: *mut u32, node: *mut u32, cache: *mut ()) -> c_long = GETCPU;
}
