//! A program without libc and with a `_start` of its own, so that the crate must find everything by
//! itself. `alone OPERATION [REFUSED…]`.
#![no_std]
#![no_main]

use core::arch::global_asm;
use core::ffi::{CStr, c_char};
use core::hint::black_box;

use trapgate::auxv::{Auxv, Type};
use trapgate::fd::OwnedFd;
use trapgate::raw::{self, Gate};
use trapgate::time::ClockId;
use trapgate::vdso::{self, Vdso};
use trapgate::{Sysno, process, thread, time};

trapgate::mem!();
trapgate::panic_handler!();

#[cfg(target_arch = "x86_64")]
global_asm!(
    ".globl _start",
    "_start:",
    "mov rdi, rsp", // the initial stack
    "and rsp, -16",
    "call {main}",
    main = sym main,
);
#[cfg(target_arch = "x86")]
global_asm!(
    ".globl _start",
    "_start:",
    "mov eax, esp", // the initial stack
    "and esp, -16",
    "sub esp, 12",
    "push eax",
    "call {main}",
    main = sym main,
);

/// The path for which nothing must be found.
#[cfg(target_arch = "x86")]
use trapgate::raw::int80 as direct;
#[cfg(target_arch = "x86_64")]
use trapgate::raw::syscall as direct;

/// Marks the start and the end of the operation.
fn mark() {
    // SAFETY: no descriptor has this number.
    unsafe { direct::syscall1(Sysno::CLOSE, -100_isize as usize) };
}

/// Makes these calls fail from here on.
fn refuse(names: impl Iterator<Item = &'static CStr>) {
    for name in names {
        let number = name
            .to_str()
            .ok()
            .and_then(Sysno::from_name)
            .map_or(0, Sysno::raw);
        // `struct sock_filter`: code, jumps, k. Loads the number; if it is this call's, the result
        // is EPERM.
        let filter: [(u16, u8, u8, u32); 4] = [
            (0x20, 0, 0, 0),
            (0x15, 0, 1, number),
            (0x06, 0, 0, 0x5_0001),
            (0x06, 0, 0, 0x7fff_0000),
        ];
        let mut code = [0_u64; 4];
        for (to, (code, jt, jf, k)) in code.iter_mut().zip(filter) {
            *to = u64::from(code) | u64::from(jt) << 16 | u64::from(jf) << 24 | u64::from(k) << 32;
        }
        let program = [code.len(), code.as_ptr().addr()];
        // SAFETY: PR_SET_NO_NEW_PRIVS accesses no memory, and the kernel only reads the filter.
        unsafe {
            direct::syscall5(Sysno::PRCTL, 38, 1, 0, 0, 0);
            direct::syscall3(Sysno::SECCOMP, 1, 0, program.as_ptr().addr());
        }
    }
}

fn operate(operation: &[u8]) {
    let auxv = || black_box(Auxv::current());
    match operation {
        b"nothing" => {}
        // SAFETY: the call has no effect that matters here.
        b"first" => _ = black_box(thread::sched_yield()),
        b"gate" => _ = black_box(raw::gate()),
        // SAFETY: the vDSO is where the kernel mapped it.
        b"set_gate" => unsafe {
            _ = black_box((raw::set_gate(Gate::Vsyscall), raw::set_gate(Gate::Syscall)));
        },
        b"current" => _ = auxv(),
        b"get" => _ = auxv().get(Type::PAGESZ),
        b"iter" => _ = black_box(auxv().iter().count()),
        b"ids" => _ = black_box((auxv().uid(), auxv().euid(), auxv().gid(), auxv().egid())),
        b"words" => {
            let known = auxv().is_known();
            let all = [
                auxv().hwcap().is_some(),
                auxv().hwcap2().is_some(),
                auxv().secure().is_some(),
            ];
            // All are known, or none.
            assert!(all == [known; 3]);
        }
        b"known" => {
            assert!(auxv().is_known() && auxv().secure().is_some() && auxv().hwcap2().is_some());
            assert!(auxv().page_size() == Some(4096) && auxv().get(Type::from_raw(0)).is_none());
            assert!(auxv().uid() == Some(process::getuid()));
            assert!(auxv().egid() == Some(process::getegid()));
        }
        b"unknown" => {
            assert!(!auxv().is_known() && auxv().get(Type::PAGESZ).is_none());
            assert!((auxv().secure(), auxv().hwcap(), auxv().hwcap2()) == (None, None, None));
        }
        b"sizes" => {
            _ = black_box((
                auxv().page_size(),
                auxv().clock_tick(),
                auxv().minsigstksz(),
            ));
        }
        b"places" => _ = black_box((auxv().random(), auxv().execfn())),
        b"sysinfo" => _ = black_box((auxv().sysinfo(), auxv().sysinfo_ehdr())),
        b"image" => _ = black_box(Vdso::current()).map(|vdso| vdso.symbol("none", "none")),
        b"clocks" => {
            _ = black_box((
                time::clock_gettime(ClockId::MONOTONIC),
                time::clock_getres(ClockId::MONOTONIC),
                time::gettimeofday(),
                time::time(),
                thread::getcpu(),
            ));
        }
        b"enable" => {
            vdso::enable();
            vdso::disable();
            vdso::enable();
        }
        b"disabled" => {
            vdso::disable();
            operate(b"clocks");
        }
        // SAFETY: no descriptor has this number, so no other owner exists.
        b"drop" => drop(unsafe { OwnedFd::from_raw_fd(99) }),
        _ => panic!(),
    }
}

/// # Safety
///
/// - The caller must pass the initial stack that the kernel set up.
unsafe extern "C" fn main(stack: *const usize) -> ! {
    // SAFETY: the kernel puts the number of arguments first, and then the pointers to their
    // strings.
    let argument = |n: usize| unsafe { CStr::from_ptr(*stack.add(1 + n) as *const c_char) };
    // SAFETY: as above.
    let count = unsafe { *stack };
    refuse((2..count).map(argument));
    mark();
    operate(argument(1).to_bytes());
    mark();
    loop {
        // SAFETY: ends the process.
        unsafe { direct::syscall1(Sysno::EXIT_GROUP, 0) };
    }
}
