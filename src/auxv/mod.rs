//! The auxiliary vector: what the kernel tells a program at exec.
//!
//! [`Auxv::current`] finds it in this order:
//!
//! 1. the stack that `_start` was given, in a program that starts with `entry!`: no system call;
//! 2. libc's `getauxval`, in a program that has one: it knows what a supervisor such as Valgrind has hidden;
//! 3. `prctl(PR_GET_AUXV)`: one system call for each question (Linux 6.4);
//! 4. `/proc/self/auxv`: an `openat`, one or more `read`s and a `close` for each question;
//! 5. nowhere: each question is answered with `None`, and [`Auxv::is_known`] with `false`.
//!
//! Any entry may be absent, and none is relied upon. The last case is real: under a filter that refuses `prctl`, or before
//! Linux 6.4, a program that has capabilities from its file cannot read its own `/proc/self/auxv` either. What is unknown is
//! `None`, never "no".

mod mapped;
mod source;

use core::ffi::CStr;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use crate::types::id::{Gid, Uid};
use crate::types::{c_names, string};
pub(crate) use mapped::doubt;
use source::Source;

/// What an entry is about (`a_type`, the `AT_` names of `getauxval(3)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Type(usize);

macro_rules! types {
    (impl Type { $($(#[$doc:meta])* const $name:ident ($c:literal) = $number:literal;)* }) => {
        impl Type {
            c_names! { Self: $($(#[$doc])* const $name ($c) = $number;)* }

            /// The name without `AT_`, `None` for a type that this crate does not know.
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
        /// Descriptor of the program, for an interpreter.
        const EXECFD ("AT_EXECFD") = 2;
        /// Address of the program headers.
        const PHDR ("AT_PHDR") = 3;
        /// Bytes in one program header.
        const PHENT ("AT_PHENT") = 4;
        /// Number of program headers.
        const PHNUM ("AT_PHNUM") = 5;
        /// Bytes in a page.
        const PAGESZ ("AT_PAGESZ") = 6;
        /// Address where the interpreter was loaded.
        const BASE ("AT_BASE") = 7;
        /// Flags; always 0.
        const FLAGS ("AT_FLAGS") = 8;
        /// Address of the entry point.
        const ENTRY ("AT_ENTRY") = 9;
        /// Whether the program is not an ELF file.
        const NOTELF ("AT_NOTELF") = 10;
        /// Real user id.
        const UID ("AT_UID") = 11;
        /// Effective user id.
        const EUID ("AT_EUID") = 12;
        /// Real group id.
        const GID ("AT_GID") = 13;
        /// Effective group id.
        const EGID ("AT_EGID") = 14;
        /// Address of the name of the platform.
        const PLATFORM ("AT_PLATFORM") = 15;
        /// Capabilities of the processor: on x86 the EDX word of `cpuid` leaf 1.
        const HWCAP ("AT_HWCAP") = 16;
        /// Ticks in a second, the unit of `times`.
        const CLKTCK ("AT_CLKTCK") = 17;
        /// Whether the program runs with privileges that its caller lacks.
        const SECURE ("AT_SECURE") = 23;
        /// Address of the name of the base platform.
        const BASE_PLATFORM ("AT_BASE_PLATFORM") = 24;
        /// Address of 16 random bytes.
        const RANDOM ("AT_RANDOM") = 25;
        /// More capabilities of the processor.
        const HWCAP2 ("AT_HWCAP2") = 26;
        /// Bytes that a `struct rseq` may have.
        const RSEQ_FEATURE_SIZE ("AT_RSEQ_FEATURE_SIZE") = 27;
        /// Alignment that a `struct rseq` must have.
        const RSEQ_ALIGN ("AT_RSEQ_ALIGN") = 28;
        /// Still more capabilities of the processor.
        const HWCAP3 ("AT_HWCAP3") = 29;
        /// Still more capabilities of the processor.
        const HWCAP4 ("AT_HWCAP4") = 30;
        /// Address of the file name that was given to exec.
        const EXECFN ("AT_EXECFN") = 31;
        /// Address of `__kernel_vsyscall` (i686).
        const SYSINFO ("AT_SYSINFO") = 32;
        /// Address of the vDSO's ELF header.
        const SYSINFO_EHDR ("AT_SYSINFO_EHDR") = 33;
        /// Bytes that a signal frame needs at least.
        const MINSIGSTKSZ ("AT_MINSIGSTKSZ") = 51;
    }
}

impl Type {
    /// The type with this number.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: usize) -> Self {
        Self(raw)
    }

    /// The number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> usize {
        self.0
    }
}

/// The last type that [`Auxv::iter`] asks for. The kernel's is 51.
const LAST: usize = 63;

/// The auxiliary vector of this process: a handle to where it was found.
#[derive(Clone, Copy, Debug)]
pub struct Auxv(Source);

// SAFETY: the vector on the stack is only read, and stays as long as the process.
unsafe impl Send for Auxv {}
// SAFETY: as above.
unsafe impl Sync for Auxv {}

impl Auxv {
    /// Finds the vector.
    #[inline]
    #[must_use]
    pub fn current() -> Self {
        match started() {
            // SAFETY: `remember` took it as the initial stack.
            Some(stack) => unsafe { Self::on_stack(stack.as_ptr()) },
            None => Self::foreign(),
        }
    }

    /// Finds the vector of a program whose `_start` is not ours.
    #[inline]
    pub(crate) fn foreign() -> Self {
        Self(Source::find())
    }

    /// The vector on the stack that `_start` was given.
    ///
    /// # Safety
    ///
    /// - `stack` is the initial stack of the process, of which the addresses and the vector are never written again.
    #[inline]
    pub(crate) unsafe fn on_stack(stack: *const usize) -> Self {
        // SAFETY: the first word is the count of arguments, then follow their addresses, null, the addresses of the
        // environment, null, the vector.
        unsafe {
            let mut word = stack.add(*stack + 2);
            while *word != 0 {
                word = word.add(1);
            }
            Self(Source::Stack(word.add(1).cast()))
        }
    }

    /// Whether the vector can be read. If not, `None` means that an entry is unknown, not that it is absent.
    #[inline]
    #[must_use]
    pub fn is_known(self) -> bool {
        matches!(self.0, Source::Stack(_) | Source::Libc(_)) || self.get(Type::PAGESZ).is_some()
    }

    /// The value of an entry; `None` if the vector has no such entry, or if it cannot be read, which
    /// [`is_known`](Self::is_known) tells.
    ///
    /// libc does not tell an absent entry from a zero: there, zero is `None` as well.
    #[inline]
    #[must_use]
    pub fn get(self, key: Type) -> Option<usize> {
        self.0.get(key)
    }

    /// Every entry that is there, by type.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (Type, usize)> {
        (1..=LAST).filter_map(move |number| Some((Type(number), self.get(Type(number))?)))
    }

    /// Bytes in a page.
    #[inline]
    #[must_use]
    pub fn page_size(self) -> Option<usize> {
        self.get(Type::PAGESZ)
    }

    /// Ticks in a second, the unit of `times`.
    #[inline]
    #[must_use]
    pub fn clock_tick(self) -> Option<usize> {
        self.get(Type::CLKTCK)
    }

    /// Capabilities of the processor. `None` if the vector cannot be read. If it has no such entry, which old kernels do
    /// not write, that is no bit where `entry!` or libc has the vector, and `None` elsewhere.
    #[inline]
    #[must_use]
    pub fn hwcap(self) -> Option<usize> {
        self.bits(Type::HWCAP)
    }

    /// More capabilities of the processor; as [`hwcap`](Self::hwcap).
    #[inline]
    #[must_use]
    pub fn hwcap2(self) -> Option<usize> {
        self.bits(Type::HWCAP2)
    }

    /// Bits, of which an absent entry has none. A vector that is read anew by each question may have failed to be read by
    /// this one.
    #[inline]
    fn bits(self, key: Type) -> Option<usize> {
        let bits = self.get(key);
        match self.0 {
            Source::Stack(_) | Source::Libc(_) => Some(bits.unwrap_or_default()),
            Source::Kernel | Source::File | Source::Nowhere => bits,
        }
    }

    /// Whether the program runs with privileges that its caller lacks (set-user-id, capabilities): then the environment
    /// cannot be trusted.
    ///
    /// `None` means that this is unknown: the vector cannot be read, or has no such entry, which every kernel writes. A
    /// program that asks in order to protect itself must take `None` for `Some(true)`. Through libc, an absent entry
    /// cannot be told from a zero, and is `Some(false)`.
    #[inline]
    #[must_use]
    pub fn secure(self) -> Option<bool> {
        match self.0 {
            Source::Libc(_) => Some(self.get(Type::SECURE).is_some()),
            _ => self.get(Type::SECURE).map(|secure| secure != 0),
        }
    }

    /// Real user id at exec. libc hides a zero: root is `None` there, and [`process::getuid`](crate::process::getuid)
    /// tells.
    #[inline]
    #[must_use]
    pub fn uid(self) -> Option<Uid> {
        self.get(Type::UID).map(|id| Uid::from_raw(id as u32))
    }

    /// Effective user id at exec; `None` as for [`uid`](Self::uid).
    #[inline]
    #[must_use]
    pub fn euid(self) -> Option<Uid> {
        self.get(Type::EUID).map(|id| Uid::from_raw(id as u32))
    }

    /// Real group id at exec; `None` as for [`uid`](Self::uid).
    #[inline]
    #[must_use]
    pub fn gid(self) -> Option<Gid> {
        self.get(Type::GID).map(|id| Gid::from_raw(id as u32))
    }

    /// Effective group id at exec; `None` as for [`uid`](Self::uid).
    #[inline]
    #[must_use]
    pub fn egid(self) -> Option<Gid> {
        self.get(Type::EGID).map(|id| Gid::from_raw(id as u32))
    }

    /// Bytes that a signal frame needs at least on this processor (Linux 5.14).
    #[inline]
    #[must_use]
    pub fn minsigstksz(self) -> Option<usize> {
        self.get(Type::MINSIGSTKSZ)
    }

    /// The 16 bytes that the kernel made up for this exec.
    ///
    /// `None` also where the vector came from the kernel or a file: an emulator may show its own there, with addresses
    /// that are not this process's.
    #[inline]
    #[must_use]
    pub fn random(self) -> Option<&'static [u8; 16]> {
        let address = self.own(Type::RANDOM)?;
        // SAFETY: whoever started the program put 16 bytes at this address, above the stack, where they stay.
        Some(unsafe { &*ptr::with_exposed_provenance(address) })
    }

    /// The file name that was given to exec; `None` as for [`random`](Self::random).
    #[inline]
    #[must_use]
    pub fn execfn(self) -> Option<&'static CStr> {
        let address = self.own(Type::EXECFN)?;
        // SAFETY: whoever started the program put a string at this address, above the stack, where it stays.
        Some(unsafe { string(ptr::with_exposed_provenance(address)) })
    }

    /// Address of `__kernel_vsyscall`, on i686 only; `None` if the vDSO is no longer mapped there.
    ///
    /// One `mincore` asks for the page in a program that does not start with `entry!`. After
    /// [`vdso::disable`](crate::vdso::disable), `/proc/self/maps` is read in every program.
    #[inline]
    #[must_use]
    pub fn sysinfo(self) -> Option<usize> {
        self.mapped(Type::SYSINFO)
    }

    /// Address of the vDSO's ELF header; `None` as for [`sysinfo`](Self::sysinfo).
    #[inline]
    #[must_use]
    pub fn sysinfo_ehdr(self) -> Option<usize> {
        self.mapped(Type::SYSINFO_EHDR)
    }

    /// An address that is known to be this process's, and not zero.
    #[inline]
    pub(crate) fn own(self, key: Type) -> Option<usize> {
        match self.0 {
            Source::Stack(_) | Source::Libc(_) => self.get(key).filter(|&address| address != 0),
            Source::Kernel | Source::File | Source::Nowhere => None,
        }
    }

    /// An address in the vDSO, if that is still there.
    #[inline]
    fn mapped(self, key: Type) -> Option<usize> {
        let started = matches!(self.0, Source::Stack(_));
        let address = self.get(key).filter(|&address| address != 0)?;
        mapped::is_mapped(address, started).then_some(address)
    }
}

/// The stack that `_start` was given; null in a program whose `_start` is not ours.
static STACK: AtomicPtr<usize> = AtomicPtr::new(ptr::null_mut());

/// Remembers the stack that `_start` was given.
///
/// # Safety
///
/// - As [`Auxv::on_stack`].
#[cfg(feature = "start")]
#[inline]
pub(crate) unsafe fn remember(stack: *const usize) {
    STACK.store(stack.cast_mut(), Relaxed);
}

/// The stack that `_start` was given, in a program whose `_start` is ours.
#[inline]
pub(crate) fn started() -> Option<NonNull<usize>> {
    NonNull::new(STACK.load(Relaxed))
}
