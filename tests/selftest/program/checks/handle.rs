//! `open_by_handle_at(2)`.

use core::mem::MaybeUninit;

use trapgate::Errno;
use trapgate::fs::{FileHandle, OpenFlags, fstat, name_to_handle_at, open_by_handle_at};
use trapgate::rt::Start;
use trapgate::types::at::AtFlags;

use crate::checks::place;
use crate::outcome::{Of as _, Outcome, Problem, holds};

/// A handle opens the file for which it was made.
pub(crate) fn handles(_: Start) -> Outcome {
    place::with(|dir, file| {
        let mut room = [MaybeUninit::uninit(); FileHandle::ROOM];
        let (handle, _) = match name_to_handle_at(dir, c"file", AtFlags::empty(), &mut room) {
            Err(Errno::OPNOTSUPP) => {
                return Err(Problem::Skip("the file system does not support handles"));
            }
            done => done.of("name_to_handle_at")?,
        };
        let opened = open_by_handle_at(dir, handle, OpenFlags::RDWR).of("open_by_handle_at")?;
        let [one, other] = [file, &opened].map(|file| fstat(file).of("fstat"));
        holds("the handle opens the same file", one? == other?)
    })
}
