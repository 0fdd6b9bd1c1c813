//! `syscall`, and the calls whose arguments are not those of the other target.

use std::arch::asm;
use std::ffi::c_void;

/// The way in.
#[derive(Clone, Copy, Debug)]
pub struct Entry;

/// The fastest one.
///
/// # Errors
///
/// None here.
pub fn fast() -> Result<Entry, String> {
    Ok(Entry)
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
            #[allow(clippy::too_many_arguments, reason = "they are the kernel's")]
            pub unsafe fn $name(self, nr: i64 $(, $arg: usize)*) -> usize {
                let word: usize;
                // SAFETY: the kernel changes rax, rcx and r11.
                unsafe {
                    asm!(
                        "syscall",
                        inlateout("rax") nr => word,
                        $(in($register) $arg,)*
                        lateout("rcx") _,
                        lateout("r11") _,
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
    call1("rdi" a1);
    call2("rdi" a1, "rsi" a2);
    call3("rdi" a1, "rsi" a2, "rdx" a3);
    call4("rdi" a1, "rsi" a2, "rdx" a3, "r10" a4);
    call5("rdi" a1, "rsi" a2, "rdx" a3, "r10" a4, "r8" a5);
    call6("rdi" a1, "rsi" a2, "rdx" a3, "r10" a4, "r8" a5, "r9" a6);
}

/// The number of `fcntl`.
pub const FCNTL: i64 = libc::SYS_fcntl;
/// The number of `clock_gettime` with 64-bit times.
pub const CLOCK_GETTIME: i64 = libc::SYS_clock_gettime;
/// The number of `clock_getres` with 64-bit times.
pub const CLOCK_GETRES: i64 = libc::SYS_clock_getres;

impl Entry {
    /// `pread` of one byte.
    ///
    /// # Safety
    ///
    /// `byte` may be written.
    #[inline(always)]
    pub unsafe fn pread(self, fd: i32, byte: *mut u8, offset: u64) -> usize {
        let fd = fd as u32 as usize;
        // SAFETY: the kernel writes the byte.
        unsafe { self.call4(libc::SYS_pread64, fd, byte as usize, 1, offset as usize) }
    }

    /// `lseek` from the start.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn lseek(self, fd: i32, offset: u64) -> u64 {
        let fd = fd as u32 as usize;
        // SAFETY: touches no memory.
        super::checked(unsafe { self.call3(libc::SYS_lseek, fd, offset as usize, 0) }) as u64
    }

    /// The size of a file, by the call that trapgate's `fstat` makes.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn fstat(self, fd: i32) -> u64 {
        let mut stat = std::mem::MaybeUninit::<libc::stat>::uninit();
        let fd = fd as u32 as usize;
        // SAFETY: the kernel writes one `stat`.
        match unsafe { self.call2(libc::SYS_fstat, fd, stat.as_mut_ptr() as usize) } {
            // SAFETY: it has.
            0 => unsafe { stat.assume_init_ref() }.st_size as u64,
            _ => 0,
        }
    }

    /// `mmap` of a page that can be read.
    ///
    /// # Safety
    ///
    /// None.
    #[inline(always)]
    pub unsafe fn mmap(self) -> *mut c_void {
        let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as usize;
        // SAFETY: new memory.
        let word = unsafe { self.call6(libc::SYS_mmap, 0, 4096, 1, flags, usize::MAX, 0) };
        word as *mut c_void
    }
}
