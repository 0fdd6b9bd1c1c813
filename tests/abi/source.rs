//! What `src/` declares: the constants of each type, the other numbers, the structs with a layout of the kernel's.
//!
//! Reading the source is what makes the other tests complete: what is declared there and not listed here fails.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

use super::topic::normal;

/// Tables of a module's own macro, whose rows are constants of one type.
const TABLES: [(&str, &str); 2] = [("signals! {", "Signal"), ("types! {", "Type")];

/// What has the constants of `huge_sizes!` while they are read.
const HUGE: &str = "huge_sizes";

/// Fields that stand for nothing.
const FILLERS: [&str; 5] = ["pad", "unused", "spare", "reserved", "rest"];

#[derive(Default)]
pub(crate) struct Source {
    /// The public constants of each type.
    pub(crate) types: BTreeMap<String, BTreeSet<String>>,
    /// The integers that belong to no type: name and text.
    pub(crate) integers: BTreeSet<(String, String)>,
    /// The structs in C's layout, and their fields.
    pub(crate) structs: BTreeMap<String, Vec<String>>,
    /// The types that have the sizes of huge pages, too.
    huge: Vec<String>,
}

/// All of `src/`, except the other targets' folders.
pub(crate) fn read() -> &'static Source {
    static SOURCE: OnceLock<Source> = OnceLock::new();
    SOURCE.get_or_init(scan)
}

fn scan() -> Source {
    let mut source = Source::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let here = if cfg!(target_arch = "x86") {
        "i686"
    } else {
        "x86_64"
    };
    for file in files(&root) {
        let other = ["i686", "x86_64"]
            .iter()
            .any(|target| *target != here && file.starts_with(root.join("arch").join(target)));
        if !other {
            source.scan(&fs::read_to_string(&file).unwrap());
        }
    }
    let sizes = source.types.remove(HUGE).unwrap_or_default();
    for user in std::mem::take(&mut source.huge) {
        let names = source.types.entry(user).or_default();
        names.extend(sizes.iter().cloned());
    }
    source
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The identifier at the front.
fn ident(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    text.get(..end).filter(|ident| !ident.is_empty())
}

/// Without `pub`, `pub(crate)` and the like.
fn private(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("pub") else {
        return text;
    };
    match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(") ").map_or(text, |(_, rest)| rest),
        None => rest.trim_start(),
    }
}

impl Source {
    fn scan(&mut self, text: &str) {
        let (mut owner, mut table, mut c) = (None, None, false);
        let mut fields: Option<String> = None;
        for line in text.lines() {
            let text = line.trim();
            if line == "}" {
                (owner, table, fields) = (None, None, None);
            }
            if let Some((_, name)) = TABLES.iter().find(|(start, _)| *start == line) {
                table = Some(*name);
            }
            if text == "impl $flags {" {
                owner = Some(HUGE);
            }
            if let Some(users) = line.strip_prefix("huge_sizes!(") {
                self.huge.extend(ident(users).map(String::from));
            }
            if let Some(rest) = line.strip_prefix("impl") {
                let rest = rest.trim_start_matches("<'_>").trim_start();
                owner = (!line.contains(" for ")).then(|| ident(rest)).flatten();
            }
            c |= text.starts_with("#[repr(C");
            if let Some(rest) = private(text).strip_prefix("struct ") {
                if let Some(name) = ident(rest) {
                    // `pub struct Name: bits {` in one of the macros that declare types.
                    if rest[name.len()..].starts_with(':') {
                        owner = Some(name);
                    } else if c {
                        self.structs.insert(name.into(), Vec::new());
                        fields = Some(name.into());
                    }
                    c = false;
                }
            } else if let Some(name) = &fields {
                let field = private(text).split_once(": ");
                let field = field.filter(|(field, what)| {
                    ident(field) == Some(field)
                        && !what.starts_with("PhantomData")
                        && !FILLERS.iter().any(|filler| field.starts_with(filler))
                });
                if let Some((field, _)) = field {
                    self.structs.get_mut(name).unwrap().push(field.into());
                }
            }
            self.constant(owner, table, text);
        }
    }

    fn constant(&mut self, owner: Option<&str>, table: Option<&str>, text: &str) {
        let upper = |name: &&str| *name != "_" && !name.contains(|c: char| c.is_ascii_lowercase());
        if let Some(rest) = private(text).strip_prefix("const ") {
            let Some(name) = ident(rest).filter(upper) else {
                return;
            };
            let (kind, value) = rest[name.len()..].split_once('=').unwrap_or_default();
            let kind = kind.trim_start_matches(':').trim();
            // `Request` has constants of `Request<i32>`, too.
            let own = |owner| {
                let generic = kind
                    .strip_prefix(owner)
                    .is_some_and(|rest| rest.starts_with('<'));
                ["Self", "", owner].contains(&kind) || generic
            };
            match (kind, owner) {
                (_, Some(owner)) if own(owner) => {
                    let names = self.types.entry(owner.into()).or_default();
                    names.insert(name.into());
                }
                ("u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "isize" | "RawFd", _) => {
                    let value = value.trim().trim_end_matches(';');
                    self.integers.insert((name.into(), value.into()));
                }
                _ => {}
            }
        } else if let (Some(table), Some(name)) = (table, ident(text).filter(upper)) {
            let rest = text[name.len()..].trim_start();
            if rest.starts_with(|c: char| c == '=' || c.is_ascii_digit()) {
                let names = self.types.entry(table.into()).or_default();
                names.insert(name.into());
            }
        }
    }
}

/// The value of a literal, perhaps with its type and a cast, as [`normal`] has it.
pub(crate) fn integer(text: &str) -> Option<u64> {
    let literal = text.split(" as ").next().unwrap_or_default();
    let digits = literal.trim_end_matches("i32").replace('_', "");
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, digits.as_str()),
    };
    let parsed = match (digits.get(..2), digits.get(2..)) {
        (Some("0x"), Some(digits)) => i128::from_str_radix(digits, 16),
        (Some("0o"), Some(digits)) => i128::from_str_radix(digits, 8),
        _ => digits.parse(),
    };
    parsed.ok().map(|value| normal(sign * value))
}
