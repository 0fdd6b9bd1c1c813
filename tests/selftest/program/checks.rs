//! The checks. Each is a function that returns an `Outcome`.

mod auxv;
mod backend;
mod clocks;
mod entry;
mod errors;
mod fadvise;
mod fcntl;
mod fcntl_locking;
mod fds;
mod files;
mod futex;
mod handle;
mod ids;
mod inode;
mod ioctl;
mod memfd;
mod memory;
mod mincore;
mod mmap;
mod pages;
mod paths;
mod pkeys;
mod place;
mod processes;
mod readv;
mod splice;
mod statfs;
mod symlink;
mod truncate;
mod userfaultfd;
mod xattr;

use trapgate::raw;
use trapgate::rt::Start;

use crate::outcome::{Line, Outcome};

type Check = (&'static str, fn(Start) -> Outcome);

const CHECKS: &[Check] = &[
    ("stack_alignment", entry::stack_alignment),
    ("arguments", entry::arguments),
    ("floating_point", entry::floating_point),
    ("auxv", auxv::auxv),
    ("memory_functions", memory::functions),
    ("backend_errors", backend::errors),
    ("backend_oracle", backend::oracle),
    ("errno_edge", backend::errno_edge),
    ("error_names", errors::names),
    ("bad_descriptor", errors::bad_descriptor),
    ("bad_argument", errors::bad_argument),
    ("bad_path", errors::bad_path),
    ("ids", ids::ids),
    ("thread_name", ids::name),
    ("uname", ids::uname),
    ("random", ids::random),
    ("affinity", ids::affinity),
    ("clocks", clocks::clocks),
    ("clock_errors", clocks::errors),
    ("sleep", clocks::sleep),
    ("pipe", fds::pipe),
    ("dup", fds::dup),
    ("eventfd", fds::eventfd),
    ("poll", fds::poll),
    ("files", files::files),
    ("memfd", memfd::memfd),
    ("memfd_beyond_4_gib", memfd::beyond_4_gib),
    ("vectors_beyond_4_gib", readv::beyond_4_gib),
    ("truncate", truncate::truncate),
    ("fallocate", truncate::fallocate),
    ("fadvise", fadvise::fadvise),
    ("readahead", fadvise::readahead),
    ("sync_file_range", fadvise::sync_file_range),
    ("sendfile", splice::sendfile),
    ("copy_file_range", splice::copy_file_range),
    ("splice", splice::splice),
    ("fcntl", fcntl::properties),
    ("locks", fcntl_locking::locks),
    ("ioctl", ioctl::requests),
    ("statfs", statfs::statfs),
    ("times", inode::times),
    ("owner", inode::owner),
    ("device", inode::device),
    ("links", symlink::links),
    ("xattr", xattr::attributes),
    ("handles", handle::handles),
    ("mmap", mmap::mmap),
    ("mmap_beyond_4_gib", mmap::beyond_4_gib),
    ("mincore", mincore::mincore),
    ("mlock", mincore::mlock),
    ("madvise", mincore::madvise),
    ("msync", mincore::msync),
    ("pkeys", pkeys::keys),
    ("userfaultfd", userfaultfd::fill),
    ("futex", futex::futex),
    ("futex_shared", futex::shared),
    ("fork", processes::fork_and_wait),
    ("kill", processes::killed),
    ("execve", processes::exec),
    ("no_new_privs", processes::no_new_privs),
];

/// The names of the checks.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|&(name, _)| name)
}

/// Runs every check and returns the exit status.
pub(crate) fn all(start: Start) -> i32 {
    fds::stand_in();
    make(start, CHECKS.iter())
}

/// Runs the checks with these names and returns the exit status. A name that no check has counts as
/// a failure.
pub(crate) fn some(start: Start, wanted: impl Iterator<Item = &'static [u8]>) -> i32 {
    fds::stand_in();
    make(
        start,
        wanted.map(|name| {
            let found = CHECKS.iter().find(|check| check.0.as_bytes() == name);
            found.unwrap_or(&("unknown", |_| {
                Err(crate::outcome::Problem::Untrue("such a check exists"))
            }))
        }),
    )
}

fn make(start: Start, checks: impl Iterator<Item = &'static Check>) -> i32 {
    Line::print(format_args!("gate {:?}", raw::gate()));
    let [mut passed, mut failed, mut skipped] = [0; 3];
    for (name, check) in checks {
        match check(start) {
            Ok(()) => {
                passed += 1;
                Line::print(format_args!("ok {name}"));
            }
            Err(why) if why.is_skip() => {
                skipped += 1;
                Line::print(format_args!("SKIP {name}: {why}"));
            }
            Err(why) => {
                failed += 1;
                Line::print(format_args!("FAIL {name}: {why}"));
            }
        }
    }
    Line::print(format_args!(
        "{passed} passed, {failed} failed, {skipped} skipped"
    ));
    i32::from(failed != 0)
}
