//! What `src/` declares: the constants of each type, the other numbers, the structs with a layout
//! of the kernel's.
//!
//! Reading the source is what makes the other tests complete: what is declared there and not listed
//! here fails.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

use crate::support::oracle::{files, ident, normal};

/// Fields that stand for nothing.
const FILLERS: [&str; 5] = ["pad", "unused", "spare", "reserved", "rest"];

/// A constant of `src/`.
pub(crate) struct Constant {
    pub(crate) name: String,
    /// Its C names: literals before the `=`, or aliases; its own name if there is neither.
    pub(crate) c: Vec<String>,
    /// The text of the value; of a descriptor that stands for none, its number.
    pub(crate) value: String,
    /// Whether users see it. Those of a type always are.
    pub(crate) public: bool,
    /// The file, and the line from 0.
    pub(crate) place: (PathBuf, usize),
}

#[derive(Default)]
pub(crate) struct Source {
    /// The constants of each type, by name.
    pub(crate) types: BTreeMap<String, BTreeMap<String, Constant>>,
    /// The integers that belong to no type, and whatever else is public and belongs to none.
    pub(crate) integers: Vec<Constant>,
    /// Every alias that is written out.
    pub(crate) aliases: BTreeSet<String>,
    /// The structs in C's layout, and their fields.
    pub(crate) structs: BTreeMap<String, Vec<String>>,
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
            source.scan(&file, &fs::read_to_string(&file).unwrap());
        }
    }
    source
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
    fn scan(&mut self, file: &Path, text: &str) {
        let (mut owner, mut c, mut aliases) = (None, false, Vec::new());
        let mut fields: Option<String> = None;
        for (number, line) in text.lines().enumerate() {
            let text = line.trim();
            if line == "}" {
                (owner, fields) = (None, None);
            }
            if let Some(alias) = text.strip_prefix("#[doc(alias = \"") {
                aliases.extend(alias.strip_suffix("\")]").map(String::from));
            }
            // Some macros have an `impl` inside.
            if let Some(rest) = text.strip_prefix("impl") {
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
            if !text.starts_with(['#', '/']) {
                self.aliases.extend(aliases.iter().cloned());
                let place = (file.to_path_buf(), number);
                self.constant(owner, text, std::mem::take(&mut aliases), place);
            }
        }
    }

    fn constant(
        &mut self,
        owner: Option<&str>,
        text: &str,
        aliases: Vec<String>,
        place: (PathBuf, usize),
    ) {
        let upper = |name: &&str| *name != "_" && !name.contains(|c: char| c.is_ascii_lowercase());
        let Some(rest) = private(text).strip_prefix("const ") else {
            return;
        };
        let Some(name) = ident(rest).filter(upper) else {
            return;
        };
        let (kind, value) = rest[name.len()..].split_once('=').unwrap_or_default();
        let (kind, value) = (kind.trim(), value.trim().trim_end_matches(';'));
        // `const NAME ("C_NAME", "ANOTHER") = 1;` in one of the macros that declare constants.
        let literals = kind.strip_prefix('(').unwrap_or_default();
        let literals = literals.split('"').skip(1).step_by(2).map(String::from);
        let mut c: Vec<String> = literals.chain(aliases).collect();
        if c.is_empty() {
            c.push(name.into());
        }
        let value = value.trim_start_matches("unsafe { BorrowedFd::borrow_raw(");
        let constant = Constant {
            name: name.into(),
            c,
            value: value.trim_end_matches(") }").into(),
            public: text.starts_with("pub const "),
            place,
        };
        let kind = kind.trim_start_matches(':').trim();
        // `Request` has constants of `Request<i32>`, too.
        let own = |owner| {
            let generic = kind.strip_prefix(owner);
            let generic = generic.is_some_and(|rest| rest.starts_with('<'));
            ["Self", "", owner].contains(&kind) || kind.starts_with('(') || generic
        };
        match (kind, owner) {
            (_, Some(owner)) if own(owner) => {
                let constants = self.types.entry(owner.into()).or_default();
                constants.insert(constant.name.clone(), constant);
            }
            ("u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" | "isize" | "RawFd", _) => {
                self.integers.push(constant);
            }
            _ if constant.public => self.integers.push(constant),
            _ => {}
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
