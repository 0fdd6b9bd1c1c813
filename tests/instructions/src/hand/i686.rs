//! A call of `__kernel_vsyscall`, whose address the program has looked up before.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

pub(crate) static VSYSCALL: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn callee() -> usize {
    VSYSCALL.load(Relaxed)
}

/// Looks up the address.
pub(crate) fn prepare() {
    const AT_SYSINFO: libc::c_ulong = 32;
    // SAFETY: `getauxval` accepts any number.
    let address = unsafe { libc::getauxval(AT_SYSINFO) };
    VSYSCALL.store(address as usize, Relaxed);
}

/// `enter!(nr, a1, …)` returns the result.
macro_rules! enter {
    ($nr:expr $(, $a1:expr $(, $a2:expr $(, $a3:expr)?)?)?) => {{
        let word: usize;
        // SAFETY: the arguments are the stage's; the callee preserves every register except eax.
        unsafe {
            std::arch::asm!(
                "call {callee}",
                callee = in(reg) $crate::target::callee(),
                inlateout("eax") $nr as usize => word,
                $(in("ebx") $a1 as usize, $(in("ecx") $a2 as usize, $(in("edx") $a3 as usize,)?)?)?
            );
        }
        word
    }};
    ($nr:expr, $a1:expr, $a2:expr, $a3:expr, $a4:expr) => {{
        let word: usize;
        // SAFETY: as above; esi is saved and restored around the call.
        unsafe {
            std::arch::asm!(
                "xchg esi, {a4}",
                "call edi",
                "xchg esi, {a4}",
                a4 = in(reg) $a4 as usize,
                inlateout("eax") $nr as usize => word,
                in("ebx") $a1 as usize,
                in("ecx") $a2 as usize,
                in("edx") $a3 as usize,
                in("edi") $crate::target::callee(),
            );
        }
        word
    }};
    ($nr:expr, $a1:expr, $a2:expr, $a3:expr, $a4:expr, $a5:expr) => {{
        let block = [$crate::target::callee(), $nr as usize, $a4 as usize];
        let word: usize;
        // SAFETY: as above; esi is saved on the stack.
        unsafe {
            std::arch::asm!(
                "push esi",
                "push dword ptr [eax]",
                "mov esi, [eax + 8]",
                "mov eax, [eax + 4]",
                "call [esp]",
                "pop esi",
                "pop esi",
                inlateout("eax") block.as_ptr() => word,
                in("ebx") $a1 as usize,
                in("ecx") $a2 as usize,
                in("edx") $a3 as usize,
                in("edi") $a5 as usize,
            );
        }
        word
    }};
    ($nr:expr, $a1:expr, $a2:expr, $a3:expr, $a4:expr, $a5:expr, $a6:expr) => {{
        let block = [$crate::target::callee(), $nr as usize, $a4 as usize, $a6 as usize];
        let word: usize;
        // SAFETY: as above; esi and ebp are saved on the stack.
        unsafe {
            std::arch::asm!(
                "push ebp",
                "push esi",
                "push dword ptr [eax]",
                "mov esi, [eax + 8]",
                "mov ebp, [eax + 12]",
                "mov eax, [eax + 4]",
                "call [esp]",
                "pop esi",
                "pop esi",
                "pop ebp",
                inlateout("eax") block.as_ptr() => word,
                in("ebx") $a1 as usize,
                in("ecx") $a2 as usize,
                in("edx") $a3 as usize,
                in("edi") $a5 as usize,
            );
        }
        word
    }};
}

/// A 64-bit offset takes two registers, the low word first.
macro_rules! pread {
    ($fd:expr, $buf:expr, $len:expr, $offset:expr) => {
        enter!(libc::SYS_pread64, $fd, $buf, $len, $offset, $offset >> 32)
    };
}

/// The offset is in units of 4096 bytes.
macro_rules! mmap {
    ($len:expr, $prot:expr, $flags:expr, $fd:expr, $offset:expr) => {
        enter!(libc::SYS_mmap2, 0, $len, $prot, $flags, $fd, $offset >> 12)
    };
}

pub(crate) use {enter, mmap, pread};
