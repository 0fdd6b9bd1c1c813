//! The functions of `src/`, parsed from its text: their paths, signatures and bodies.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A function of `src/`.
pub(crate) struct Function {
    /// The path by which a program names it.
    pub(crate) path: String,
    pub(crate) name: String,
    /// The path of its module.
    pub(crate) module: String,
    /// The type of its `impl`, and the trait if there is one.
    pub(crate) owner: Option<String>,
    pub(crate) of: Option<String>,
    /// The generic parameters of its `impl`.
    pub(crate) impl_generics: Vec<String>,
    pub(crate) generics: Vec<String>,
    pub(crate) parameters: Vec<String>,
    /// The type of its result, or an empty string.
    pub(crate) returns: String,
    pub(crate) public: bool,
    /// Whether it is a `const fn`.
    pub(crate) constant: bool,
    /// The index of its file.
    pub(crate) file: usize,
    /// The tokens between its braces.
    pub(crate) body: Vec<String>,
}

impl Function {
    pub(crate) fn is_method(&self) -> bool {
        let first = self.parameters.first();
        first.is_some_and(|first| words(first).iter().any(|word| word == "self"))
    }

    /// Returns whether `word` is directly followed by `next` in the body.
    pub(crate) fn contains(&self, word: &str, next: &str) -> bool {
        let mut pairs = self.body.windows(2);
        pairs.any(|pair| pair[0] == word && pair[1] == next)
    }
}

/// The tokens of each file, and the functions.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) files: Vec<BTreeSet<String>>,
    pub(crate) all: Vec<Function>,
}

/// The head of an `impl`.
struct Impl {
    indent: usize,
    owner: String,
    of: Option<String>,
    generics: Vec<String>,
}

impl Functions {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut functions = Self::default();
        functions.folder(&root, &root);
        functions
    }

    fn folder(&mut self, root: &Path, folder: &Path) {
        let entries = fs::read_dir(folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.folder(root, &path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let place = path.strip_prefix(root).unwrap().to_str().unwrap();
                self.file(place, &fs::read_to_string(&path).unwrap());
            }
        }
    }

    pub(crate) fn file(&mut self, place: &str, text: &str) {
        let lines: Vec<&str> = text.lines().map(code).collect();
        let file = self.files.len();
        self.files
            .push(words(&lines.join("\n")).into_iter().collect());
        let mut impls: Vec<Impl> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let text = line.trim_start();
            let indent = line.len() - text.len();
            if text.starts_with('}') {
                impls.retain(|outer| outer.indent < indent);
            }
            impls.extend(implementation(text, indent));
            let Some((public, constant, name)) = function(text) else {
                continue;
            };
            let end = lines[at..].iter().position(|line| {
                let last = line.trim_end();
                let deeper = line.len() - line.trim_start().len() > indent;
                !deeper && (last.ends_with('}') || last.ends_with(';'))
            });
            let whole = lines[at..=at + end.unwrap_or(0)].join("\n");
            let (head, body) = whole.split_once('{').unwrap_or((&whole, ""));
            let (_, signature) = head.split_once(&format!("fn {name}")).unwrap();
            let (generics, rest) = generics(signature);
            let (parameters, rest) = list(rest.strip_prefix('(').unwrap_or(rest));
            let (_, returns) = rest.split_once("->").unwrap_or_default();
            let outer = impls.last().filter(|outer| outer.indent < indent);
            let (owner, of) = outer.map(|o| (o.owner.clone(), o.of.clone())).unzip();
            let (module, of) = (module(place), of.flatten());
            let path = match (&owner, &of) {
                (Some(owner), Some(of)) => format!("<{owner} as {of}>"),
                _ => join([&module, owner.as_deref().unwrap_or_default(), &name]),
            };
            let inside = ["arch/", "arg.rs", "sys.rs"];
            self.all.push(Function {
                path,
                module,
                owner,
                of,
                impl_generics: outer.map(|o| o.generics.clone()).unwrap_or_default(),
                generics,
                parameters,
                returns: returns.trim().to_string(),
                public: public && !inside.iter().any(|start| place.starts_with(start)),
                constant,
                file,
                body: words(body),
                name,
            });
        }
    }
}

/// Joins the parts that are not empty into a path.
pub(crate) fn join<const N: usize>(parts: [&str; N]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("::")
}

/// Returns the line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Splits a text into names and single punctuation characters; `::` is one token.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let len = match first {
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(len);
        words.push(word.to_string());
        rest = after.trim_start();
    }
    words
}

/// Splits the text before the closing bracket at its commas, and returns the parts and the text
/// after the bracket. Commas inside nested brackets do not split.
fn list(text: &str) -> (Vec<String>, &str) {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let arrow = text[..at].ends_with('-');
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' if depth == 0 && !arrow => {
                end = at;
                break;
            }
            ')' | ']' | '>' if !arrow => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..end]);
    let parts = parts.into_iter().map(str::trim);
    let parts = parts.filter(|part| !part.is_empty()).map(str::to_string);
    (parts.collect(), text.get(end + 1..).unwrap_or_default())
}

/// Returns the generic parameters at the start of a text, and the rest.
fn generics(text: &str) -> (Vec<String>, &str) {
    match text.strip_prefix('<') {
        Some(text) => list(text),
        None => (Vec::new(), text),
    }
}

/// Parses the line if it starts an `impl`.
fn implementation(line: &str, indent: usize) -> Option<Impl> {
    let line = line.strip_prefix("unsafe ").unwrap_or(line);
    let (generics, rest) = generics(line.strip_prefix("impl")?);
    let last = |path: &str| {
        let path = path.trim().split(['<', ' ', '{']).next().unwrap();
        path.rsplit("::").next().unwrap().to_string()
    };
    let (of, owner) = match rest.split_once(" for ") {
        Some((of, owner)) => (Some(last(of)), last(owner)),
        None => (None, last(rest)),
    };
    Some(Impl {
        indent,
        owner,
        of,
        generics,
    })
}

/// Returns whether a function is public, whether it is `const`, and its name.
fn function(line: &str) -> Option<(bool, bool, String)> {
    let restricted = line.starts_with("pub(");
    let line = match restricted {
        true => line.split_once(' ')?.1,
        false => line,
    };
    let words = words(line.split('(').next()?);
    let at = words.iter().position(|word| word == "fn")?;
    let before = &words[..at];
    let has = |word: &str| before.iter().any(|other| other == word);
    let name = words.get(at + 1).filter(|name| *name != "$")?;
    Some((has("pub") && !restricted, has("const"), name.clone()))
}

/// Returns the path of the module that a file holds.
fn module(place: &str) -> String {
    let place = place.trim_end_matches(".rs").trim_end_matches("/mod");
    let parts: Vec<&str> = place.split('/').collect();
    match parts[..] {
        ["errno" | "sysno"] => String::new(),
        ["types", file, ..] => format!("types::{file}"),
        ["vdso", "image"] => "vdso::image".into(),
        [topic, ..] => topic.into(),
        [] => unreachable!(),
    }
}
