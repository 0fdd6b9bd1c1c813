//! The auxiliary vector: what the kernel tells a program at exec.
//!
//! [`Auxv::current`] finds it in this order:
//!
//! 1. the stack that `_start` was given, in a program that starts with `entry!`: no system call;
//! 2. libc's `getauxval`, in a program that has one: it knows what a supervisor such as Valgrind has hidden;
//! 3. `prctl(PR_GET_AUXV)`: one system call for each question (Linux 6.4);
//! 4. `/proc/self/auxv`: an `openat`, one or more `read`s and a `close` for each question;
//! 5. nowhere: each question is answered with `None`.
//!
//! Any entry may be absent, and none is relied upon.

use core::ffi::{CStr, c_ulong};
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use crate::arch::{Getauxval, direct, getauxval};
use crate::arg::Arg as _;
use crate::raw::check;
use crate::sysno::nr;
use crate::types::id::{Gid, Uid};
use crate::types::string;

/// What an entry is about (`a_type`, the `AT_` names of `getauxval(3)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Type(usize);

macro_rules! types {
    ($($(#[$meta:meta])* $name:ident = $number:literal;)*) => {
        impl Type {
            $($(#[$meta])* pub const $name: Self = Self($number);)*

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
    /// Descriptor of the program, for an interpreter.
    EXECFD = 2;
    /// Address of the program headers.
    PHDR = 3;
    /// Bytes in one program header.
    PHENT = 4;
    /// Number of program headers.
    PHNUM = 5;
    /// Bytes in a page.
    PAGESZ = 6;
    /// Address where the interpreter was loaded.
    BASE = 7;
    /// Flags; always 0.
    FLAGS = 8;
    /// Address of the entry point.
    ENTRY = 9;
    /// Whether the program is not an ELF file.
    NOTELF = 10;
    /// Real user id.
    UID = 11;
    /// Effective user id.
    EUID = 12;
    /// Real group id.
    GID = 13;
    /// Effective group id.
    EGID = 14;
    /// Address of the name of the platform.
    PLATFORM = 15;
    /// Capabilities of the processor: on x86 the EDX word of `cpuid` leaf 1.
    HWCAP = 16;
    /// Ticks in a second, the unit of `times`.
    CLKTCK = 17;
    /// Whether the program runs with privileges that its caller lacks.
    SECURE = 23;
    /// Address of the name of the base platform.
    BASE_PLATFORM = 24;
    /// Address of 16 random bytes.
    RANDOM = 25;
    /// More capabilities of the processor.
    HWCAP2 = 26;
    /// Bytes that a `struct rseq` may have.
    RSEQ_FEATURE_SIZE = 27;
    /// Alignment that a `struct rseq` must have.
    RSEQ_ALIGN = 28;
    /// Still more capabilities of the processor.
    HWCAP3 = 29;
    /// Still more capabilities of the processor.
    HWCAP4 = 30;
    /// Address of the file name that was given to exec.
    EXECFN = 31;
    /// Address of `__kernel_vsyscall` (i686).
    SYSINFO = 32;
    /// Address of the vDSO's ELF header.
    SYSINFO_EHDR = 33;
    /// Bytes that a signal frame needs at least.
    MINSIGSTKSZ = 51;
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

/// `PR_GET_AUXV` of `include/uapi/linux/prctl.h`.
const PR_GET_AUXV: i32 = 0x4155_5856;

/// The auxiliary vector of this process: a handle to where it was found.
#[derive(Clone, Copy, Debug)]
pub struct Auxv(Source);

#[derive(Clone, Copy, Debug)]
enum Source {
    /// On the stack that `_start` was given. The vector stays there as long as the process.
    Stack(*const Pair),
    Libc(Getauxval),
    Kernel,
    File,
    Nowhere,
}

/// One entry: its type and its value.
type Pair = [usize; 2];

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
        Self(find())
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

    /// The value of an entry; `None` where the vector has no such entry.
    ///
    /// libc does not tell an absent entry from a zero: there, zero is `None` as well.
    #[inline]
    #[must_use]
    pub fn get(self, key: Type) -> Option<usize> {
        match self.0 {
            // SAFETY: `on_stack` alone makes a `Stack`, of the pairs that the kernel ended with AT_NULL.
            Source::Stack(first) => unsafe { scan(first, key) },
            Source::Libc(getauxval) => {
                // SAFETY: libc's function takes any number and changes nothing but errno.
                let value = unsafe { getauxval(key.0 as c_ulong) };
                if value == 0 {
                    None
                } else {
                    Some(value as usize)
                }
            }
            Source::Kernel => ask(key),
            Source::File => read(key),
            Source::Nowhere => None,
        }
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

    /// Capabilities of the processor; no bit where the entry is absent.
    #[inline]
    #[must_use]
    pub fn hwcap(self) -> usize {
        self.get(Type::HWCAP).unwrap_or(0)
    }

    /// More capabilities of the processor; no bit where the entry is absent.
    #[inline]
    #[must_use]
    pub fn hwcap2(self) -> usize {
        self.get(Type::HWCAP2).unwrap_or(0)
    }

    /// Whether the program runs with privileges that its caller lacks (set-user-id, capabilities): then the environment
    /// is not to be trusted.
    #[inline]
    #[must_use]
    pub fn secure(self) -> bool {
        self.get(Type::SECURE).unwrap_or(0) != 0
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

    /// Address of `__kernel_vsyscall`, on i686 only.
    #[inline]
    #[must_use]
    pub fn sysinfo(self) -> Option<usize> {
        self.mapped(Type::SYSINFO)
    }

    /// Address of the vDSO's ELF header.
    #[inline]
    #[must_use]
    pub fn sysinfo_ehdr(self) -> Option<usize> {
        self.mapped(Type::SYSINFO_EHDR)
    }

    /// An address that is known to be this process's, and not zero.
    #[inline]
    fn own(self, key: Type) -> Option<usize> {
        match self.0 {
            Source::Stack(_) | Source::Libc(_) => self.get(key).filter(|&address| address != 0),
            Source::Kernel | Source::File | Source::Nowhere => None,
        }
    }

    /// An address in the vDSO. Where `_start` was somebody else's, the vDSO may be unmapped since, by a supervisor or by
    /// the program: the page is asked for.
    #[inline]
    fn mapped(self, key: Type) -> Option<usize> {
        let address = self.get(key).filter(|&address| address != 0)?;
        let ours = matches!(self.0, Source::Stack(_));
        (ours || resident(address)).then_some(address)
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

/// Finds the vector of a program whose start was somebody else's.
fn find() -> Source {
    if let Some(getauxval) = getauxval() {
        return Source::Libc(getauxval);
    }
    // By `get`, as all who ask: so there is one copy of what it does.
    let mut sources = [Source::Kernel, Source::File].into_iter();
    let found = sources.find(|&source| Auxv(source).get(Type::PAGESZ).is_some());
    found.unwrap_or(Source::Nowhere)
}

/// Looks for an entry in pairs that end with AT_NULL.
///
/// # Safety
///
/// - `pair` is the first of a vector that ends with AT_NULL.
#[inline]
pub(crate) unsafe fn scan(mut pair: *const Pair, key: Type) -> Option<usize> {
    loop {
        // SAFETY: every pair up to AT_NULL may be read, and this is not behind it.
        let [number, value] = unsafe { *pair };
        if number == 0 {
            return None;
        }
        if number == key.0 {
            return Some(value);
        }
        // SAFETY: this was not AT_NULL, so that another one follows.
        pair = unsafe { pair.add(1) };
    }
}

/// Looks for an entry in the bytes that the kernel wrote to the front of a buffer.
fn scan_written(buffer: &Buffer, bytes: usize, key: Type) -> Option<usize> {
    let pairs = buffer.get(..bytes / size_of::<Pair>())?;
    for pair in pairs {
        // SAFETY: the kernel has written the first `bytes` bytes.
        let [number, value] = unsafe { pair.assume_init() };
        if number == 0 {
            return None;
        }
        if number == key.0 {
            return Some(value);
        }
    }
    None
}

/// Room for the whole vector. The kernel's has 28 pairs; a 32-bit process under a 64-bit kernel gets as many bytes, and
/// finds AT_NULL in their middle.
type Buffer = [MaybeUninit<Pair>; 64];

/// Asks the kernel. Enters it by the path that needs nothing, because the gate's first target asks too.
fn ask(key: Type) -> Option<usize> {
    let mut buffer: Buffer = [const { MaybeUninit::uninit() }; 64];
    let room = size_of::<Buffer>();
    // SAFETY: the kernel writes at most `room` bytes to the buffer.
    let word = unsafe {
        direct::syscall5(
            nr::PRCTL,
            PR_GET_AUXV.word(),
            buffer.as_mut_ptr().word(),
            room,
            0,
            0,
        )
    };
    // The answer is the vector's whole size, even where the buffer was shorter.
    let bytes = check(word).ok()?.min(room);
    scan_written(&buffer, bytes, key)
}

/// Reads `/proc/self/auxv`, by the same path.
fn read(key: Type) -> Option<usize> {
    let mut buffer: Buffer = [const { MaybeUninit::uninit() }; 64];
    let room = size_of::<Buffer>();
    let path = c"/proc/self/auxv".as_ptr().word();
    // SAFETY: the path is a string that ends with a nul byte.
    let word = unsafe { direct::syscall4(nr::OPENAT, CWD.word(), path, O_CLOEXEC.word(), 0) };
    let fd = check(word).ok()?;
    let mut bytes = 0;
    while bytes < room {
        let rest = buffer.as_mut_ptr().cast::<u8>().wrapping_add(bytes);
        // SAFETY: the kernel writes at most `room - bytes` bytes behind those that it has written.
        let word = unsafe { direct::syscall3(nr::READ, fd, rest.word(), room - bytes) };
        match check(word) {
            Ok(0) | Err(_) => break,
            Ok(more) => bytes += more,
        }
    }
    // SAFETY: the descriptor was opened here and is nobody else's.
    unsafe { direct::syscall1(nr::CLOSE, fd) };
    scan_written(&buffer, bytes, key)
}

/// Whether the page of an address is mapped.
fn resident(address: usize) -> bool {
    let mut state = 0u8;
    let page = address & !(PAGE - 1);
    // SAFETY: mincore writes one byte for one page, and refuses an address where nothing is mapped.
    let word = unsafe { direct::syscall3(nr::MINCORE, page, PAGE, (&raw mut state).word()) };
    word == 0
}

/// `AT_FDCWD`.
const CWD: i32 = -100;

/// `O_CLOEXEC` on x86.
const O_CLOEXEC: u32 = 0o2_000_000;

/// x86 has one size of page.
const PAGE: usize = 4096;
