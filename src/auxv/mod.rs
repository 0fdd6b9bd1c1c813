//! The auxiliary vector: what the kernel passes to a program at `execve`.
//!
//! [`Auxv::current`] finds the vector in the first of these places that has it:
//!
//! 1. The stack that `_start` was given, in a program that starts with `entry!`. This makes no
//!    system call.
//! 2. libc's `getauxval`, in a program that contains it. It knows what a supervisor such as
//!    Valgrind has hidden.
//! 3. `prctl(PR_GET_AUXV)`, with one system call for each question (Linux 6.4).
//! 4. `/proc/self/auxv`, with an `openat`, one or more `read`s and a `close` for each question.
//! 5. Nowhere. Every question returns `None`, and [`Auxv::is_known`] returns `false`.
//!
//! Any entry may be absent, and this crate relies on none. The last case does occur: a program with
//! file capabilities cannot open its own `/proc/self/auxv`, and a seccomp filter or a kernel before
//! Linux 6.4 rejects the `prctl`. What is unknown is `None`, never "no".
//!
//! ```
//! use trapgate::auxv::Auxv;
//!
//! let auxv = Auxv::current();
//! if auxv.is_known() {
//!     assert_eq!(auxv.page_size(), Some(4096));
//! }
//! // A program that cannot find out does not trust its environment.
//! let trusted = auxv.secure() == Some(false);
//! # let _ = trusted;
//! ```

mod mapped;
mod source;

use core::ffi::CStr;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use crate::types::id::{Gid, Uid};
use crate::types::{c_names, string};
pub(crate) use mapped::doubt;
use source::Source;

/// The type of an entry (`a_type`, the `AT_` names of `getauxval(3)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Type(usize);

macro_rules! types {
    (impl Type { $($(#[$doc:meta])* const $name:ident ($c:literal) = $number:literal;)* }) => {
        impl Type {
            c_names! { Self: $($(#[$doc])* const $name ($c) = $number;)* }

            /// Returns the C name without `AT_`, or `None` for a type that this crate does not
            /// know.
            #[inline]
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($number => Some(stringify!($name)),)*
                    _ => None,
                }
            }
        }
    };
}

types! {
    impl Type {
        /// The descriptor of the program, for an interpreter.
        const EXECFD ("AT_EXECFD") = 2;
        /// The address of the program headers.
        const PHDR ("AT_PHDR") = 3;
        /// The size of a program header, in bytes.
        const PHENT ("AT_PHENT") = 4;
        /// The number of program headers.
        const PHNUM ("AT_PHNUM") = 5;
        /// The size of a page, in bytes.
        const PAGESZ ("AT_PAGESZ") = 6;
        /// The address at which the interpreter was loaded.
        const BASE ("AT_BASE") = 7;
        /// Flags. Bit 0 is set if `binfmt_misc` has preserved `argv[0]` (Linux 5.12).
        const FLAGS ("AT_FLAGS") = 8;
        /// The address of the entry point.
        const ENTRY ("AT_ENTRY") = 9;
        /// Whether the program is not an ELF file.
        const NOTELF ("AT_NOTELF") = 10;
        /// The real user id.
        const UID ("AT_UID") = 11;
        /// The effective user id.
        const EUID ("AT_EUID") = 12;
        /// The real group id.
        const GID ("AT_GID") = 13;
        /// The effective group id.
        const EGID ("AT_EGID") = 14;
        /// The address of the name of the platform.
        const PLATFORM ("AT_PLATFORM") = 15;
        /// Capabilities of the processor: on x86 the EDX word of `cpuid` leaf 1.
        const HWCAP ("AT_HWCAP") = 16;
        /// The number of ticks per second, the unit of `times`.
        const CLKTCK ("AT_CLKTCK") = 17;
        /// Whether the program runs with privileges that its caller lacks.
        const SECURE ("AT_SECURE") = 23;
        /// The address of the name of the base platform.
        const BASE_PLATFORM ("AT_BASE_PLATFORM") = 24;
        /// The address of 16 random bytes.
        const RANDOM ("AT_RANDOM") = 25;
        /// More capabilities of the processor.
        const HWCAP2 ("AT_HWCAP2") = 26;
        /// The size of the part of `struct rseq` that the kernel uses, in bytes.
        const RSEQ_FEATURE_SIZE ("AT_RSEQ_FEATURE_SIZE") = 27;
        /// The alignment that a `struct rseq` must have, in bytes.
        const RSEQ_ALIGN ("AT_RSEQ_ALIGN") = 28;
        /// Still more capabilities of the processor.
        const HWCAP3 ("AT_HWCAP3") = 29;
        /// Still more capabilities of the processor.
        const HWCAP4 ("AT_HWCAP4") = 30;
        /// The address of the file name that was passed to `execve`.
        const EXECFN ("AT_EXECFN") = 31;
        /// The address of `__kernel_vsyscall` (i686).
        const SYSINFO ("AT_SYSINFO") = 32;
        /// The address of the vDSO's ELF header.
        const SYSINFO_EHDR ("AT_SYSINFO_EHDR") = 33;
        /// The size that a signal frame may need, in bytes.
        const MINSIGSTKSZ ("AT_MINSIGSTKSZ") = 51;
    }
}

impl Type {
    /// Returns the type with this number.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: usize) -> Self {
        Self(raw)
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> usize {
        self.0
    }
}

/// The last type that [`Auxv::iter`] looks for. The kernel's last one is 51.
const LAST: usize = 63;

/// The auxiliary vector of this process: a handle to the place where it was found.
#[derive(Clone, Copy, Debug)]
pub struct Auxv(Source);

// SAFETY: the vector on the stack is only read, and stays there until the process ends.
unsafe impl Send for Auxv {}
// SAFETY: as for `Send`.
unsafe impl Sync for Auxv {}

impl Auxv {
    /// Finds the vector. This may make system calls, as [the module's page](self) lists.
    #[inline]
    #[must_use]
    pub fn current() -> Self {
        match started() {
            // SAFETY: `remember` stored this address, and its caller guaranteed that it is the
            // initial stack.
            Some(stack) => unsafe { Self::from_initial_stack(stack.as_ptr()) },
            None => Self::foreign(),
        }
    }

    /// Finds the vector of a program whose `_start` is not this crate's.
    #[inline]
    pub(crate) fn foreign() -> Self {
        Self(Source::find())
    }

    /// Finds the vector on the initial stack.
    ///
    /// # Safety
    ///
    /// - `stack` must be the initial stack of the process, and its addresses and its vector must
    ///   never be written again.
    #[inline]
    pub(crate) unsafe fn from_initial_stack(stack: *const usize) -> Self {
        // SAFETY: the first word is the number of arguments. Their addresses follow, then null, the
        // addresses of the environment strings, null, and the vector.
        unsafe {
            let mut word = stack.add(*stack + 2);
            while *word != 0 {
                word = word.add(1);
            }
            Self(Source::Stack(word.add(1).cast()))
        }
    }

    /// Returns whether the vector can be read. If it cannot, `None` means that an entry is unknown,
    /// not that it is absent.
    #[inline]
    #[must_use]
    pub fn is_known(self) -> bool {
        matches!(self.0, Source::Stack(_) | Source::Libc(_)) || self.get(Type::PAGESZ).is_some()
    }

    /// Returns the value of an entry. The result is `None` if the vector has no such entry, and
    /// also if the vector cannot be read; [`is_known`](Self::is_known) distinguishes the two.
    ///
    /// libc's `getauxval` returns 0 both for an absent entry and for a value of 0. Through libc,
    /// both are `None`.
    #[inline]
    #[must_use]
    pub fn get(self, key: Type) -> Option<usize> {
        self.0.get(key)
    }

    /// Returns every entry that the vector has, in the order of the types' numbers.
    ///
    /// This looks for each type from 1 to 63 in turn. If the vector is read by system calls, they
    /// are made again for each type.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (Type, usize)> {
        (1..=LAST).filter_map(move |number| Some((Type(number), self.get(Type(number))?)))
    }

    /// Returns the size of a page, in bytes.
    #[inline]
    #[must_use]
    pub fn page_size(self) -> Option<usize> {
        self.get(Type::PAGESZ)
    }

    /// Returns the number of ticks per second, the unit of `times`.
    #[inline]
    #[must_use]
    pub fn clock_tick(self) -> Option<usize> {
        self.get(Type::CLKTCK)
    }

    /// Returns the capabilities of the processor, or `None` if the vector cannot be read.
    ///
    /// Old kernels do not write this entry. If it is absent, the result is `Some(0)` if the vector
    /// is on the stack or in libc, and `None` otherwise.
    #[inline]
    #[must_use]
    pub fn hwcap(self) -> Option<usize> {
        self.bits(Type::HWCAP)
    }

    /// Returns more capabilities of the processor, or `None` as [`hwcap`](Self::hwcap) does.
    #[inline]
    #[must_use]
    pub fn hwcap2(self) -> Option<usize> {
        self.bits(Type::HWCAP2)
    }

    /// Returns an entry that is a set of bits. An absent entry has none of them, but if each
    /// question reads the vector anew, `None` may also mean that this one could not read it.
    #[inline]
    fn bits(self, key: Type) -> Option<usize> {
        let bits = self.get(key);
        match self.0 {
            Source::Stack(_) | Source::Libc(_) => Some(bits.unwrap_or_default()),
            Source::Kernel | Source::File | Source::Nowhere => bits,
        }
    }

    /// Returns whether the program runs with privileges that its caller lacks (set-user-ID,
    /// capabilities). If so, the environment cannot be trusted.
    ///
    /// The result is `None` if it is unknown: the vector cannot be read, or lacks this entry, which
    /// every kernel writes. A program that asks in order to protect itself must treat `None` like
    /// `Some(true)`. Through libc, an absent entry is the same as a zero, so the result is
    /// `Some(false)`.
    #[inline]
    #[must_use]
    pub fn secure(self) -> Option<bool> {
        match self.0 {
            Source::Libc(_) => Some(self.get(Type::SECURE).is_some()),
            _ => self.get(Type::SECURE).map(|secure| secure != 0),
        }
    }

    /// Returns the real user id at `execve`.
    ///
    /// libc hides a zero, so through libc the result is `None` for root.
    /// [`process::getuid`](crate::process::getuid) returns the id in every program.
    #[inline]
    #[must_use]
    pub fn uid(self) -> Option<Uid> {
        self.get(Type::UID).map(|id| Uid::from_raw(id as u32))
    }

    /// Returns the effective user id at `execve`, or `None` as [`uid`](Self::uid) does.
    #[inline]
    #[must_use]
    pub fn euid(self) -> Option<Uid> {
        self.get(Type::EUID).map(|id| Uid::from_raw(id as u32))
    }

    /// Returns the real group id at `execve`, or `None` as [`uid`](Self::uid) does.
    #[inline]
    #[must_use]
    pub fn gid(self) -> Option<Gid> {
        self.get(Type::GID).map(|id| Gid::from_raw(id as u32))
    }

    /// Returns the effective group id at `execve`, or `None` as [`uid`](Self::uid) does.
    #[inline]
    #[must_use]
    pub fn egid(self) -> Option<Gid> {
        self.get(Type::EGID).map(|id| Gid::from_raw(id as u32))
    }

    /// Returns the size that a signal frame may need on this processor, in bytes (Linux 5.14). An
    /// alternate signal stack needs this much, and what the handler itself uses.
    #[inline]
    #[must_use]
    pub fn minsigstksz(self) -> Option<usize> {
        self.get(Type::MINSIGSTKSZ)
    }

    /// Returns the 16 random bytes that the kernel generated for this `execve`.
    ///
    /// The result is also `None` if the vector came from the kernel or from a file. Under an
    /// emulator, that may be the emulator's own vector, with addresses that are not valid in this
    /// process.
    #[inline]
    #[must_use]
    pub fn random(self) -> Option<&'static [u8; 16]> {
        let address = self.own(Type::RANDOM)?;
        // SAFETY: the kernel or the supervisor that started the program put 16 bytes at this
        // address, above the stack, where they stay.
        Some(unsafe { &*ptr::with_exposed_provenance(address) })
    }

    /// Returns the file name that was passed to `execve`, or `None` as [`random`](Self::random)
    /// does.
    #[inline]
    #[must_use]
    pub fn execfn(self) -> Option<&'static CStr> {
        let address = self.own(Type::EXECFN)?;
        // SAFETY: the kernel or the supervisor that started the program put a string at this
        // address, above the stack, where it stays.
        Some(unsafe { string(ptr::with_exposed_provenance(address)) })
    }

    /// Returns the address of `__kernel_vsyscall`, on i686 only. The result is `None` if the vDSO
    /// is no longer mapped there.
    ///
    /// In a program that does not start with `entry!`, one `mincore` checks the page. After
    /// [`vdso::disable`](crate::vdso::disable), every program reads `/proc/self/maps` instead.
    #[inline]
    #[must_use]
    pub fn sysinfo(self) -> Option<usize> {
        self.mapped(Type::SYSINFO)
    }

    /// Returns the address of the vDSO's ELF header, or `None` as [`sysinfo`](Self::sysinfo) does.
    #[inline]
    #[must_use]
    pub fn sysinfo_ehdr(self) -> Option<usize> {
        self.mapped(Type::SYSINFO_EHDR)
    }

    /// Returns an address, if it is known to be valid in this process and is not zero.
    #[inline]
    pub(crate) fn own(self, key: Type) -> Option<usize> {
        match self.0 {
            Source::Stack(_) | Source::Libc(_) => self.get(key).filter(|&address| address != 0),
            Source::Kernel | Source::File | Source::Nowhere => None,
        }
    }

    /// Returns an address in the vDSO, if the vDSO is still mapped there.
    #[inline]
    fn mapped(self, key: Type) -> Option<usize> {
        let started = matches!(self.0, Source::Stack(_));
        let address = self.get(key).filter(|&address| address != 0)?;
        mapped::is_mapped(address, started).then_some(address)
    }
}

/// The stack that `_start` was given. Null in a program whose `_start` is not this crate's.
static STACK: AtomicPtr<usize> = AtomicPtr::new(ptr::null_mut());

/// Stores the stack that `_start` was given.
///
/// # Safety
///
/// - The duties of [`Auxv::from_initial_stack`] apply, until the process ends.
#[cfg(feature = "start")]
#[inline]
pub(crate) unsafe fn remember(stack: *const usize) {
    STACK.store(stack.cast_mut(), Relaxed);
}

/// Returns the stack that `_start` was given, if `_start` is this crate's.
#[inline]
pub(crate) fn started() -> Option<NonNull<usize>> {
    NonNull::new(STACK.load(Relaxed))
}
