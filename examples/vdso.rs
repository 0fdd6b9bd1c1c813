//! Shows the vDSO of this machine: where it is mapped, which functions it has, and which functions
//! of this crate call them.
//!
//! ```text
//! vdso               what `ldd` and `readelf --dyn-syms` would show, from inside the process
//! vdso --dump FILE   writes the image to a file, for `readelf` and `objdump`
//! ```
//!
//! The exit status is 1 if the kernel provided no vDSO.
#![no_std]
#![no_main]

use core::ffi::CStr;
use core::mem::MaybeUninit;

use trapgate::auxv::Auxv;
use trapgate::fs::{CWD, Mode, OpenFlags, openat};
use trapgate::raw::{self, Gate};
use trapgate::rt::{Start, open_closed_stdio};
use trapgate::vdso::Vdso;
use trapgate::vdso::image::Symbol;
use trapgate::{Errno, Result, eprintln, io, println};

trapgate::entry!(main);

const HELP: &str = "\
vdso               the mapping, each function, and its caller in trapgate
vdso --dump FILE   writes the image to a file, for readelf and objdump";

fn main(start: Start) -> i32 {
    if let Err(error) = open_closed_stdio() {
        eprintln!("vdso: /dev/null: {error}");
        return 1;
    }
    let mut args = start.args().skip(1);
    match (args.next().map(CStr::to_bytes), args.next(), args.next()) {
        (None, ..) => show(),
        (Some(b"--help"), None, _) => {
            println!("{HELP}");
            0
        }
        (Some(b"--dump"), Some(file), None) => dump(file),
        (Some(word), ..) => {
            eprintln!("vdso: not understood: `{}`\n{HELP}", word.escape_ascii());
            2
        }
    }
}

/// Returns the vDSO. If there is none, prints the reason.
fn vdso() -> Option<Vdso> {
    let vdso = Vdso::current();
    if vdso.is_none() {
        match Auxv::current().sysinfo_ehdr() {
            None => eprintln!("vdso: the kernel provided no vDSO (no AT_SYSINFO_EHDR)"),
            Some(address) => eprintln!("vdso: {address:#x} is not an image of this target"),
        }
    }
    vdso
}

fn dump(file: &CStr) -> i32 {
    let Some(vdso) = vdso() else { return 1 };
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::TRUNC | OpenFlags::CLOEXEC;
    let mode = Mode::from_bits_retain(0o644);
    let written = openat(CWD, file, flags, mode).and_then(|file| {
        let mut rest = vdso.bytes();
        while !rest.is_empty() {
            match io::write(&file, rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        io::close(file)
    });
    match written {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("vdso: {}: {error}", file.to_bytes().escape_ascii());
            1
        }
    }
}

fn show() -> i32 {
    let Some(vdso) = vdso() else { return 1 };
    let base = vdso.bytes().as_ptr().addr();
    println!("AT_SYSINFO_EHDR {base:#x}: {} bytes\n", vdso.bytes().len());
    mapping(base);

    let width = 2 + 2 * size_of::<usize>();
    println!(
        "\n{:width$}  offset  size  {:9}  {:26}  called by",
        "address", "version", "function"
    );
    let (mut count, mut last) = (0, None);
    while let Some((index, symbol)) = next(vdso, last) {
        let (offset, size) = (symbol.offset, symbol.size);
        let version = symbol.version.map_or("-", text);
        println!(
            "{:#0width$x}  {offset:#6x}  {size:4}  {version:9}  {:26}  {}",
            base + offset,
            text(symbol.name),
            caller(vdso, symbol)
        );
        last = Some((offset, index));
        count += 1;
    }
    println!("\n{count} functions");
    0
}

/// Prints the vDSO's lines of `/proc/self/maps`: its code, and the data that the code reads.
fn mapping(base: usize) {
    let mut buffer = [MaybeUninit::uninit(); 16384];
    let maps = match read(c"/proc/self/maps", &mut buffer) {
        Ok(maps) => maps,
        Err(Errno::NOENT) => return println!("no /proc/self/maps: /proc is not mounted"),
        Err(error) => return println!("/proc/self/maps: {error}"),
    };
    let mut found = false;
    for line in maps.split(|&byte| byte == b'\n') {
        let line = core::str::from_utf8(line).unwrap_or_default();
        let has_base = range(line).is_some_and(|(from, to)| from <= base && base < to);
        if has_base || line.contains("[vdso]") || line.contains("[vvar") {
            println!("{line}");
        }
        found |= has_base;
    }
    if !found {
        println!("/proc/self/maps has no mapping there");
    }
}

/// Reads a file until its end or the end of the buffer.
fn read<'buf>(path: &CStr, buffer: &'buf mut [MaybeUninit<u8>]) -> Result<&'buf [u8]> {
    let file = openat(
        CWD,
        path,
        OpenFlags::RDONLY | OpenFlags::CLOEXEC,
        Mode::empty(),
    )?;
    let mut len = 0;
    loop {
        let rest = buffer.get_mut(len..).unwrap_or_default();
        match io::read(&file, rest) {
            Ok([]) => break,
            Ok(bytes) => len += bytes.len(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    let filled = buffer.get(..len).unwrap_or_default();
    // SAFETY: the kernel has written the first `len` bytes.
    Ok(unsafe { core::slice::from_raw_parts(filled.as_ptr().cast(), filled.len()) })
}

/// Parses the addresses of a mapping: `FROM-TO …` in hexadecimal digits.
fn range(line: &str) -> Option<(usize, usize)> {
    let (from, rest) = line.split_once('-')?;
    let (to, _) = rest.split_once(' ')?;
    let number = |digits| usize::from_str_radix(digits, 16).ok();
    Some((number(from)?, number(to)?))
}

/// Returns the next function by address. Functions at the same address follow in the order of the
/// table.
fn next(vdso: Vdso, last: Option<(usize, usize)>) -> Option<(usize, Symbol<'static>)> {
    let place = |&(index, symbol): &(usize, Symbol<'_>)| (symbol.offset, index);
    let symbols = vdso.symbols().enumerate();
    let behind = symbols.filter(|symbol| last.is_none_or(|last| place(symbol) > last));
    behind.min_by_key(place)
}

/// Returns a name of the image as a string. The kernel's names are ASCII.
fn text(name: &CStr) -> &str {
    name.to_str().unwrap_or("?")
}

/// Returns the function of this crate that calls the vDSO's function. The names are this target's
/// own, so on i686 the functions with 32-bit times have no caller.
fn caller(vdso: Vdso, symbol: Symbol<'_>) -> &'static str {
    let wide = cfg!(target_pointer_width = "64");
    match text(symbol.name) {
        "__vdso_clock_gettime" if wide => "time::clock_gettime",
        "__vdso_clock_getres" if wide => "time::clock_getres",
        "__vdso_gettimeofday" if wide => "time::gettimeofday",
        "__vdso_time" if wide => "time::time",
        "__vdso_clock_gettime64" => "time::clock_gettime, time::gettimeofday, time::time",
        "__vdso_clock_getres_time64" => "time::clock_getres",
        "__vdso_getcpu" => "thread::getcpu",
        "__kernel_vsyscall" if raw::gate() == Gate::Vsyscall => "every system call",
        name => {
            let mut others = vdso.symbols().filter(|other| other.offset == symbol.offset);
            let own = |other: Symbol<'_>| text(other.name).strip_prefix("__vdso_") == Some(name);
            if others.any(own) { "(the same)" } else { "-" }
        }
    }
}
