//! Made-up images: one for each thing that an image may have, lack, or have wrong.

mod headers;
mod symbols;

use std::ffi::CStr;
use std::mem::size_of;

use trapgate::vdso::image::{Image, Symbol};

use super::build::*;

/// An image and its functions with their versions, or `None` if the parser must reject it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) made: Made,
    expected: Option<Vec<(&'static str, &'static str)>>,
}

const GETTIME: (&str, &str) = ("__vdso_clock_gettime", "LINUX_2.6");
const GETCPU: (&str, &str) = ("__vdso_getcpu", "LINUX_2.6");
const VSYSCALL: (&str, &str) = ("__kernel_vsyscall", "LINUX_2.5");
/// The functions of every image here, unless something is wrong with it.
const ALL: &[(&str, &str)] = &[GETTIME, GETCPU, VSYSCALL];

/// More bytes than any of these images has.
const FAR: usize = 0x10_0000;

#[derive(Default)]
struct Cases {
    made: Vec<Case>,
    count: usize,
}

impl Cases {
    /// Adds an image of this form, after `change` has been applied to it.
    fn add(
        &mut self,
        name: impl Into<String>,
        form: &Form,
        change: impl FnOnce(&mut Made),
        expected: Option<&[(&'static str, &'static str)]>,
    ) {
        self.count += 1;
        // Miri is slow, so it reads only every eleventh image.
        if cfg!(miri) && self.count % 11 != 0 {
            return;
        }
        let mut made = form.clone().make();
        change(&mut made);
        self.made.push(Case {
            name: name.into(),
            made,
            expected: expected.map(<[_]>::to_vec),
        });
    }
}

/// Returns all images.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Cases::default();
    for add in [
        headers::elf_header,
        headers::segments,
        headers::dynamic,
        symbols::gnu_hash,
        symbols::sysv_hash,
        symbols::symbols,
        symbols::versions,
    ] {
        add(&mut cases);
    }
    cases.made
}

fn same(_: &mut Made) {}

#[test]
fn every_made_up_image_is_what_it_is() {
    let cases = all();
    for case in &cases {
        let Case {
            name,
            made,
            expected,
        } = case;
        let image = Image::parse(&made.bytes);
        let found = image.map(|image| {
            let mut found: Vec<_> = image.symbols().collect();
            for symbol in &found {
                assert_eq!(symbol.size, 8, "{name}");
                let place = match symbol.name.to_str().unwrap() {
                    "__vdso_clock_gettime" => 0x10,
                    "__vdso_getcpu" => 0x20,
                    "__kernel_vsyscall" => 0x30,
                    _ if name.ends_with("last byte") => 0x3f,
                    _ => 0,
                };
                assert_eq!(symbol.offset, made.text + place, "{name}: {symbol:?}");
            }
            // The parser returns symbols in the order of their hashes.
            found.sort_by_key(|symbol| (symbol.name.to_bytes() == b"extra", symbol.offset));
            let text = |string: &CStr| string.to_str().unwrap().to_owned();
            let version = |symbol: &Symbol| symbol.version.map_or(String::new(), text);
            let pairs = found
                .iter()
                .map(|symbol| (text(symbol.name), version(symbol)));
            pairs.collect::<Vec<_>>()
        });
        let expected = expected.as_ref().map(|symbols| {
            let pairs = symbols
                .iter()
                .map(|&(name, version)| (name.into(), version.into()));
            pairs.collect::<Vec<_>>()
        });
        assert_eq!(found, expected, "{name}");
    }
    assert!(cfg!(miri) || cases.len() > 150, "{}", cases.len());
}

#[test]
fn a_symbol_is_found_by_name_and_version() {
    for case in all() {
        let Some(image) = Image::parse(&case.made.bytes) else {
            continue;
        };
        for symbol in image.symbols() {
            let name = symbol.name.to_str().unwrap();
            match symbol.version {
                Some(version) => {
                    let version = version.to_str().unwrap();
                    assert_eq!(image.symbol(name, version), Some(symbol), "{}", case.name);
                    assert_eq!(image.symbol(name, "LINUX_2.7"), None, "{}", case.name);
                    assert_eq!(image.symbol(name, &version[..8]), None, "{}", case.name);
                }
                None => {
                    assert_eq!(
                        image.symbol(name, "LINUX_2.7"),
                        Some(symbol),
                        "{}",
                        case.name
                    )
                }
            }
            assert_eq!(image.symbol(&name[1..], "LINUX_2.6"), None, "{}", case.name);
        }
        for name in ["", "__vdso", "LINUX_2.6", "__vdso_clock_gettime2"] {
            assert_eq!(image.symbol(name, "LINUX_2.6"), None, "{}", case.name);
        }
    }
}
