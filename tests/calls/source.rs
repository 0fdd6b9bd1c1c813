//! Who can enter the kernel, as the source says: whoever has an entry in its body, and whoever calls one that can.
//!
//! Calls are told apart by name: `name(…)` and `module::name(…)` may be any free function of that name, `Type::name(…)` one
//! of that type, `.name(…)` a method of any type that the file mentions. That finds too much rather than too little.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::others::all;

/// A function of `src/`.
struct Function {
    /// What it is called by in a program.
    path: String,
    name: String,
    /// The type of its `impl`, and the trait.
    owner: Option<String>,
    of: Option<String>,
    method: bool,
    public: bool,
    /// Evaluated by the compiler, where there is no kernel.
    constant: bool,
    file: usize,
    /// What stands between its braces: words and signs.
    body: Vec<String>,
}

/// The words of a file, and its functions.
struct Source {
    files: Vec<BTreeSet<String>>,
    functions: Vec<Function>,
}

fn read() -> Source {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut source = Source {
        files: Vec::new(),
        functions: Vec::new(),
    };
    source.folder(&root, &root);
    source
}

impl Source {
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

    fn file(&mut self, place: &str, text: &str) {
        let lines: Vec<&str> = text.lines().map(code).collect();
        let file = self.files.len();
        self.files
            .push(words(&lines.join("\n")).into_iter().collect());
        let mut owners: Vec<(usize, String, Option<String>)> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let text = line.trim_start();
            let indent = line.len() - text.len();
            if text.starts_with('}') {
                owners.retain(|owner| owner.0 < indent);
            }
            if let Some((owner, of)) = implementation(text) {
                owners.push((indent, owner, of));
            }
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
            let owner = owners.last().filter(|owner| owner.0 < indent);
            let module = module(place);
            let parts = [module.as_str(), owner.map_or("", |o| &o.1), name.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let of = owner.and_then(|owner| owner.2.clone());
            let path = match (&of, owner) {
                (Some(of), Some(owner)) => format!("<{} as {of}>", owner.1),
                _ => parts.join("::"),
            };
            self.functions.push(Function {
                path,
                owner: owner.map(|owner| owner.1.clone()),
                of,
                method: words(head).iter().any(|word| word == "self"),
                public: public
                    && !["arch/", "arg.rs", "sys.rs"]
                        .iter()
                        .any(|m| place.starts_with(m)),
                constant,
                file,
                body: words(body),
                name,
            });
        }
    }

    /// Those that can enter the kernel, each with why.
    fn enter(&self) -> Vec<(&Function, String)> {
        let mut found: Vec<Option<String>> = self
            .functions
            .iter()
            .map(|function| {
                let entry = function
                    .body
                    .windows(2)
                    .find(|pair| is_entry(&pair[0], &pair[1]))?;
                (!function.constant).then(|| format!("{}{}", entry[0], entry[1]))
            })
            .collect();
        let mut next: Vec<usize> = (0..found.len()).filter(|&n| found[n].is_some()).collect();
        while let Some(callee) = next.pop() {
            for (n, caller) in self.functions.iter().enumerate() {
                if found[n].is_none()
                    && !caller.constant
                    && self.calls(caller, &self.functions[callee])
                {
                    found[n] = Some(self.functions[callee].path.clone());
                    next.push(n);
                }
            }
        }
        let all = self.functions.iter().zip(found);
        all.filter_map(|(function, why)| Some((function, why?)))
            .collect()
    }

    fn calls(&self, caller: &Function, callee: &Function) -> bool {
        let body = &caller.body;
        let named = (0..body.len()).filter(|&at| body[at] == callee.name);
        named.into_iter().any(|at| {
            let before = |n: usize| at.checked_sub(n).map_or("", |at| body[at].as_str());
            match (before(1), before(2), &callee.owner) {
                (".", _, Some(owner)) => callee.method && self.files[caller.file].contains(owner),
                ("::", qualifier, owner) if qualifier.starts_with(char::is_uppercase) => {
                    let own = qualifier == "Self" && caller.owner == *owner;
                    own || owner.as_deref() == Some(qualifier)
                }
                (".", ..) => false,
                (_, _, owner) => owner.is_none() && !elsewhere(&body[at + 1..]),
            }
        })
    }
}

/// Whether two words are the beginning of a way into the kernel.
fn is_entry(word: &str, next: &str) -> bool {
    let number = word
        .strip_prefix("syscall")
        .and_then(|n| n.parse::<u8>().ok());
    match next {
        "!" => ["sys", "asm", "enter"].contains(&word),
        "(" => number.is_some(),
        _ => false,
    }
}

/// Whether what follows a name says that it is no function: a field, a macro, a value, a module.
fn elsewhere(rest: &[String]) -> bool {
    let next = |n: usize| rest.get(n).map_or("", String::as_str);
    [":", "!", "."].contains(&next(0)) || next(0) == "::" && next(1) != "<"
}

/// The line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Names, and signs one by one, `::` as one.
fn words(text: &str) -> Vec<String> {
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

/// The type of an `impl`, and the trait.
fn implementation(line: &str) -> Option<(String, Option<String>)> {
    let line = line.strip_prefix("unsafe ").unwrap_or(line);
    let mut rest = line.strip_prefix("impl")?;
    if rest.starts_with('<') {
        let mut depth = 0;
        let end = rest.find(|c| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            depth == 0
        });
        rest = &rest[end? + 1..];
    }
    let last = |path: &str| {
        let path = path.trim().split(['<', ' ', '{']).next().unwrap();
        path.rsplit("::").next().unwrap().to_string()
    };
    match rest.split_once(" for ") {
        Some((of, owner)) => Some((last(owner), Some(last(of)))),
        None => Some((last(rest), None)),
    }
}

/// Whether a function is public and constant, and its name.
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

/// What a program calls the module of a file.
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

/// What a macro of this crate calls, and nobody else.
const MACROS: [&str; 5] = [
    "rt::begin",
    "rt::begin_bare",
    "rt::print",
    "rt::panicked",
    "<Buffer as Write>",
];

/// What only looks as if it could.
const CANNOT: [&str; 2] = [
    // `Image::symbol` and `get` of a slice.
    "vdso::Vdso::symbol",
    // `raw::set_gate` looks for nothing when it is told `int 0x80`.
    "vdso::disable",
];

#[test]
fn whoever_can_enter_the_kernel_is_declared() {
    let (source, declared) = (read(), all());
    let public = source.functions.iter().filter(|function| function.public);
    assert!(public.count() > 200);
    let mut undeclared = Vec::new();
    for (function, why) in source.enter() {
        let seen = function.public || function.of.is_some();
        let path = &function.path;
        let known = declared.contains_key(path)
            || MACROS.contains(&path.as_str())
            || CANNOT.contains(&path.as_str());
        if seen && !known {
            undeclared.push(format!("{path} ({}), by {why}", function.name));
        }
    }
    assert!(
        undeclared.is_empty(),
        "these can make a system call. One call is a `wrapper` in src/sysno.tbl, more a line of tests/calls/others.txt:\n{}",
        undeclared.join("\n")
    );
}

#[test]
fn whoever_is_declared_is_there() {
    let source = read();
    let enter: BTreeSet<String> = source
        .enter()
        .into_iter()
        .map(|f| f.0.path.clone())
        .collect();
    for name in CANNOT.iter().chain(&MACROS) {
        assert!(enter.contains(*name), "{name} cannot");
    }
    let macros: String = ["rt/entry.rs", "rt/print.rs"]
        .map(|file| {
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file))
                .unwrap()
        })
        .concat();
    for name in all().into_keys() {
        let there = if let Some(name) = name.strip_suffix('!') {
            macros.contains(&format!("macro_rules! {name} {{"))
        } else {
            // Those are made by a macro, in the folders of the targets.
            name.contains("::syscall") || name.starts_with("first use") || enter.contains(&name)
        };
        assert!(there, "no {name} in src/, or it makes no call");
    }
}

#[test]
fn a_call_is_seen_through_others() {
    let mut source = Source {
        files: Vec::new(),
        functions: Vec::new(),
    };
    source.file(
        "io/made_up.rs",
        "pub fn calls() {\n    inner(1)\n}\n\
         fn inner(n: u32) {\n    // SAFETY: none\n    sys!(CLOSE, n)\n}\n\
         pub fn none() {\n    n.calls(inner: 1) // calls()\n}\n\
         pub const fn constant() {\n    calls()\n}\n\
         impl Drop for Thing<'_> {\n    fn drop(&mut self) {\n        crate::io::calls();\n    }\n}\n\
         impl<T: AsRef<u8>> Other<T> {\n    pub fn new() {\n        Self::again();\n    }\n\
             \x20   pub(crate) fn again() {\n        syscall0(1);\n    }\n}\n",
    );
    let enter: Vec<&str> = source.enter().iter().map(|f| f.0.path.as_str()).collect();
    let expected = [
        "io::calls",
        "io::inner",
        "<Thing as Drop>",
        "io::Other::new",
        "io::Other::again",
    ];
    assert_eq!(enter, expected);
}
