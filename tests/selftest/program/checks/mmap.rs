//! Mapping, protecting, moving and unmapping memory.

use core::ffi::c_void;
use core::ptr;

use trapgate::Errno;
use trapgate::fs::ftruncate;
use trapgate::fs::{MemfdFlags, memfd_create};
use trapgate::io::{fcntl_dupfd, pread, pwrite};
use trapgate::mm::{
    Advice, MapFlags, MremapFlags, ProtFlags, madvise, mmap as map, mmap_anonymous, mprotect,
    mremap, munmap,
};
use trapgate::rt::Start;

use crate::checks::pages::{BOTH, PAGE};
use crate::outcome::{Of as _, Outcome, holds, same};

/// Maps anonymous memory, changes its protection and size, moves it and unmaps it.
pub(crate) fn mmap(_: Start) -> Outcome {
    // SAFETY: a new mapping at an address that the kernel chooses. Below, only this mapping is
    // accessed, at its current address.
    unsafe {
        let memory =
            mmap_anonymous(ptr::null_mut(), 2 * PAGE, BOTH, MapFlags::PRIVATE).of("mmap")?;
        let byte = |at: *mut c_void, n: usize| at.cast::<u8>().wrapping_add(n);
        same("new memory", byte(memory, 2 * PAGE - 1).read().into(), 0)?;
        byte(memory, 1).write(17);
        mprotect(memory, PAGE, ProtFlags::READ).of("mprotect")?;
        same(
            "reading read-only memory",
            byte(memory, 1).read().into(),
            17,
        )?;
        mprotect(memory, PAGE, BOTH).of("mprotect")?;
        byte(memory, PAGE).write(18);
        let moved = mremap(
            memory,
            2 * PAGE,
            40 * PAGE,
            MremapFlags::MAYMOVE,
            ptr::null_mut(),
        );
        let moved = moved.of("mremap")?;
        let values = [1, PAGE, 39 * PAGE].map(|n| byte(moved, n).read());
        holds("memory that has grown", values == [17, 18, 0])?;
        madvise(moved, PAGE, Advice::DONTNEED).of("madvise")?;
        same("memory that was dropped", byte(moved, 1).read().into(), 0)?;
        munmap(moved, 40 * PAGE).of("munmap")?;
        mprotect(moved, PAGE, BOTH).fails("mprotect", Errno::NOMEM)
    }
}

/// Maps a file at an offset beyond 4 GiB: the memory holds the file's bytes at that offset.
pub(crate) fn beyond_4_gib(_: Start) -> Outcome {
    let offset = (1u64 << 32) + 3 * PAGE as u64;
    let file = memfd_create(c"mapped", MemfdFlags::CLOEXEC).of("memfd_create")?;
    // A descriptor number that differs from the other arguments.
    let file = fcntl_dupfd(&file, 45).of("fcntl")?;
    ftruncate(&file, offset + PAGE as u64).of("ftruncate")?;
    pwrite(&file, b"far", offset).of("pwrite")?;
    let somewhere = ptr::null_mut();
    // SAFETY: a new mapping at an address that the kernel chooses; no other code changes or
    // truncates the file.
    unsafe {
        map(somewhere, PAGE, BOTH, MapFlags::SHARED, &file, offset + 1)
            .fails("mmap", Errno::INVAL)?;
        let memory = map(somewhere, PAGE, BOTH, MapFlags::SHARED, &file, offset).of("mmap")?;
        let bytes = memory.cast::<[u8; 3]>();
        holds("the bytes of the file", bytes.read() == *b"far")?;
        bytes.write(*b"map");
        let mut read = [0; 3];
        pread(&file, &mut read, offset).of("pread")?;
        holds("the file has the bytes of the memory", read == *b"map")?;
        munmap(memory, PAGE).of("munmap")
    }
}
