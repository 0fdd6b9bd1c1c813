//! The machine: the facts that decide whether figures from two machines can be compared.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::fs::{CWD, Dirents, Mode, OpenFlags, getdents, openat};
use trapgate::io;
use trapgate::system::uname;

use crate::target;
use crate::text::Text;
use crate::tsc::cpuid;

const CLOCK_SOURCE: &CStr = c"/sys/devices/system/clocksource/clocksource0/current_clocksource";
const VULNERABILITIES: &CStr = c"/sys/devices/system/cpu/vulnerabilities";

/// Reports each fact: its subject, and a text without line breaks. Facts about one subject follow
/// each other.
pub(crate) fn facts(mut tell: impl FnMut(&'static str, fmt::Arguments<'_>)) {
    let brand = brand();
    let brand = brand.as_str().trim();
    let brand = if brand.is_empty() {
        "unknown: cpuid has no name"
    } else {
        brand
    };
    match hypervisor() {
        Some(name) => tell(
            "CPU",
            format_args!("{brand}, under a hypervisor ({})", name.as_str()),
        ),
        None => tell("CPU", format_args!("{brand}")),
    }

    let mut names = MaybeUninit::uninit();
    match uname(&mut names) {
        Ok(names) => {
            let text =
                |name: &CStr| Text::<64>::of(format_args!("{}", name.to_bytes().escape_ascii()));
            let (system, release) = (text(names.sysname()), text(names.release()));
            let machine = text(names.machine());
            let (system, release) = (system.as_str(), release.as_str());
            let machine = machine.as_str();
            tell(
                "kernel",
                format_args!(
                    "{system} {release}, {machine}; this program is {}",
                    target::NAME
                ),
            );
        }
        Err(error) => tell("kernel", format_args!("unknown: uname: {error}")),
    }

    if cfg!(debug_assertions) {
        tell(
            "built",
            format_args!("without optimisation, which distorts the figures: use --release"),
        );
    }

    match open(CWD, CLOCK_SOURCE, OpenFlags::empty()) {
        Ok(file) => {
            let source = line(&file);
            let note = match source.as_str() {
                "tsc" | "kvm-clock" | "hyperv_clocksource_tsc_page" | "xen" => "",
                _ => ", which the vDSO cannot read, so it makes the system call",
            };
            tell("clock source", format_args!("{}{note}", source.as_str()));
        }
        Err(error) => tell(
            "clock source",
            format_args!("unknown: {}", missing(error).as_str()),
        ),
    }

    match open(CWD, VULNERABILITIES, OpenFlags::DIRECTORY) {
        Ok(folder) => vulnerabilities(&folder, tell),
        Err(error) => tell(
            "mitigations",
            format_args!("unknown: {}", missing(error).as_str()),
        ),
    }
}

/// Reports how the kernel handles the processor's vulnerabilities: which ones it mitigates, which
/// ones it does not, and how many do not affect the processor.
fn vulnerabilities(folder: &OwnedFd, mut tell: impl FnMut(&'static str, fmt::Arguments<'_>)) {
    let mut buffer = [MaybeUninit::uninit(); 8192];
    let entries = match getdents(folder, &mut buffer) {
        Ok(entries) => entries,
        Err(error) => return tell("mitigations", format_args!("unknown: {error}")),
    };
    let mut told = 0;
    let mut each = |what: &'static str, has: fn(&str) -> Option<&str>| {
        let mut last: &CStr = c"";
        while let Some(name) = next(&entries, last) {
            last = name;
            let text = open(folder, name, OpenFlags::empty()).map(|file| line(&file));
            let text = text.unwrap_or_else(|error| Text::of(format_args!("unknown: {error}")));
            let Some(detail) = has(text.as_str()) else {
                continue;
            };
            let name = Text::<64>::of(format_args!("{}", name.to_bytes().escape_ascii()));
            let separator = if detail.is_empty() { "" } else { ": " };
            tell(what, format_args!("{}{separator}{detail}", name.as_str()));
            told += 1;
        }
    };
    each("mitigations", mitigated);
    each("vulnerable", |text| {
        let detail = text.strip_prefix("Vulnerable")?;
        Some(detail.trim_start_matches([':', ';', ',', ' ']))
    });
    each("other", |text| {
        let known = ["Vulnerable", "Not affected"];
        let known = known.iter().any(|known| text.starts_with(known));
        (!known && mitigated(text).is_none()).then_some(text)
    });
    let mut count = 0;
    let mut last: &CStr = c"";
    while let Some(name) = next(&entries, last) {
        last = name;
        count += 1;
    }
    tell(
        "not affected",
        format_args!("by {} of the {count} that the kernel knows", count - told),
    );
}

fn mitigated(text: &str) -> Option<&str> {
    let text = text.strip_prefix("KVM: ").unwrap_or(text);
    text.strip_prefix("Mitigation: ")
}

/// Returns the first name after `last`.
fn next<'dir>(entries: &Dirents<'dir>, last: &CStr) -> Option<&'dir CStr> {
    let names = entries.clone().map(|entry| entry.name);
    let behind = |name: &&CStr| !name.to_bytes().starts_with(b".") && *name > last;
    names.filter(behind).min()
}

fn open(folder: impl AsFd, path: &CStr, flags: OpenFlags) -> trapgate::Result<OwnedFd> {
    openat(folder, path, flags | OpenFlags::CLOEXEC, Mode::empty())
}

/// Returns the contents of a file as one line.
fn line(file: &OwnedFd) -> Text<256> {
    let mut buffer = [MaybeUninit::uninit(); 256];
    match io::read(file, &mut buffer) {
        Ok(bytes) => Text::of(format_args!("{}", bytes.trim_ascii().escape_ascii())),
        Err(error) => Text::of(format_args!("unknown: {error}")),
    }
}

/// Returns the reason why a file of `/sys` could not be opened.
fn missing(error: trapgate::Errno) -> Text<64> {
    let there = open(CWD, c"/sys/devices", OpenFlags::DIRECTORY).is_ok();
    if there {
        Text::of(format_args!("{error}"))
    } else {
        Text::of(format_args!("/sys is not mounted"))
    }
}

/// Returns the name of the processor.
fn brand() -> Text<48> {
    let mut text = Text::new();
    for word in (0x8000_0002..=0x8000_0004).filter_map(cpuid).flatten() {
        letters(&mut text, word);
    }
    text
}

/// Returns the name of the hypervisor, if there is one.
fn hypervisor() -> Option<Text<48>> {
    let [.., ecx, _] = cpuid(1)?;
    if ecx & 1 << 31 == 0 {
        return None;
    }
    let mut text = Text::new();
    let [_, name @ ..] = cpuid(0x4000_0000).unwrap_or_default();
    name.into_iter().for_each(|word| letters(&mut text, word));
    if text.as_str().is_empty() {
        text = Text::of(format_args!("without a name"));
    }
    Some(text)
}

/// Appends the letters of a register, and skips all other bytes.
fn letters(text: &mut Text<48>, word: u32) {
    for byte in word.to_le_bytes() {
        if byte == b' ' || byte.is_ascii_graphic() {
            let _ = fmt::Write::write_char(text, byte.into());
        }
    }
}
