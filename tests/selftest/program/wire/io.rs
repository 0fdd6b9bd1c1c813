//! Calls of the functions in `io`.

mod advise;
mod close;
mod copy;
mod dup;
mod fcntl;
mod flock;
mod ioctl;
mod splice;
mod sync;

use trapgate::io::{IoSlice, IoSliceMut, PipeFlags, ReadWriteFlags, SeekFrom};

use super::stage::{FAR, NONE, file, put};
use super::wires;

/// The tables of the modules of this topic.
pub(super) const TABLES: &[&[super::Wire]] = &[
    WIRES,
    advise::WIRES,
    close::WIRES,
    copy::WIRES,
    dup::WIRES,
    fcntl::dup::WIRES,
    fcntl::flags::WIRES,
    fcntl::hint::WIRES,
    fcntl::lease::WIRES,
    fcntl::lock::WIRES,
    fcntl::notify::WIRES,
    fcntl::owner::WIRES,
    fcntl::pipe::WIRES,
    fcntl::seal::WIRES,
    flock::WIRES,
    ioctl::file::WIRES,
    ioctl::request::WIRES,
    splice::WIRES,
    sync::WIRES,
];

wires! {
    io::pipe2
        (PipeFlags::NONBLOCK | PipeFlags::CLOEXEC)
        (PipeFlags::from_bits_retain(1));

    io::lseek {
        let file = file()?;
    }
        (&file, SeekFrom::Start(FAR))
        (&file, SeekFrom::Current(-9))
        (&file, SeekFrom::End(1 << 33))
        (&file, SeekFrom::Data(3))
        (&file, SeekFrom::Hole(3))
        (&file, SeekFrom::Current(i64::MIN));

    io::pread {
        let file = file()?;
    }
        (&file, put([0; 5]), 3)
        (&file, put([0; 6]), FAR)
        (&file, put([0; 7]), u64::MAX);

    io::preadv {
        let file = file()?;
        let room = put([IoSliceMut::new(put([0; 3])), IoSliceMut::new(put([0; 4]))]);
    }
        (&file, room, 3)
        (&file, room, FAR)
        (NONE, room, 0x0102_0304_0506_0708);

    io::preadv2 {
        let file = file()?;
        let room = put([IoSliceMut::new(put([0; 3])), IoSliceMut::new(put([0; 4]))]);
        let none = ReadWriteFlags::empty();
    }
        (&file, room, Some(1), ReadWriteFlags::HIPRI)
        (&file, room, Some(FAR), ReadWriteFlags::HIPRI)
        (&file, room, None, none)
        (NONE, room, Some(0x0102_0304_0506_0708), ReadWriteFlags::NOWAIT);

    io::pwrite {
        let file = file()?;
    }
        (&file, b"trapgate", FAR)
        (&file, b"gate", u64::MAX);

    io::pwritev {
        let file = file()?;
        let bytes = put([IoSlice::new(b"trap"), IoSlice::new(b"gate!")]);
    }
        (&file, bytes, FAR)
        (NONE, bytes, 0x0102_0304_0506_0708);

    io::pwritev2 {
        let file = file()?;
        let bytes = put([IoSlice::new(b"trap"), IoSlice::new(b"gate!")]);
        let flags = ReadWriteFlags::DSYNC | ReadWriteFlags::APPEND;
    }
        (&file, bytes, Some(FAR), ReadWriteFlags::DSYNC)
        (&file, bytes, None, flags)
        (NONE, bytes, Some(0x0102_0304_0506_0708), ReadWriteFlags::SYNC);

    io::read {
        let file = file()?;
    }
        (&file, put([0; 5]))
        (NONE, put([0; 6]));

    io::readv {
        let file = file()?;
        let room = put([IoSliceMut::new(put([0; 3])), IoSliceMut::new(put([0; 4]))]);
    }
        (&file, room)
        (NONE, room);

    io::write {
        let file = file()?;
    }
        (&file, b"trapgate")
        (NONE, b"gate");

    io::writev {
        let file = file()?;
        let bytes = put([IoSlice::new(b"trap"), IoSlice::new(b"gate!")]);
    }
        (&file, bytes)
        (NONE, bytes);
}
