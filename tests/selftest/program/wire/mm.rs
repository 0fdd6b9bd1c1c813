//! Calls of the functions in `mm`.

mod advise;
mod brk;
mod map;
mod mincore;
mod mlock;
mod mseal;
mod msync;
mod pagemap;
mod pkey;
mod process_madvise;
mod process_mrelease;
mod procmap;
mod shadow_stack;
mod userfaultfd;

/// The tables of the modules of this topic.
pub(super) const TABLES: &[&[super::Wire]] = &[
    advise::WIRES,
    brk::WIRES,
    map::WIRES,
    mincore::WIRES,
    mlock::WIRES,
    mseal::WIRES,
    msync::WIRES,
    pagemap::WIRES,
    pkey::WIRES,
    process_madvise::WIRES,
    process_mrelease::WIRES,
    procmap::WIRES,
    shadow_stack::WIRES,
    userfaultfd::WIRES,
];
