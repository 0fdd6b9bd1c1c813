//! The operations by handwritten calls: the fewest instructions that do the work.

mod stage;
#[cfg_attr(target_arch = "x86_64", path = "hand/x86_64.rs")]
#[cfg_attr(target_arch = "x86", path = "hand/i686.rs")]
mod target;

use std::ffi::{c_char, c_int, c_long, c_void};
use std::mem::{MaybeUninit, transmute};
use std::ptr;

use stage::Operations;
use target::enter;

const READ_WRITE: i32 = libc::PROT_READ | libc::PROT_WRITE;

/// A time with 64 bits on both targets.
#[repr(C)]
struct Time {
    seconds: i64,
    parts: i64,
}

/// Tests a result that is a number or an error.
fn count(word: usize) -> usize {
    if word >= -4095_isize as usize {
        stage::failed(word.wrapping_neg() as i32);
    }
    word
}

/// Tests a result that is 0 or an error.
fn zero(word: usize) {
    if word != 0 {
        stage::failed(word.wrapping_neg() as i32);
    }
}

extern "C" fn getpid() -> u32 {
    enter!(libc::SYS_getpid) as u32
}

extern "C" fn close(fd: i32) {
    zero(enter!(libc::SYS_close, fd as u32))
}

extern "C" fn fchmod(fd: i32, mode: u16) {
    zero(enter!(libc::SYS_fchmod, fd as u32, mode))
}

extern "C" fn read(fd: i32, buf: *mut u8, len: usize) -> usize {
    count(enter!(libc::SYS_read, fd as u32, buf, len))
}

extern "C" fn write(fd: i32, buf: *const u8, len: usize) -> usize {
    count(enter!(libc::SYS_write, fd as u32, buf, len))
}

extern "C" fn mprotect(addr: *mut c_void, len: usize) {
    zero(enter!(libc::SYS_mprotect, addr, len, READ_WRITE))
}

extern "C" fn openat(dir: i32, path: *const c_char) -> i32 {
    // On i686, a file of 2 GiB or more can only be opened with `O_LARGEFILE`; on x86_64 that flag
    // is 0.
    let flags = libc::O_RDONLY | libc::O_CLOEXEC | libc::O_LARGEFILE;
    count(enter!(libc::SYS_openat, dir as u32, path, flags, 0)) as i32
}

extern "C" fn pread(fd: i32, buf: *mut u8, len: usize, offset: u64) -> usize {
    count(target::pread!(fd as u32, buf, len, offset))
}

extern "C" fn mmap(len: usize, fd: i32, offset: u64) -> *mut c_void {
    let flags = libc::MAP_PRIVATE;
    count(target::mmap!(len, READ_WRITE, flags, fd as u32, offset)) as *mut c_void
}

extern "C" fn mmap_anonymous(len: usize) -> *mut c_void {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    count(target::mmap!(len, READ_WRITE, flags, -1_i32 as u32, 0_u64)) as *mut c_void
}

type Clock = unsafe extern "C" fn(c_int, *mut Time) -> c_int;

/// Calls the vDSO's function for a clock and tests its result.
#[inline(always)]
fn clock(clock: i32, pointer: usize) -> Time {
    let mut time = MaybeUninit::uninit();
    // SAFETY: the stage found this function, which has this type and writes one `Time` if it
    // returns 0.
    unsafe {
        let function = transmute::<usize, Clock>(pointer);
        zero(function(clock, time.as_mut_ptr()) as usize);
        time.assume_init()
    }
}

extern "C" fn clock_gettime(_: usize, _: usize, _: usize, pointer: usize) -> i64 {
    clock(libc::CLOCK_MONOTONIC, pointer).seconds
}

extern "C" fn clock_gettime_any(id: i32, _: usize, _: usize, pointer: usize) -> i64 {
    clock(id, pointer).seconds
}

extern "C" fn clock_getres(_: usize, _: usize, _: usize, pointer: usize) -> i64 {
    clock(libc::CLOCK_MONOTONIC, pointer).seconds
}

extern "C" fn gettimeofday(_: usize, _: usize, _: usize, pointer: usize) -> i64 {
    if cfg!(target_arch = "x86") {
        let time = clock(libc::CLOCK_REALTIME, pointer);
        return time.seconds + i64::from(time.parts as u32 / 1000);
    }
    type Function = unsafe extern "C" fn(*mut Time, *mut c_void) -> c_int;
    let mut time = MaybeUninit::uninit();
    // SAFETY: as in `clock`; the pointer to the time zone may be null.
    let time = unsafe {
        let function = transmute::<usize, Function>(pointer);
        zero(function(time.as_mut_ptr(), ptr::null_mut()) as usize);
        time.assume_init()
    };
    time.seconds + time.parts
}

extern "C" fn time(_: usize, _: usize, _: usize, pointer: usize) -> i64 {
    if cfg!(target_arch = "x86") {
        return clock(libc::CLOCK_REALTIME_COARSE, pointer).seconds;
    }
    type Function = unsafe extern "C" fn(*mut c_long) -> c_long;
    // SAFETY: the stage found this function, which has this type and writes nothing if its argument
    // is null.
    let seconds = unsafe { transmute::<usize, Function>(pointer)(ptr::null_mut()) };
    count(seconds as usize) as i64
}

extern "C" fn getcpu(_: usize, _: usize, _: usize, pointer: usize) -> u32 {
    type Function = unsafe extern "C" fn(*mut u32, *mut u32, *mut c_void) -> c_long;
    let mut cpu = MaybeUninit::<u32>::uninit();
    let mut node = MaybeUninit::<u32>::uninit();
    // SAFETY: the stage found this function, which has this type and writes both numbers if it
    // returns 0.
    unsafe {
        let function = transmute::<usize, Function>(pointer);
        zero(function(cpu.as_mut_ptr(), node.as_mut_ptr(), ptr::null_mut()) as usize);
        cpu.assume_init()
    }
}

macro_rules! raw {
    ($($name:ident($($arg:ident)*))*) => {$(
        extern "C" fn $name(nr: u32 $(, $arg: usize)*) -> usize {
            enter!(nr $(, $arg)*)
        }
    )*};
}

raw! {
    syscall0()
    syscall1(a)
    syscall2(a b)
    syscall3(a b c)
    syscall4(a b c d)
    syscall5(a b c d e)
    syscall6(a b c d e f)
}

fn main() {
    target::prepare();
    stage::main(Operations {
        getpid: Some(getpid),
        close: Some(close),
        fchmod: Some(fchmod),
        read: Some(read),
        write: Some(write),
        mprotect: Some(mprotect),
        openat: Some(openat),
        pread: Some(pread),
        mmap: Some(mmap),
        mmap_anonymous: Some(mmap_anonymous),
        clock_gettime: Some(clock_gettime),
        clock_gettime_any: Some(clock_gettime_any),
        clock_getres: Some(clock_getres),
        gettimeofday: Some(gettimeofday),
        time: Some(time),
        getcpu: Some(getcpu),
        syscall0: Some(syscall0),
        syscall1: Some(syscall1),
        syscall2: Some(syscall2),
        syscall3: Some(syscall3),
        syscall4: Some(syscall4),
        syscall5: Some(syscall5),
        syscall6: Some(syscall6),
        ..Operations::default()
    })
}
