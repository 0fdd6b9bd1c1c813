//! Layouts that only show in what a type does: private fields, sets, records read byte by byte.

use std::mem::{MaybeUninit, offset_of};

use linux_raw_sys::general;
use trapgate::event::{PollFd, PollFlags};
use trapgate::fd::AsFd as _;
use trapgate::fs::{Dirents, FileHandle, FileType, XattrArgs, XattrFlags};
use trapgate::io::{IoSlice, IoSliceMut};
use trapgate::process::Rusage;
use trapgate::signal::{SigSet, Signal};
use trapgate::system::Utsname;
use trapgate::thread::CpuSet;
use trapgate::types::id::{Gid, Pid, Uid};

use super::layouts::Layout;

/// Where the first byte stands that `read` sees, in a value that is zero otherwise.
///
/// # Safety
///
/// Every pattern of bytes is a `T`.
pub(crate) unsafe fn offset<T>(read: impl Fn(&T) -> bool) -> usize {
    let mut places = (0..size_of::<T>()).filter(|&place| {
        let mut value = MaybeUninit::<T>::zeroed();
        // SAFETY: inside of the value, which the caller says may have any bytes.
        let value = unsafe {
            value.as_mut_ptr().cast::<u8>().add(place).write(1);
            value.assume_init()
        };
        read(&value)
    });
    places.next().unwrap()
}

macro_rules! offsets {
    ($type:ty: $($name:literal $read:expr;)*) => {
        Layout::from([
            (String::new(), size_of::<$type>()),
            // SAFETY: integers all.
            $(($name.to_string(), unsafe { offset::<$type>($read) })),*
        ])
    };
}

pub(crate) fn rusage() -> Layout {
    offsets! { Rusage:
        "ru_utime" |usage| usage.utime().tv_sec != 0;
        "ru_stime" |usage| usage.stime().tv_sec != 0;
        "ru_maxrss" |usage| usage.maxrss() != 0;
        "ru_minflt" |usage| usage.minflt() != 0;
        "ru_majflt" |usage| usage.majflt() != 0;
        "ru_inblock" |usage| usage.inblock() != 0;
        "ru_oublock" |usage| usage.oublock() != 0;
        "ru_nvcsw" |usage| usage.nvcsw() != 0;
        "ru_nivcsw" |usage| usage.nivcsw() != 0;
    }
}

pub(crate) fn utsname() -> Layout {
    offsets! { Utsname:
        "sysname" |name| !name.sysname().is_empty();
        "nodename" |name| !name.nodename().is_empty();
        "release" |name| !name.release().is_empty();
        "version" |name| !name.version().is_empty();
        "machine" |name| !name.machine().is_empty();
        "domainname" |name| !name.domainname().is_empty();
    }
}

pub(crate) fn poll_fd() -> Layout {
    offsets! { PollFd<'static>:
        "fd" |poll| poll.as_fd().as_raw_fd() != 0;
        "events" |poll| poll.events() != PollFlags::empty();
        "revents" |poll| poll.revents() != PollFlags::empty();
    }
}

/// The value's address and length, and flags that are neither.
pub(crate) fn xattr_args() -> Layout {
    let value = vec![7; 0x0102_0304];
    let args = XattrArgs::new(&value, XattrFlags::from_bits_retain(0x0506_0708));
    let size = size_of_val(&args);
    // SAFETY: as long, and all of it initialised.
    let bytes = unsafe { std::slice::from_raw_parts((&raw const args).cast::<u8>(), size) };
    let place = |part: &[u8]| {
        bytes
            .windows(part.len())
            .position(|bytes| bytes == part)
            .unwrap()
    };
    Layout::from([
        (String::new(), size),
        (
            "value".into(),
            place(&(value.as_ptr().addr() as u64).to_ne_bytes()),
        ),
        ("size".into(), place(&0x0102_0304_u32.to_ne_bytes())),
        ("flags".into(), place(&0x0506_0708_u32.to_ne_bytes())),
    ])
}

/// Where a pointer and a length stand in a value of two words.
fn words(value: [usize; 2], base: usize, len: usize) -> Layout {
    let place = |word| value.iter().position(|&w| w == word).unwrap() * size_of::<usize>();
    Layout::from([
        (String::new(), size_of_val(&value)),
        ("iov_base".to_string(), place(base)),
        ("iov_len".to_string(), place(len)),
    ])
}

pub(crate) fn io_slice() -> Layout {
    let bytes = [0; 3];
    // SAFETY: a pointer and a length; the transmutation compares the sizes.
    let value = unsafe { std::mem::transmute::<IoSlice<'_>, [usize; 2]>(IoSlice::new(&bytes)) };
    words(value, bytes.as_ptr() as usize, 3)
}

pub(crate) fn io_slice_mut() -> Layout {
    let mut bytes = [0; 3];
    let base = bytes.as_ptr() as usize;
    let slice = IoSliceMut::new(&mut bytes);
    // SAFETY: a pointer and a length; the transmutation compares the sizes.
    let value = unsafe { std::mem::transmute::<IoSliceMut<'_>, [usize; 2]>(slice) };
    words(value, base, 3)
}

#[test]
fn rusage_has_the_fraction_behind_the_seconds() {
    // SAFETY: integers all.
    let fractions = unsafe {
        [
            offset::<Rusage>(|usage| usage.utime().tv_usec != 0),
            offset::<Rusage>(|usage| usage.stime().tv_usec != 0),
        ]
    };
    let inside = offset_of!(general::__kernel_old_timeval, tv_usec);
    assert_eq!(
        fractions,
        [
            offset_of!(general::rusage, ru_utime) + inside,
            offset_of!(general::rusage, ru_stime) + inside
        ]
    );
}

#[test]
fn cpu_sets_have_the_bits_of_c() {
    assert_eq!(size_of::<CpuSet>(), size_of::<libc::cpu_set_t>());
    assert_eq!(CpuSet::CAPACITY, libc::CPU_SETSIZE as usize);
    for cpu in 0..CpuSet::CAPACITY {
        let mut ours = CpuSet::empty();
        assert!(ours.insert(cpu));
        // SAFETY: zeros are the empty set, and the CPU has room.
        let theirs = unsafe {
            let mut theirs: libc::cpu_set_t = std::mem::zeroed();
            libc::CPU_SET(cpu, &mut theirs);
            theirs
        };
        // SAFETY: words on both sides, as many.
        let (ours, theirs) = unsafe {
            (
                std::mem::transmute::<CpuSet, [u8; 128]>(ours),
                std::mem::transmute::<libc::cpu_set_t, [u8; 128]>(theirs),
            )
        };
        assert_eq!(ours, theirs, "{cpu}");
    }
}

#[test]
fn signal_sets_have_the_bits_of_c() {
    assert_eq!(
        size_of::<SigSet>(),
        size_of::<linux_raw_sys::general::kernel_sigset_t>()
    );
    // C libraries keep two real-time signals for themselves and refuse them.
    for number in (1..65).filter(|number| ![32, 33].contains(number)) {
        let ours = SigSet::empty().with(Signal::from_raw(number).unwrap());
        let mut theirs = MaybeUninit::<libc::sigset_t>::zeroed();
        // SAFETY: zeros are the empty set; the first eight bytes of it are those of the kernel.
        let theirs = unsafe {
            assert_eq!(libc::sigaddset(theirs.as_mut_ptr(), number), 0);
            theirs.as_ptr().cast::<[u8; 8]>().read()
        };
        assert_eq!(ours.raw().to_ne_bytes(), theirs, "{number}");
    }
    assert_eq!(libc::SIGRTMAX(), Signal::RTMAX.raw());
}

#[test]
fn ids_have_the_kernels_sizes() {
    assert_eq!(size_of::<Pid>(), size_of::<general::__kernel_pid_t>());
    assert_eq!(size_of::<Uid>(), size_of::<general::__kernel_uid32_t>());
    assert_eq!(size_of::<Gid>(), size_of::<general::__kernel_gid32_t>());
}

#[test]
fn directory_entries_are_read_where_the_kernel_writes_them() {
    let name = offset_of!(general::linux_dirent64, d_name);
    let mut record = [0; 32];
    let mut put = |at: usize, bytes: &[u8]| record[at..][..bytes.len()].copy_from_slice(bytes);
    put(
        offset_of!(general::linux_dirent64, d_ino),
        &0x1122_3344_5566_7788_u64.to_ne_bytes(),
    );
    put(
        offset_of!(general::linux_dirent64, d_off),
        &0x0102_0304_0506_0708_i64.to_ne_bytes(),
    );
    put(
        offset_of!(general::linux_dirent64, d_reclen),
        &32_u16.to_ne_bytes(),
    );
    put(offset_of!(general::linux_dirent64, d_type), &[8]);
    put(name, b"a\0b");
    let entries: Vec<_> = Dirents::new(&record).collect();
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(
        (entry.ino, entry.off, entry.file_type, entry.name),
        (
            0x1122_3344_5566_7788,
            0x0102_0304_0506_0708,
            FileType::REG,
            c"a"
        )
    );
    let c = offset_of!(libc::dirent64, d_name);
    assert_eq!(name, c);
}

/// i686 makes its `Stat` from a `Statx` of its own.
#[cfg(target_arch = "x86")]
#[test]
fn stat_is_made_of_statx() {
    use super::layouts::target::Statx;

    assert_eq!(size_of::<Statx>(), size_of::<general::statx>());
    let mut value = [0_u8; size_of::<general::statx>()];
    let fields = [
        offset_of!(general::statx, stx_blksize),
        offset_of!(general::statx, stx_nlink),
        offset_of!(general::statx, stx_uid),
        offset_of!(general::statx, stx_gid),
        offset_of!(general::statx, stx_mode),
        offset_of!(general::statx, stx_ino),
        offset_of!(general::statx, stx_size),
        offset_of!(general::statx, stx_blocks),
        offset_of!(general::statx, stx_atime.tv_sec),
        offset_of!(general::statx, stx_atime.tv_nsec),
        offset_of!(general::statx, stx_mtime.tv_sec),
        offset_of!(general::statx, stx_mtime.tv_nsec),
        offset_of!(general::statx, stx_ctime.tv_sec),
        offset_of!(general::statx, stx_ctime.tv_nsec),
        offset_of!(general::statx, stx_rdev_major),
        offset_of!(general::statx, stx_rdev_minor),
        offset_of!(general::statx, stx_dev_major),
        offset_of!(general::statx, stx_dev_minor),
    ];
    // Each field holds its place in the list.
    for (place, offset) in (1_u8..).zip(fields) {
        value[offset] = place;
    }
    // SAFETY: integers all.
    let stat = unsafe { std::mem::transmute::<[u8; 256], Statx>(value) }.stat();
    assert_eq!(
        [
            stat.blksize,
            stat.size,
            stat.blocks,
            stat.atime,
            stat.mtime,
            stat.ctime
        ],
        [1, 7, 8, 9, 11, 13]
    );
    assert_eq!(
        [stat.atime_nsec, stat.mtime_nsec, stat.ctime_nsec],
        [10, 12, 14]
    );
    assert_eq!(
        (stat.nlink, stat.uid, stat.gid, stat.mode, stat.ino),
        (2, 3, 4, 5, 6)
    );
    assert_eq!((stat.rdev, stat.dev), (15 << 8 | 16, 17 << 8 | 18));
}

#[test]
fn handles_are_the_kernels() {
    type Raw = libc::file_handle;
    let mut bytes = [0_u8; 64];
    bytes[offset_of!(Raw, handle_bytes)..][..4].copy_from_slice(&16_u32.to_ne_bytes());
    bytes[offset_of!(Raw, handle_type)..][..4].copy_from_slice(&0x55_i32.to_ne_bytes());
    let handle = FileHandle::from_bytes(&bytes).unwrap();
    assert_eq!(handle.handle_type(), 0x55);
    assert_eq!(handle.handle(), &bytes[offset_of!(Raw, f_handle)..][..16]);
    assert_eq!(handle.as_bytes(), &bytes[..size_of::<Raw>() + 16]);
    assert_eq!(
        FileHandle::ROOM,
        size_of::<Raw>() + libc::MAX_HANDLE_SZ as usize
    );
}
