//! The `syscall` instruction.

/// `enter!(nr, a1, …)` returns the result.
macro_rules! enter {
    ($nr:expr $(, $a1:expr $(, $a2:expr $(, $a3:expr $(, $a4:expr $(, $a5:expr $(, $a6:expr)?)?)?)?)?)?) => {{
        let word: usize;
        // SAFETY: the arguments are the stage's; the instruction overwrites rcx and r11, and the
        // kernel overwrites rax.
        unsafe {
            std::arch::asm!(
                "syscall",
                inlateout("rax") $nr as usize => word,
                $(in("rdi") $a1 as usize,
                $(in("rsi") $a2 as usize,
                $(in("rdx") $a3 as usize,
                $(in("r10") $a4 as usize,
                $(in("r8") $a5 as usize,
                $(in("r9") $a6 as usize,)?)?)?)?)?)?
                out("rcx") _,
                out("r11") _,
                options(nostack),
            );
        }
        word
    }};
}

/// A 64-bit offset takes one register, like any other argument.
macro_rules! pread {
    ($fd:expr, $buf:expr, $len:expr, $offset:expr) => {
        enter!(libc::SYS_pread64, $fd, $buf, $len, $offset)
    };
}

macro_rules! mmap {
    ($len:expr, $prot:expr, $flags:expr, $fd:expr, $offset:expr) => {
        enter!(libc::SYS_mmap, 0, $len, $prot, $flags, $fd, $offset)
    };
}

pub(crate) use {enter, mmap, pread};

/// There is nothing to look up.
pub(crate) fn prepare() {}
