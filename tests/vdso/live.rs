//! The image of this process, compared with the output of `readelf`.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process, ptr, slice};

use trapgate::vdso::Vdso;
use trapgate::vdso::image::Image;

use super::build::{E_PHENTSIZE, E_PHNUM, E_PHOFF, P_MEMSZ, P_VADDR, PT_LOAD};
use super::captured;
use crate::support::skip::skip;

/// The name, version, offset and size of a function.
type Function = (String, String, usize, usize);

/// Returns the functions that an image exports from its text, according to `readelf`.
fn readelf(name: &str, bytes: &[u8]) -> Option<Vec<Function>> {
    let file: PathBuf = env::temp_dir().join(format!("trapgate-{}-{name}", process::id()));
    fs::write(&file, bytes).unwrap();
    let output = Command::new("readelf")
        .args(["-W", "--dyn-syms"])
        .arg(&file)
        .output();
    fs::remove_file(&file).unwrap();
    let output = output.ok()?;
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let functions = text.lines().filter_map(|line| {
        // The columns: number, value, size, type, binding, visibility, section, name@@version.
        let fields: Vec<_> = line.split_whitespace().collect();
        let &[_, value, size, kind, bind, _, section, name] = fields.as_slice() else {
            return None;
        };
        let ours = matches!(kind, "FUNC" | "NOTYPE")
            && matches!(bind, "GLOBAL" | "WEAK")
            && !matches!(section, "UND" | "ABS");
        let (name, version) = name.split_once("@@").unwrap_or((name, ""));
        let value = usize::from_str_radix(value, 16).ok()?;
        ours.then(|| {
            (
                name.to_owned(),
                version.to_owned(),
                value,
                size.parse().unwrap(),
            )
        })
    });
    Some(functions.collect())
}

/// Returns the whole mapping of the vDSO, as /proc lists it.
pub(super) fn mapping() -> Option<&'static [u8]> {
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let line = maps.lines().find(|line| line.ends_with("[vdso]"))?;
    let (start, end) = line.split_once(' ')?.0.split_once('-')?;
    let number = |text| usize::from_str_radix(text, 16).unwrap();
    let (start, end) = (number(start), number(end));
    // SAFETY: the kernel maps these bytes readable, and nothing writes to them.
    Some(unsafe { slice::from_raw_parts(ptr::with_exposed_provenance(start), end - start) })
}

/// Returns the functions that the parser finds.
fn functions(
    image: impl IntoIterator<Item = trapgate::vdso::image::Symbol<'static>>,
) -> Vec<Function> {
    let text = |string: &std::ffi::CStr| string.to_str().unwrap().to_owned();
    let functions = image.into_iter().map(|symbol| {
        let version = symbol.version.map_or(String::new(), text);
        (text(symbol.name), version, symbol.offset, symbol.size)
    });
    functions.collect()
}

#[test]
fn the_image_of_this_process_has_what_readelf_finds() {
    const TEST: &str = "the_image_of_this_process_has_what_readelf_finds";
    let Some(vdso) = Vdso::current() else {
        return skip(TEST, "the kernel gave no vDSO");
    };
    // readelf needs the section headers, which the image's own bytes may lack.
    match readelf("live.so", mapping().unwrap_or(vdso.bytes())) {
        Some(expected) => {
            assert!(!expected.is_empty());
            assert_eq!(functions(vdso.symbols()), expected);
        }
        None => skip(TEST, "readelf is not installed"),
    }
}

#[test]
fn captured_images_have_what_readelf_finds() {
    for captured in captured::ours() {
        let Some(expected) = readelf(captured.name, captured.bytes) else {
            return skip(
                "captured_images_have_what_readelf_finds",
                "readelf is not installed",
            );
        };
        let image = Image::parse(captured.bytes).unwrap();
        assert_eq!(functions(image.symbols()), expected, "{}", captured.name);
    }
}

#[test]
fn every_symbol_is_found_where_it_is() {
    let Some(vdso) = Vdso::current() else {
        return skip(
            "every_symbol_is_found_where_it_is",
            "the kernel gave no vDSO",
        );
    };
    let base = vdso.bytes().as_ptr();
    for symbol in vdso.symbols() {
        let name = symbol.name.to_str().unwrap();
        let version = symbol.version.unwrap().to_str().unwrap();
        let address = vdso.symbol(name, version).unwrap();
        assert_eq!(
            address.as_ptr().addr(),
            base.addr() + symbol.offset,
            "{name}"
        );
        for wrong in ["", "LINUX_2", "LINUX_2.7", "LINUX_2.6.0", "linux-vdso.so.1"] {
            assert_eq!(vdso.symbol(name, wrong), None, "{name}");
        }
    }
    for name in [
        "",
        "LINUX_2.6",
        "LINUX_2.5",
        "__vdso_",
        "__vdso_clock_gettime\0",
    ] {
        assert_eq!(vdso.symbol(name, "LINUX_2.6"), None, "{name:?}");
    }
}

#[test]
fn the_image_is_the_mapping_but_for_section_headers() {
    let (Some(vdso), Some(mapping)) = (Vdso::current(), mapping()) else {
        let why = "there is no vDSO, or no /proc";
        return skip("the_image_is_the_mapping_but_for_section_headers", why);
    };
    assert_eq!(vdso.bytes().as_ptr(), mapping.as_ptr());
    let segments = segments_end(mapping).next_multiple_of(4096);
    assert_eq!(
        vdso.bytes().len(),
        segments,
        "the bytes are not exactly the mapped pages"
    );
    let needed = vdso.bytes().len().max(section_headers_end(mapping));
    assert_eq!(needed.next_multiple_of(4096), mapping.len());
}

/// Returns the end of the last segment of an image whose first byte has the address 0.
fn segments_end(elf: &[u8]) -> usize {
    let half = |at| usize::from(u16::from_le_bytes([elf[at], elf[at + 1]]));
    let word = |at: usize| usize::from_le_bytes(*elf[at..].first_chunk().unwrap());
    let headers = (0..half(E_PHNUM)).map(|index| word(E_PHOFF) + index * half(E_PHENTSIZE));
    let loads = headers.filter(|&at| half(at) == PT_LOAD);
    let ends = loads.map(|at| word(at + P_VADDR) + word(at + P_MEMSZ));
    ends.max().unwrap()
}

/// Returns the end of the section headers, which the kernel maps with the image although no segment
/// covers them.
fn section_headers_end(elf: &[u8]) -> usize {
    let half = |at| usize::from(u16::from_le_bytes([elf[at], elf[at + 1]]));
    let word = |at: usize| usize::from_le_bytes(*elf[at..].first_chunk().unwrap());
    // `e_shoff`, `e_shentsize` and `e_shnum`.
    match size_of::<usize>() {
        8 => word(0x28) + half(0x3a) * half(0x3c),
        _ => word(0x20) + half(0x2e) * half(0x30),
    }
}

/// The number of pieces in which a text is written, and their length in bytes.
#[derive(Default)]
struct Pieces(usize, usize);

impl std::fmt::Write for Pieces {
    fn write_str(&mut self, piece: &str) -> std::fmt::Result {
        self.0 += 1;
        self.1 += piece.len();
        Ok(())
    }
}

/// `Debug` describes the image and does not print its bytes.
#[test]
fn debug_is_short() {
    use std::fmt::Write as _;

    let Some(vdso) = Vdso::current() else {
        return skip("debug_is_short", "the kernel gave no vDSO");
    };
    let image = Image::parse(vdso.bytes()).unwrap();
    for thing in [&vdso as &dyn std::fmt::Debug, &image, &image.symbols()] {
        for alternate in [false, true] {
            let mut pieces = Pieces::default();
            match alternate {
                true => write!(pieces, "{thing:#?}").unwrap(),
                false => write!(pieces, "{thing:?}").unwrap(),
            }
            assert!(pieces.0 <= 32 && pieces.1 <= 160, "{thing:?}");
        }
    }
    let (address, len) = (vdso.bytes().as_ptr(), vdso.bytes().len());
    let expected = format!("Vdso {{ address: {address:p}, len: {len} }}");
    assert_eq!(format!("{vdso:?}"), expected);
}
