//! What a program does before its vDSO goes away, and what it finds afterwards. Uses neither std
//! nor libc, because on i686 libc enters the kernel through the vDSO.

use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ops::Range;
use core::ptr;

use trapgate::auxv::Auxv;
use trapgate::fs::{CWD, Mode, OpenFlags, openat};
use trapgate::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap, munmap};
use trapgate::raw::{self, Gate};
use trapgate::time::{self, ClockId, Timespec};
use trapgate::vdso::{self, Vdso};
use trapgate::{Errno, Sysno, eprintln, io, process, thread};

/// The gate that needs no vDSO.
const PLAIN: Gate = if cfg!(target_arch = "x86") {
    Gate::Int80
} else {
    Gate::Syscall
};

/// Returns from the function with the line number if the condition is false.
macro_rules! holds {
    ($($what:expr),+ $(,)?) => {
        $(if !$what {
            return Err(line!());
        })+
    };
}

/// Does to the vDSO what the word names. Returns the exit status: 0, 77 if it is not possible here,
/// otherwise 1.
pub fn status(way: &[u8], auxv: Auxv) -> i32 {
    if way == b"unused" {
        // Runs before the first use of anything else.
        vdso::disable();
    }
    let mut image = [const { 0..0 }; 8];
    if mappings(&mut image).is_none() {
        eprintln!("there is no vDSO, or no /proc/self/maps that shows it");
        return 77;
    }
    let played = match way {
        b"kept" => kept(auxv, &image[0]),
        _ => away(way, auxv, &image),
    };
    match played {
        Ok(true) => 0,
        Ok(false) => {
            eprintln!("the vDSO cannot be moved or unmapped");
            77
        }
        Err(line) => {
            eprintln!("away.rs, line {line}");
            1
        }
    }
}

/// Checks a vDSO that stays mapped: `vdso::enable` finds it again.
fn kept(auxv: Auxv, image: &Range<usize>) -> Result<bool, u32> {
    let (before, sysinfo) = (raw::gate(), auxv.sysinfo());
    works()?;
    vdso::disable();
    holds!(raw::gate() == PLAIN);
    works()?;
    holds!(Vdso::current().is_some(), auxv.sysinfo() == sysinfo);
    holds!(auxv.sysinfo_ehdr() == Some(image.start));
    // SAFETY: the image stays mapped.
    holds!(
        unsafe { raw::set_gate(before) }.is_ok(),
        raw::gate() == before
    );
    vdso::disable();
    holds!(raw::gate() == PLAIN);
    vdso::enable();
    holds!(raw::gate() == before);
    works()?;
    Ok(true)
}

/// Removes the image, and checks what the crate finds.
fn away(way: &[u8], auxv: Auxv, image: &[Range<usize>]) -> Result<bool, u32> {
    let (at, len) = (image[0].start, image[0].len());
    if way != b"unused" {
        works()?;
        vdso::disable();
    }
    let mut new = None;
    for part in image.iter().filter(|part| !part.is_empty()) {
        let done = match way {
            b"moved" => moved(part).map(|to| _ = new.get_or_insert(to)),
            // SAFETY: `disable` was called, and nothing else that runs uses the image.
            _ => unsafe { munmap(pointer(part.start), part.len()) },
        };
        if done.is_err() {
            return Ok(false);
        }
    }
    gone(auxv)?;
    match way {
        b"moved" => {
            let magic = new.map(|new| ptr::with_exposed_provenance::<[u8; 4]>(new));
            // SAFETY: the image is mapped there now.
            holds!(magic.is_some_and(|magic| unsafe { *magic } == *b"\x7fELF"));
        }
        b"replaced" => {
            for access in [ProtFlags::empty(), ProtFlags::READ | ProtFlags::WRITE] {
                let flags = MapFlags::PRIVATE | MapFlags::FIXED;
                // SAFETY: nothing that is in use is mapped there.
                let other = unsafe { mmap_anonymous(pointer(at), len, access, flags) };
                holds!(other.is_ok());
                gone(auxv)?;
            }
        }
        _ => {}
    }
    Ok(true)
}

/// Checks that every function works, whether or not the image is there.
fn works() -> Result<(), u32> {
    let clock = ClockId::MONOTONIC;
    let (first, second) = (time::clock_gettime(clock), time::clock_gettime(clock));
    holds!(first.is_ok(), first <= second, second.is_ok());
    holds!(time::clock_getres(clock).is_ok_and(|time| time > Timespec::default()));
    holds!(time::gettimeofday().is_ok_and(|time| time.tv_sec > 0));
    holds!(
        time::time().is_ok_and(|time| time > 0),
        thread::getcpu().is_ok()
    );
    holds!(process::getpid().raw() > 0);
    let bad = usize::MAX;
    // SAFETY: the calls have no valid descriptor.
    let words = unsafe {
        [
            raw::syscall1(Sysno::CLOSE, bad),
            raw::syscall5(Sysno::EXECVEAT, bad, c"x".as_ptr().addr(), 0, 0, 0),
            raw::syscall6(Sysno::COPY_FILE_RANGE, bad, 0, bad, 0, 1, 0),
        ]
    };
    holds!(words.map(raw::check) == [Err(Errno::BADF); 3]);
    Ok(())
}

/// Checks that every function works, and that none finds the image at the address that the
/// auxiliary vector states.
fn gone(auxv: Auxv) -> Result<(), u32> {
    for again in 0..3 {
        holds!(raw::gate() == PLAIN);
        works()?;
        holds!(Vdso::current().is_none());
        for auxv in [auxv, Auxv::current()] {
            holds!(auxv.sysinfo().is_none(), auxv.sysinfo_ehdr().is_none());
        }
        // SAFETY: `set_gate` must reject this path, because the image is not there; otherwise the
        // test ends here.
        holds!(unsafe { raw::set_gate(Gate::Vsyscall) }.is_err());
        // SAFETY: this path needs no vDSO.
        holds!(unsafe { raw::set_gate(PLAIN) }.is_ok());
        match again {
            0 => vdso::enable(),
            1 => vdso::disable(),
            _ => {}
        }
    }
    Ok(())
}

/// Moves a part of the image to another address.
fn moved(part: &Range<usize>) -> trapgate::Result<usize> {
    let (none, len) = (ProtFlags::empty(), part.len());
    let flags = MremapFlags::MAYMOVE | MremapFlags::FIXED;
    // SAFETY: maps new memory, which the part then replaces. `disable` was called, and nothing else
    // that runs uses the image.
    let to = unsafe {
        let to = mmap_anonymous(ptr::null_mut(), len, none, MapFlags::PRIVATE)?;
        mremap(pointer(part.start), len, len, flags, to)
    };
    to.map(<*mut c_void>::expose_provenance)
}

fn pointer(address: usize) -> *mut c_void {
    ptr::with_exposed_provenance_mut(address)
}

/// Finds the mappings of the image: its code first, then its data.
fn mappings(image: &mut [Range<usize>; 8]) -> Option<()> {
    let file = openat(CWD, c"/proc/self/maps", OpenFlags::RDONLY, Mode::empty()).ok()?;
    let mut buffer = [const { MaybeUninit::uninit() }; 1 << 16];
    let mut len = 0;
    loop {
        match io::read(&file, buffer.get_mut(len..)?).ok()?.len() {
            0 => break,
            more => len += more,
        }
    }
    // SAFETY: the kernel has written `len` bytes.
    let text = unsafe { core::slice::from_raw_parts(buffer.as_ptr().cast::<u8>(), len) };
    let mut data = 1;
    for line in text.split(|&byte| byte == b'\n') {
        let line = core::str::from_utf8(line).ok()?;
        let place = match line.rsplit(' ').next()? {
            "[vdso]" => &mut image[0],
            name if name.starts_with("[vvar") => {
                data += 1;
                image.get_mut(data - 1)?
            }
            _ => continue,
        };
        let (from, to) = line.split_once(' ')?.0.split_once('-')?;
        let number = |digits| usize::from_str_radix(digits, 16).ok();
        *place = number(from)?..number(to)?;
    }
    (!image[0].is_empty()).then_some(())
}
