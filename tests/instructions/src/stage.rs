//! What the programs share: the operations by name, their arguments, and the marker before the
//! operation that is counted.

use std::arch::asm;
use std::ffi::{c_char, c_void};
use std::fs::File;
use std::hint::black_box;
use std::os::fd::AsRawFd as _;
use std::{env, process, ptr};

use trapgate::vdso::Vdso;

/// The exit status of a program that lacks the operation.
const LACKS: i32 = 3;

/// A parameter that keeps the pointer to the vDSO's function out of the registers for that
/// function's arguments.
type Hole = usize;

/// Selects a name by target. On i686, one function of the vDSO serves everything that reads the
/// time.
const fn either<'a>(x86_64: &'a str, i686: &'a str) -> &'a str {
    if cfg!(target_arch = "x86_64") {
        x86_64
    } else {
        i686
    }
}

const CLOCK_GETTIME: &str = either("__vdso_clock_gettime", "__vdso_clock_gettime64");
const CLOCK_GETRES: &str = either("__vdso_clock_getres", "__vdso_clock_getres_time64");
const GETTIMEOFDAY: &str = either("__vdso_gettimeofday", CLOCK_GETTIME);
const TIME: &str = either("__vdso_time", CLOCK_GETTIME);

/// Returns the address of a function of the vDSO. If the vDSO lacks it, the program exits as if it
/// lacked the operation.
fn vdso(name: &str) -> usize {
    let symbol = Vdso::current().and_then(|vdso| vdso.symbol(name, "LINUX_2.6"));
    let Some(symbol) = symbol else {
        process::exit(LACKS)
    };
    symbol.as_ptr() as usize
}

/// Declares the operations of a program. Each is a function of its own, so that its arguments
/// arrive as in any function and the compiler knows nothing about them.
macro_rules! operations {
    ($($name:ident($($arg:ident: $type:ty),*) $(-> $answer:ty)?;)*) => {
        /// The operations that a program has.
        #[derive(Default)]
        pub struct Operations {
            $(pub $name: Option<extern "C" fn($($type),*) $(-> $answer)?>,)*
        }
    };
}

operations! {
    empty();
    getpid() -> u32;
    close(fd: i32);
    fchmod(fd: i32, mode: u16);
    read(fd: i32, buf: *mut u8, len: usize) -> usize;
    write(fd: i32, buf: *const u8, len: usize) -> usize;
    mprotect(addr: *mut c_void, len: usize);
    openat(dir: i32, path: *const c_char) -> i32;
    pread(fd: i32, buf: *mut u8, len: usize, offset: u64) -> usize;
    mmap(len: usize, fd: i32, offset: u64) -> *mut c_void;
    mmap_anonymous(len: usize) -> *mut c_void;
    clock_gettime(h1: Hole, h2: Hole, h3: Hole, pointer: usize) -> i64;
    clock_gettime_any(clock: i32, h1: Hole, h2: Hole, pointer: usize) -> i64;
    clock_getres(h1: Hole, h2: Hole, h3: Hole, pointer: usize) -> i64;
    gettimeofday(h1: Hole, h2: Hole, h3: Hole, pointer: usize) -> i64;
    time(h1: Hole, h2: Hole, h3: Hole, pointer: usize) -> i64;
    getcpu(h1: Hole, h2: Hole, h3: Hole, pointer: usize) -> u32;
    syscall0(nr: u32) -> usize;
    syscall1(nr: u32, a1: usize) -> usize;
    syscall2(nr: u32, a1: usize, a2: usize) -> usize;
    syscall3(nr: u32, a1: usize, a2: usize, a3: usize) -> usize;
    syscall4(nr: u32, a1: usize, a2: usize, a3: usize, a4: usize) -> usize;
    syscall5(nr: u32, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize) -> usize;
    syscall6(nr: u32, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, a6: usize) -> usize;
}

/// Called by an operation that fails. It is a function of its own, so that operations that succeed
/// do not contain its code.
#[allow(dead_code, reason = "some programs test no result")]
#[cold]
#[inline(never)]
pub extern "C" fn failed(errno: i32) -> ! {
    eprintln!("the operation failed: {errno}");
    process::exit(1)
}

/// Stops for the tracer, with the address of the function to count in the register that holds
/// results.
#[inline(never)]
fn mark(function: usize) {
    // SAFETY: a breakpoint changes no register.
    unsafe { asm!("int3", in("ax") function, options(nostack)) };
}

extern "C" fn empty() {}

macro_rules! measure {
    ($wanted:ident in $operations:ident: $($name:ident($($arg:expr),*);)*) => {
        match $wanted {
            $(stringify!($name) => {
                let Some(function) = $operations.$name else { process::exit(LACKS) };
                let function = black_box(function);
                // The first call of a function may take another path, because it looks up the
                // function of the vDSO or of the C library.
                function($($arg),*);
                mark(function as usize);
                function($($arg),*);
            })*
            _ => panic!("{}", $wanted),
        }
    };
}

/// Runs the operation that the first argument names twice, and stops before the second time.
pub fn main(mut operations: Operations) {
    let name = env::args()
        .nth(1)
        .expect("the first argument names an operation");
    let name = name.as_str();
    operations.empty = Some(empty);
    let zero = File::open("/dev/zero").unwrap();
    let null = File::options().write(true).open("/dev/null").unwrap();
    // SAFETY: the name is a C string, and the memory is a new mapping.
    let (file, page) = unsafe {
        let file = libc::memfd_create(c"page".as_ptr(), 0);
        let prot = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        (file, libc::mmap(ptr::null_mut(), 4096, prot, flags, -1, 0))
    };
    let (zero, null) = (zero.as_raw_fd(), null.as_raw_fd());
    let mut bytes = [0; 8];
    let buf = bytes.as_mut_ptr();
    let nr = libc::SYS_getpid as u32;
    // Looked up here, because everything between the two calls is counted.
    let pointer = match name {
        "clock_gettime" | "clock_gettime_any" => vdso(CLOCK_GETTIME),
        "clock_getres" => vdso(CLOCK_GETRES),
        "gettimeofday" => vdso(GETTIMEOFDAY),
        "time" => vdso(TIME),
        "getcpu" => vdso("__vdso_getcpu"),
        _ => 0,
    };
    measure! { name in operations:
        empty();
        getpid();
        // SAFETY: duplicates an open descriptor.
        close(unsafe { libc::dup(file) });
        fchmod(file, 0o600);
        read(zero, buf, 8);
        write(null, buf, 8);
        mprotect(page, 4096);
        openat(libc::AT_FDCWD, c"/dev/null".as_ptr());
        pread(zero, buf, 8, 0x1_0000_0000);
        mmap(4096, file, 0x1000);
        mmap_anonymous(4096);
        clock_gettime(0, 0, 0, pointer);
        clock_gettime_any(libc::CLOCK_MONOTONIC, 0, 0, pointer);
        clock_getres(0, 0, 0, pointer);
        gettimeofday(0, 0, 0, pointer);
        time(0, 0, 0, pointer);
        getcpu(0, 0, 0, pointer);
        syscall0(nr);
        syscall1(nr, 1);
        syscall2(nr, 1, 2);
        syscall3(nr, 1, 2, 3);
        syscall4(nr, 1, 2, 3, 4);
        syscall5(nr, 1, 2, 3, 4, 5);
        syscall6(nr, 1, 2, 3, 4, 5, 6);
    }
}
