//! The constants and the structs of each topic of `src/`, a file for each, or for each group of a
//! topic's man pages.
//!
//! A new file stands in two lines: its `mod`, and its `topic()` in the list.

use std::sync::OnceLock;

use super::topic::{Struct, Topic, Type};

mod auxv;
mod event;
mod fs;
mod io;
mod mm;
mod process;
mod random;
mod signal;
mod system;
mod thread;
mod time;

/// All of them.
pub(crate) fn all() -> &'static [Topic] {
    static ALL: OnceLock<Vec<Topic>> = OnceLock::new();
    ALL.get_or_init(topics)
}

fn topics() -> Vec<Topic> {
    let single = [
        auxv::topic(),
        event::topic(),
        process::topic(),
        random::topic(),
        signal::topic(),
        system::topic(),
        thread::topic(),
        time::topic(),
    ];
    let topics = single.into_iter();
    topics
        .chain(fs::topics())
        .chain(io::topics())
        .chain(mm::topics())
        .collect()
}

/// The types of all topics.
pub(crate) fn types() -> impl Iterator<Item = &'static Type> {
    all().iter().flat_map(|topic| &topic.types)
}

/// The structs of all topics.
pub(crate) fn structs() -> impl Iterator<Item = &'static Struct> {
    all().iter().flat_map(|topic| &topic.structs)
}
