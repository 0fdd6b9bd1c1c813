//! `__kernel_vsyscall` and `int 0x80`, and the calls whose arguments are not those of the other target.

use std::arch::asm;
use std::ffi::c_void;

/// A call of `__kernel_vsyscall`.
#[derive(Clone, Copy, Debug)]
pub struct Entry(usize);

/// `int 0x80`.
#[derive(Clone, Copy, Debug)]
pub struct Int80;

/// The fastest way in.
///
/// # Errors
///
/// The kernel gave no address of `__kernel_vsyscall`.
pub fn fast() -> Result<Entry, String> {
    const AT_SYSINFO: libc::c_ulong = 32;
    // SAFETY: reads the auxiliary vector.
    match unsafe { libc::getauxval(AT_SYSINFO) } {
        0 => Err("the kernel gave no AT_SYSINFO".into()),
        address => Ok(Entry(address as usize)),
    }
}

macro_rules! calls {
    ($($name:ident($($register:tt $arg:ident),*);)*) => {
        impl Entry {$(
            /// A system call.
            ///
            /// # Safety
            ///
            /// What the call does is the caller's.
            #[inline(always)]
            pub unsafe fn $name(self, nr: i32 $(, $arg: usize)*) -> usize {
                let word: usize;
                // SAFETY: the kernel changes eax and flags.
                unsafe {
                    asm!(
                        "call {callee}",
                        callee = in(reg) self.0,
                        inlateout("eax") nr => word,
                        $(in($register) $arg,)*
                    );
                }
                word
            }
        )*}

        impl Int80 {$(
            /// A system call.
            ///
            /// # Safety
            ///
            /// What the call does is the caller's.
            #[inline(always)]
            pub unsafe fn $name(self, nr: i32 $(, $arg: usize)*) -> usize {
                let word: usize;
                // SAFETY: the kernel changes eax.
                unsafe {
                    asm!(
                        "int 0x80",
                        inlateout("eax") nr => word,
                        $(in($register) $arg,)*
                        options(nostack),
                    );
                }
                word
            }
        )*}
    };
}

calls! {
    call0();
    call1("ebx" a1);
    call2("ebx" a1, "ecx" a2);
    call3("ebx" a1, "ecx" a2, "edx" a3);
}

// esi and ebp are the compiler's: from the fourth argument on they are saved on the stack.
macro_rules! long_calls {
    ($($way:ident $four:literal $five:literal;)*) => {$(
        impl $way {
            /// A system call.
            ///
            /// # Safety
            ///
            /// What the call does is the caller's.
            #[inline(always)]
            pub unsafe fn call4(self, nr: i32, a1: usize, a2: usize, a3: usize, a4: usize) -> usize {
                let word: usize;
                // SAFETY: the kernel changes eax and flags. `a4` is esi or ebp: every other register is taken.
                unsafe {
                    asm!(
                        "push esi",
                        "mov esi, {a4}",
                        $four,
                        "pop esi",
                        a4 = in(reg) a4,
                        inlateout("eax") nr => word,
                        in("ebx") a1,
                        in("ecx") a2,
                        in("edx") a3,
                        in("edi") self.address(),
                    );
                }
                word
            }

            /// A system call.
            ///
            /// # Safety
            ///
            /// What the call does is the caller's.
            #[inline(always)]
            pub unsafe fn call5(
                self, nr: i32, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize,
            ) -> usize {
                let block = [self.address(), nr as usize, a4];
                let word: usize;
                // SAFETY: the kernel changes eax and flags.
                unsafe {
                    asm!(
                        "push esi",
                        "push dword ptr [eax]",
                        "mov esi, [eax + 8]",
                        "mov eax, [eax + 4]",
                        $five,
                        "pop esi",
                        "pop esi",
                        inlateout("eax") &raw const block => word,
                        in("ebx") a1,
                        in("ecx") a2,
                        in("edx") a3,
                        in("edi") a5,
                    );
                }
                word
            }

            /// A system call.
            ///
            /// # Safety
            ///
            /// What the call does is the caller's.
            #[inline(always)]
            #[expect(clippy::too_many_arguments, reason = "they are the kernel's")]
            pub unsafe fn call6(
                self, nr: i32, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, a6: usize,
            ) -> usize {
                let block = [self.address(), nr as usize, a4, a6];
                let word: usize;
                // SAFETY: the kernel changes eax and flags.
                unsafe {
                    asm!(
                        "push ebp",
                        "push esi",
                        "push dword ptr [eax]",
                        "mov esi, [eax + 8]",
                        "mov ebp, [eax + 12]",
                        "mov eax, [eax + 4]",
                        $five,
                        "pop esi",
                        "pop esi",
                        "pop ebp",
                        inlateout("eax") &raw const block => word,
                        in("ebx") a1,
                        in("ecx") a2,
                        in("edx") a3,
                        in("edi") a5,
                    );
                }
                word
            }
        }
    )*};
}

long_calls! {
    Entry "call edi" "call [esp]";
    Int80 "int 0x80" "int 0x80";
}

/// The number of `fcntl` with 64-bit offsets.
pub const FCNTL: i32 = libc::SYS_fcntl64;
/// The number of `clock_gettime` with 64-bit times.
pub const CLOCK_GETTIME: i32 = 403;
/// The number of `clock_getres` with 64-bit times.
pub const CLOCK_GETRES: i32 = 406;

impl Int80 {
    #[inline(always)]
    fn address(self) -> usize {
        0
    }
}

impl Entry {
    #[inline(always)]
    fn address(self) -> usize {
        self.0
    }

    /// `pread` of one byte.
    ///
    /// # Safety
    ///
    /// `byte` may be written.
    #[inline(always)]
    pub unsafe fn pread(self, fd: i32, byte: *mut u8, offset: u64) -> usize {
        let (low, high) = (offset as usize, (offset >> 32) as usize);
        // SAFETY: the kernel writes the byte.
        unsafe { self.call5(libc::SYS_pread64, fd as usize, byte as usize, 1, low, high) }
    }

    /// `_llseek` from the start.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn lseek(self, fd: i32, offset: u64) -> u64 {
        let mut position = 0_u64;
        let (low, high) = (offset as usize, (offset >> 32) as usize);
        let to = &raw mut position as usize;
        // SAFETY: the kernel writes the position.
        let word = unsafe { self.call5(libc::SYS__llseek, fd as usize, high, low, to, 0) };
        match word {
            0 => position,
            _ => 0,
        }
    }

    /// The size of a file, by the call that trapgate's `fstat` makes.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn fstat(self, fd: i32) -> u64 {
        const AT_EMPTY_PATH: usize = 0x1000;
        const STATX_BASIC_STATS: usize = 0x7ff;
        // What stands at byte 40 is the size.
        let mut statx = std::mem::MaybeUninit::<[u64; 32]>::uninit();
        let (path, to) = (c"".as_ptr() as usize, statx.as_mut_ptr() as usize);
        // SAFETY: the kernel reads an empty string and writes 256 bytes.
        let word =
            unsafe { self.call5(383, fd as usize, path, AT_EMPTY_PATH, STATX_BASIC_STATS, to) };
        match word {
            // SAFETY: it has.
            0 => (unsafe { statx.assume_init_ref() })[5],
            _ => 0,
        }
    }

    /// `mmap2` of a page that can be read.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn mmap(self) -> *mut c_void {
        let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as usize;
        // SAFETY: new memory.
        let word = unsafe { self.call6(libc::SYS_mmap2, 0, 4096, 1, flags, usize::MAX, 0) };
        word as *mut c_void
    }
}
