//! `io`.

mod advise;
mod close;
mod copy;
mod dup;
mod fcntl;
mod flock;
mod ioctl;
mod splice;
mod sync;

use trapgate::io::{FallocateFlags, IoSlice, IoSliceMut, OpenFlags, ReadWriteFlags, SeekFrom};

use super::stage::{FAR, NONE, file, open, put};
use super::wires;

/// The tables of this topic.
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
    ioctl::block::WIRES,
    ioctl::clone::WIRES,
    ioctl::fiemap::WIRES,
    ioctl::file::WIRES,
    ioctl::fs::WIRES,
    ioctl::inode::WIRES,
    ioctl::modem::WIRES,
    ioctl::pagemap::WIRES,
    ioctl::procmap::WIRES,
    ioctl::pty::WIRES,
    ioctl::request::WIRES,
    ioctl::session::WIRES,
    ioctl::termios::WIRES,
    ioctl::tty::WIRES,
    splice::WIRES,
    sync::WIRES,
];

wires! {
    io::fallocate {
        let file = file()?;
        let hole = FallocateFlags::KEEP_SIZE | FallocateFlags::PUNCH_HOLE;
    }
        (&file, hole, 0x1_0000_3000, 0x2_0000_5000)
        (&file, FallocateFlags::empty(), FAR, 0);

    io::ftruncate {
        let file = file()?;
    }
        (&file, FAR)
        (&file, u64::MAX);

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

    io::truncate {
        let _ = open(c"file", OpenFlags::CREAT | OpenFlags::RDWR)?;
    }
        (c"file", FAR)
        (c"none", u64::MAX)
        (c"none", 0x0102_0304_0506_0708);

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
