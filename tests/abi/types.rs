//! The types that have constants, each with the kernel's names for them.

use bitflags::Flags;
use trapgate::auxv::Type as AuxvType;
use trapgate::event::{EventfdFlags, PipeFlags, PollFlags};
use trapgate::fs::{
    AtFlags, FileType, MemfdFlags, Mode, OpenFlags, ResolveFlags, StatxAttributes, StatxFlags,
};
use trapgate::io::{DupFlags, FallocateFlags, FdFlags, ReadWriteFlags, Request};
use trapgate::mm::{Advice, MapFlags, MremapFlags, ProtFlags};
use trapgate::process::{Dumpable, WaitFlags};
use trapgate::random::GetrandomFlags;
use trapgate::signal::Signal;
use trapgate::system::RebootCommand;
use trapgate::thread::FutexFlags;
use trapgate::time::{ClockId, TimerFlags};

pub(crate) struct Type {
    /// The name in `src/`.
    pub(crate) name: &'static str,
    /// The constants, as compiled.
    pub(crate) constants: Vec<(&'static str, u32)>,
    /// The module of `linux-raw-sys`.
    pub(crate) module: &'static str,
    /// The kernel's names, with `*` for this crate's.
    pub(crate) patterns: &'static [&'static str],
    /// What matches a pattern and is nothing of this type: a name, or its beginning and `*`.
    pub(crate) others: &'static [&'static str],
}

impl Type {
    /// The kernel's names that a constant may have.
    pub(crate) fn names(&self, constant: &str) -> Vec<String> {
        // A digit cannot begin a name in Rust.
        let constant = match constant.strip_prefix('_') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
            _ => constant,
        };
        let patterns = self.patterns.iter();
        patterns
            .map(|pattern| pattern.replace('*', constant))
            .collect()
    }

    /// Whether a name of the kernel's is one that this type should have.
    pub(crate) fn claims(&self, name: &str) -> bool {
        let matches = |pattern: &&str| match pattern.split_once('*') {
            Some((front, back)) => name.starts_with(front) && name.ends_with(back),
            None => name == *pattern,
        };
        self.patterns.iter().any(matches) && !self.others.iter().any(matches)
    }
}

/// The constants of a flag type.
fn bits<F>() -> Vec<(&'static str, u32)>
where
    F: Flags<Bits: Into<u64>>,
{
    let named = F::FLAGS.iter().filter(|flag| !flag.name().is_empty());
    named
        .map(|flag| {
            let bits: u64 = flag.value().bits().into();
            (flag.name(), bits.try_into().unwrap())
        })
        .collect()
}

macro_rules! types {
    ($($name:literal $constants:expr, $module:literal
       [$($pattern:literal)*] $(but [$($other:literal)*])?;)*) => {
        vec![$(Type {
            name: $name,
            constants: $constants,
            module: $module,
            patterns: &[$($pattern),*],
            others: &[$($($other),*)?],
        }),*]
    };
}

macro_rules! numbers {
    ($type:ident: $($name:ident)*) => {
        vec![$((stringify!($name), $type::$name.raw() as u32)),*]
    };
}

/// Every type. `but ["*"]` marks one that has only some of the names, by design.
pub(crate) fn types() -> Vec<Type> {
    types! {
        "AtFlags" bits::<AtFlags>(), "general" ["AT_*"]
            but ["AT_FDCWD" "AT_RENAME_*"];
        "DupFlags" bits::<DupFlags>(), "general" ["O_*"] but ["*"];
        "EventfdFlags" bits::<EventfdFlags>(), "general" ["EFD_*"];
        "FallocateFlags" bits::<FallocateFlags>(), "general" ["FALLOC_FL_*"]
            but ["FALLOC_FL_ALLOCATE_RANGE"]; // 0, the empty set
        "FdFlags" bits::<FdFlags>(), "general" ["FD_*"] but ["FD_INVALID" "FD_PIDFS_ROOT"];
        "FutexFlags" bits::<FutexFlags>(), "general" ["FUTEX_*_FLAG" "FUTEX_*"] but ["*"];
        "GetrandomFlags" bits::<GetrandomFlags>(), "general" ["GRND_*"];
        "MapFlags" bits::<MapFlags>(), "general" ["MAP_*"]
            but ["MAP_FILE" "MAP_TYPE" "MAP_HUGE_SHIFT" "MAP_HUGE_MASK"];
        "MemfdFlags" bits::<MemfdFlags>(), "general" ["MFD_*"]
            but ["MFD_HUGE_SHIFT" "MFD_HUGE_MASK"];
        "Mode" bits::<Mode>(), "general" ["S_I*"] but ["S_IF*"];
        "MremapFlags" bits::<MremapFlags>(), "general" ["MREMAP_*"];
        "OpenFlags" bits::<OpenFlags>(), "general" ["O_*"] but ["O_NDELAY"];
        "PipeFlags" bits::<PipeFlags>(), "general" ["O_*"] but ["*"];
        "PollFlags" bits::<PollFlags>(), "general" ["POLL*"] but ["POLL_*"];
        "ProtFlags" bits::<ProtFlags>(), "general" ["PROT_*"] but ["PROT_NONE"];
        "ReadWriteFlags" bits::<ReadWriteFlags>(), "general" ["RWF_*"] but ["RWF_WRITE_LIFE_*"];
        "ResolveFlags" bits::<ResolveFlags>(), "general" ["RESOLVE_*"];
        "StatxAttributes" bits::<StatxAttributes>(), "general" ["STATX_ATTR_*"];
        "StatxFlags" bits::<StatxFlags>(), "general" ["STATX_*"]
            but ["STATX_ATTR_*" "STATX_ALL" "STATX__RESERVED"];
        "TimerFlags" bits::<TimerFlags>(), "general" ["TIMER_*"];
        "WaitFlags" bits::<WaitFlags>(), "general" ["W*" "__W*"] but ["W_OK" "WSTOPPED"];

        "Advice" numbers!(Advice: NORMAL RANDOM SEQUENTIAL WILLNEED DONTNEED FREE REMOVE DONTFORK
            DOFORK MERGEABLE UNMERGEABLE HUGEPAGE NOHUGEPAGE DONTDUMP DODUMP WIPEONFORK KEEPONFORK
            COLD PAGEOUT POPULATE_READ POPULATE_WRITE DONTNEED_LOCKED COLLAPSE HWPOISON
            SOFT_OFFLINE GUARD_INSTALL GUARD_REMOVE), "general" ["MADV_*"];
        "ClockId" numbers!(ClockId: REALTIME MONOTONIC PROCESS_CPUTIME_ID THREAD_CPUTIME_ID
            MONOTONIC_RAW REALTIME_COARSE MONOTONIC_COARSE BOOTTIME REALTIME_ALARM BOOTTIME_ALARM
            SGI_CYCLE TAI AUX AUX_LAST), "general" ["CLOCK_*"]
            but ["CLOCK_DEFAULT" "CLOCK_EXT" "CLOCK_INT" "CLOCK_TXFROMRX" "CLOCK_TXINT"];
        "Dumpable" numbers!(Dumpable: DISABLE USER ROOT), "general" ["SUID_DUMP_*"];
        "FileType" numbers!(FileType: UNKNOWN FIFO CHR DIR BLK REG LNK SOCK WHT), "general"
            ["DT_*"];
        "RebootCommand" numbers!(RebootCommand: RESTART HALT CAD_ON CAD_OFF POWER_OFF RESTART2
            SW_SUSPEND KEXEC), "general" ["LINUX_REBOOT_CMD_*"];
        "Request" numbers!(Request: FIONREAD TIOCGWINSZ), "ioctl" ["*"] but ["*"];
        "Signal" numbers!(Signal: HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM
            TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS
            RTMIN RTMAX IOT POLL), "general" ["SIG*"]
            but ["SIG_*" "SIGEV_*" "SIGSTKSZ" "SIGUNUSED"];
        "Type" numbers!(AuxvType: EXECFD PHDR PHENT PHNUM PAGESZ BASE FLAGS ENTRY NOTELF UID EUID
            GID EGID PLATFORM HWCAP CLKTCK SECURE BASE_PLATFORM RANDOM HWCAP2 RSEQ_FEATURE_SIZE
            RSEQ_ALIGN HWCAP3 HWCAP4 EXECFN SYSINFO SYSINFO_EHDR MINSIGSTKSZ), "auxvec" ["AT_*"]
            but ["AT_NULL" "AT_IGNORE" "AT_VECTOR_SIZE_ARCH"];
    }
}
