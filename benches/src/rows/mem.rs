//! The memory functions, compared with libc's and those of the published `compiler_builtins`.

use std::ffi::{CStr, c_int};
use std::hint::black_box;
use std::mem::{transmute, transmute_copy};
use std::path::Path;

use crate::{Limit, Row, Run, Who, builtins, run};

trapgate::__mem!(@prefix "trapgate_benches_");

unsafe extern "C" {
    #[link_name = "trapgate_benches_memcpy"]
    fn our_memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
    #[link_name = "trapgate_benches_memset"]
    fn our_memset(to: *mut u8, value: c_int, n: usize) -> *mut u8;
    #[link_name = "trapgate_benches_memcmp"]
    fn our_memcmp(one: *const u8, other: *const u8, n: usize) -> c_int;
}

type Copy = unsafe extern "C" fn(*mut u8, *const u8, usize) -> *mut u8;
type Set = unsafe extern "C" fn(*mut u8, c_int, usize) -> *mut u8;
type Compare = unsafe extern "C" fn(*const u8, *const u8, usize) -> c_int;

/// The sizes, from one byte to a mebibyte.
pub const SIZES: [usize; 15] = [
    1,
    4,
    8,
    16,
    32,
    64,
    128,
    256,
    512,
    1 << 10,
    1 << 11,
    1 << 12,
    1 << 14,
    1 << 16,
    1 << 20,
];

const ROOM: usize = (1 << 20) + 8192;

/// The offsets of the two areas from a boundary: 0, or an odd number for each.
const PLACES: [(&str, usize, usize); 2] = [("", 0, 0), (", unaligned", 3, 9)];

/// The two areas that are copied, set and compared. Their offsets in a page differ.
#[derive(Clone, Copy)]
struct Areas {
    to: *mut u8,
    from: *mut u8,
}

impl Areas {
    fn new(to: usize, from: usize) -> Self {
        // The memory is never freed.
        let memory = vec![b'x'; 2 * ROOM + 8192].leak();
        let start = memory.as_mut_ptr();
        let first = start.align_offset(4096);
        // SAFETY: both pointers stay inside the allocation.
        unsafe {
            Self {
                to: start.add(first + to),
                from: start.add(first + ROOM + 2048 + from),
            }
        }
    }
}

/// Returns the rows of `memcpy` and `memset`, which have limits.
#[must_use]
pub fn limited(folder: &Path) -> Vec<Row> {
    let mut rows = placed(|place, areas, size| copy(place, areas, size, folder));
    rows.extend(placed(|place, areas, size| set(place, areas, size, folder)));
    for row in &mut rows {
        row.limits.push(Limit {
            against: &[Who::Builtins],
            most: 1.0,
        });
        row.limits.push(Limit {
            against: &[Who::Libc],
            most: if row.bytes < Some(4096) { 1.5 } else { 1.1 },
        });
    }
    rows
}

/// Returns all rows.
#[must_use]
pub fn rows(folder: &Path) -> Vec<Row> {
    let mut rows = limited(folder);
    rows.extend(placed(|place, areas, size| {
        compare(place, areas, size, folder)
    }));
    rows
}

/// Returns a row for each offset and size. Each function has its own areas, so that the compared
/// bytes stay equal.
fn placed(row: impl Fn(&str, Areas, usize) -> Row) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, to, from) in PLACES {
        let areas = Areas::new(to, from);
        let sizes = SIZES.into_iter().filter(|size| to == 0 || *size >= 16);
        rows.extend(sizes.map(|size| row(place, areas, size)));
    }
    rows
}

fn row(name: &str, place: &str, size: usize) -> Row {
    let amount = match size {
        0x100000.. => format!("{} MiB", size >> 20),
        1024.. => format!("{} KiB", size >> 10),
        _ => format!("{size} B"),
    };
    let mut row = Row::new("mem", format!("{name} {amount}{place}"));
    row.bytes = Some(size);
    row
}

/// Returns the loop around one of `compiler_builtins`' functions.
fn theirs<F>(folder: &Path, name: &CStr, make: impl FnOnce(F) -> Run) -> Result<Run, String> {
    let address = builtins::symbol(folder, name)?;
    assert_eq!(size_of::<F>(), size_of_val(&address));
    // SAFETY: the function of this name has this type.
    Ok(make(unsafe { transmute_copy(&address) }))
}

fn copy(place: &str, Areas { to, from }: Areas, size: usize, folder: &Path) -> Row {
    // SAFETY: the function has this type, although the crate declares other pointers.
    let libc = unsafe { transmute::<*const (), Copy>(libc::memcpy as *const ()) };
    let run = |function: Copy| -> Run {
        // SAFETY: the bytes lie inside both areas.
        run!(unsafe { black_box(function)(to, from, black_box(size)) })
    };
    row("memcpy", place, size)
        .by(Who::Ours, run(our_memcpy))
        .by(Who::Libc, run(libc))
        .by_some(Who::Builtins, theirs(folder, c"memcpy", run))
}

fn set(place: &str, Areas { to, .. }: Areas, size: usize, folder: &Path) -> Row {
    // SAFETY: the function has this type, although the crate declares other pointers.
    let libc = unsafe { transmute::<*const (), Set>(libc::memset as *const ()) };
    let run = |function: Set| -> Run {
        // SAFETY: the bytes lie inside the area.
        run!(unsafe { black_box(function)(to, 0x5a, black_box(size)) })
    };
    row("memset", place, size)
        .by(Who::Ours, run(our_memset))
        .by(Who::Libc, run(libc))
        .by_some(Who::Builtins, theirs(folder, c"memset", run))
}

fn compare(place: &str, Areas { to, from }: Areas, size: usize, folder: &Path) -> Row {
    // SAFETY: the function has this type, although the crate declares other pointers.
    let libc = unsafe { transmute::<*const (), Compare>(libc::memcmp as *const ()) };
    let run = |function: Compare| -> Run {
        // SAFETY: the bytes lie inside both areas.
        run!(unsafe { black_box(function)(to, from, black_box(size)) })
    };
    row("memcmp", place, size)
        .by(Who::Ours, run(our_memcmp))
        .by(Who::Libc, run(libc))
        .by_some(Who::Builtins, theirs(folder, c"memcmp", run))
}
