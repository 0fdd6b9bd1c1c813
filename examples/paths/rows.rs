//! The rows of the table: what is measured.

use core::ffi::{c_int, c_long, c_void};
use core::hint::black_box;
use core::mem::transmute;
use core::ptr;

use crate::target;

/// A path into the kernel, or the function call with which the paths are compared.
pub(crate) struct Path {
    /// The name in `--csv` and after `--rows`.
    pub(crate) name: &'static str,
    /// The title above the rows of the path in the table. It is empty for the function call.
    pub(crate) title: &'static str,
    /// Returns the reason why this machine lacks the path, if that is known without trying it.
    pub(crate) absent: fn() -> Option<&'static str>,
    pub(crate) rows: &'static [Row],
}

/// One line of the table.
pub(crate) struct Row {
    pub(crate) call: &'static str,
    /// The name of the function in the vDSO.
    pub(crate) symbol: Option<&'static str>,
    /// Makes this many calls, and returns the result of the last one, -errno included.
    pub(crate) run: fn(&Place, u32) -> usize,
    pub(crate) answer: Answer,
    /// Whether even one call may end the process.
    pub(crate) may_fault: bool,
}

/// The result of a call that works.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Answer {
    /// Anything except an error.
    Success,
    /// EBADF.
    BadDescriptor,
}

/// What a row calls, and the memory that it writes.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The address of the vDSO's function, or null.
    pub(crate) function: *mut c_void,
    /// A page, below 4 GiB if the kernel had one there.
    pub(crate) memory: *mut c_void,
}

/// Returns all paths of this target.
pub(crate) fn paths() -> impl Iterator<Item = &'static Path> {
    [&FUNCTION, &VDSO].into_iter().chain(target::PATHS)
}

/// Returns the name of a path, if there is one with this name.
pub(crate) fn path(name: &[u8]) -> Option<&'static str> {
    let mut names = paths().map(|path| path.name);
    names.find(|known| known.as_bytes() == name)
}

/// Makes `count` calls.
#[inline(always)]
pub(crate) fn repeat(count: u32, mut call: impl FnMut() -> usize) -> usize {
    let mut word = 0;
    for _ in 0..count {
        word = call();
    }
    word
}

pub(crate) fn never_absent() -> Option<&'static str> {
    None
}

static FUNCTION: Path = Path {
    name: "function",
    title: "",
    absent: never_absent,
    rows: &[Row {
        call: "function call",
        symbol: None,
        run: |_, count| {
            let function = black_box(empty as extern "C" fn() -> usize);
            repeat(count, || function())
        },
        answer: Answer::Success,
        may_fault: false,
    }],
};

#[inline(never)]
extern "C" fn empty() -> usize {
    0
}

static VDSO: Path = Path {
    name: "vdso",
    title: "the vDSO",
    absent: never_absent,
    rows: &[
        symbol(
            "clock_gettime, fine",
            target::CLOCK_GETTIME,
            |place, count| clock(place, count, MONOTONIC),
        ),
        symbol(
            "clock_gettime, coarse",
            target::CLOCK_GETTIME,
            |place, count| clock(place, count, MONOTONIC_COARSE),
        ),
        symbol("clock_getres", target::CLOCK_GETRES, |place, count| {
            clock(place, count, MONOTONIC)
        }),
        symbol("gettimeofday", "__vdso_gettimeofday", |place, count| {
            type Function = unsafe extern "C" fn(*mut c_void, *mut c_void) -> c_int;
            // SAFETY: the vDSO's function of this name has this type.
            let function = unsafe { transmute::<*mut c_void, Function>(place.function) };
            // SAFETY: the page has room for the time, and the zone may be null.
            repeat(count, || unsafe { function(place.memory, ptr::null_mut()) }
                as usize)
        }),
        symbol("time", "__vdso_time", |place, count| {
            type Function = unsafe extern "C" fn(*mut c_long) -> c_long;
            // SAFETY: the vDSO's function of this name has this type.
            let function = unsafe { transmute::<*mut c_void, Function>(place.function) };
            // SAFETY: the pointer may be null.
            repeat(count, || unsafe { function(ptr::null_mut()) } as usize)
        }),
        symbol("getcpu", "__vdso_getcpu", |place, count| {
            type Function = unsafe extern "C" fn(*mut u32, *mut u32, *mut c_void) -> c_long;
            // SAFETY: the vDSO's function of this name has this type.
            let function = unsafe { transmute::<*mut c_void, Function>(place.function) };
            let cpu = place.memory.cast::<u32>();
            let node = cpu.wrapping_add(1);
            // SAFETY: the page has room for both numbers, and the function ignores the third
            // argument.
            repeat(count, || unsafe { function(cpu, node, ptr::null_mut()) }
                as usize)
        }),
    ],
};

pub(crate) const MONOTONIC: c_int = 1;
const MONOTONIC_COARSE: c_int = 6;

const fn symbol(call: &'static str, name: &'static str, run: fn(&Place, u32) -> usize) -> Row {
    Row {
        call,
        symbol: Some(name),
        run,
        answer: Answer::Success,
        may_fault: false,
    }
}

/// Calls `clock_gettime` or `clock_getres` of the vDSO.
#[inline(always)]
fn clock(place: &Place, count: u32, clock: c_int) -> usize {
    type Function = unsafe extern "C" fn(c_int, *mut c_void) -> c_int;
    // SAFETY: the vDSO's functions of these names have this type.
    let function = unsafe { transmute::<*mut c_void, Function>(place.function) };
    // SAFETY: the page has room for the time.
    repeat(count, || unsafe { function(clock, place.memory) } as usize)
}

/// Makes the rows of a path into the kernel: `getpid()`, `close(fd)` and
/// `clock_gettime(clock, time)`. Each is an expression with the word that the kernel returns.
macro_rules! kernel {
    (may_fault: $may_fault:literal,
     getpid: $getpid:expr, close: |$fd:ident| $close:expr,
     clock_gettime: |$clock:ident, $time:ident| $clock_gettime:expr $(,)?) => {
        &[
            $crate::rows::Row {
                call: "getpid",
                symbol: None,
                run: |_, count| $crate::rows::repeat(count, || $getpid),
                answer: $crate::rows::Answer::Success,
                may_fault: $may_fault,
            },
            $crate::rows::Row {
                call: "close(999)",
                symbol: None,
                run: |_, count| {
                    let $fd = 999;
                    $crate::rows::repeat(count, || $close)
                },
                answer: $crate::rows::Answer::BadDescriptor,
                may_fault: $may_fault,
            },
            $crate::rows::Row {
                call: "clock_gettime",
                symbol: None,
                run: |place, count| {
                    let $clock = $crate::rows::MONOTONIC as usize;
                    let $time = place.memory.expose_provenance();
                    $crate::rows::repeat(count, || $clock_gettime)
                },
                answer: $crate::rows::Answer::Success,
                may_fault: $may_fault,
            },
        ]
    };
}

pub(crate) use kernel;
