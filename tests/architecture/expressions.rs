//! Derives, for each public function, the expressions that call it.
//!
//! The expressions follow from the function's signature. `any()` is a value of the parameter's type
//! about which the compiler knows nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::functions::{Function, Functions, join};
use crate::support::sysno::wrappers;

/// The types that are used for a generic parameter, by its bound. A function is called with each of
/// them.
const BOUNDS: [(&str, &[&str]); 5] = [
    ("", &["u8"]),
    ("AsFd", &["fd::BorrowedFd"]),
    ("Buffer", &["&mut [u8]", "&mut [MaybeUninit<u8>]"]),
    (
        "BufferOrSize",
        &["&mut [u8]", "&mut [MaybeUninit<u8>]", "fs::SizeOnly"],
    ),
    (
        "Ioctl",
        &["io::Call", "io::Get<u8>", "io::Set<u8>", "io::Update<u8>"],
    ),
];

/// The type that represents all types that a macro declares, by the module of the macro.
const DECLARED: [(&str, &str); 3] = [
    ("types::flags", "io::SpliceFlags"),
    ("types::id", "types::id::Pid"),
    ("types::constants", "io::Whence"),
];

/// Functions whose expression cannot be derived: the path or another name, and the expression.
const BY_HAND: [(&str, &str); 6] = [
    (
        "<BorrowedFd as AsFd>",
        "fd::AsFd::as_fd(&any::<fd::BorrowedFd>()).as_raw_fd()",
    ),
    (
        "<OwnedFd as AsFd>",
        "fd::AsFd::as_fd(&any::<fd::OwnedFd>()).as_raw_fd()",
    ),
    (
        "<Duration as TryFrom>",
        "core::time::Duration::try_from(any::<time::Timespec>())",
    ),
    (
        "<Timespec as TryFrom>",
        "time::Timespec::try_from(any::<core::time::Duration>())",
    ),
    (
        "<SigSet as FromIterator>",
        "types::sigset::SigSet::from_iter(any::<[signal::Signal; 2]>())",
    ),
    (
        "<UffdMsgs as ExactSizeIterator>",
        "any::<mm::UffdMsgs>().len()",
    ),
];

/// The modules with `syscall0` to `syscall6`, which a macro declares.
const PATHS: &[&str] = if cfg!(target_arch = "x86_64") {
    &["raw", "raw::syscall"]
} else {
    &["raw", "raw::int80", "raw::vsyscall"]
};

/// Returns the `n`th of the types for a bound, starting again after the last.
fn stands_for(bound: &str, n: usize) -> Option<&'static str> {
    let bound = bound.split('+').next().unwrap().trim();
    let (_, types) = BOUNDS.iter().find(|(name, _)| *name == bound)?;
    Some(types[n % types.len()])
}

/// Returns `::<…>` with a type for each generic parameter that is a type.
fn generics(parameters: &[String], n: usize) -> Option<String> {
    let parameters = parameters.iter().filter(|name| !name.starts_with('\''));
    let types = parameters.map(|parameter| {
        let (name, bound) = parameter.split_once(':').unwrap_or((parameter, ""));
        stands_for(bound, n).filter(|_| !name.starts_with("const "))
    });
    let types = types.collect::<Option<Vec<_>>>()?.join(", ");
    Some(if types.is_empty() {
        types
    } else {
        format!("::<{types}>")
    })
}

/// Returns the argument for a parameter.
fn argument(parameter: &str, n: usize) -> Option<String> {
    let (_, of) = parameter.split_once(':').unwrap_or_default();
    match of.trim().split_once("impl ") {
        None => Some("any()".into()),
        Some(("", bound)) => Some(format!("any::<{}>()", stands_for(bound, n)?)),
        Some(_) => None,
    }
}

/// Returns the expression that calls a function with the `n`th types.
fn expression(function: &Function, n: usize) -> Option<String> {
    let owner = match function.owner.as_deref() {
        Some("$name") => {
            let mut declared = DECLARED.iter();
            let (_, owner) = declared.find(|(module, _)| *module == function.module)?;
            owner.to_string()
        }
        owner => join([&function.module, owner.unwrap_or_default()]),
    };
    let mut owner = owner + &generics(&function.impl_generics, n)?;
    if let Some(of) = &function.of {
        owner = format!("<{owner} as {of}>");
    }
    let path = join([&owner, &function.name]) + &generics(&function.generics, n)?;
    let arguments = function.parameters.iter().map(|p| argument(p, n));
    let arguments = arguments.collect::<Option<Vec<_>>>()?.join(", ");
    // An iterator does nothing until an item is requested.
    let walk = if function.returns.contains("Iter") {
        ".for_each(|item| _ = black_box(item))"
    } else {
        ""
    };
    Some(format!("{path}({arguments}){walk}"))
}

/// Returns the expressions that call a function, or `None` if they cannot be derived.
fn derive(function: &Function) -> Option<BTreeSet<String>> {
    let most = BOUNDS.iter().map(|(_, types)| types.len()).max().unwrap();
    (0..most).map(|n| expression(function, n)).collect()
}

/// Returns the path of each public function and the expressions that call it.
pub(crate) fn expressions() -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (name, expression) in BY_HAND {
        all.insert(name.to_string(), BTreeSet::from([expression.to_string()]));
    }
    for path in PATHS {
        for n in 0..=6 {
            let name = format!("{path}::syscall{n}");
            let call = format!("{name}({})", ["any()"; 7][..=n].join(", "));
            all.insert(name, BTreeSet::from([call]));
        }
    }
    let mut lacking = Vec::new();
    for function in Functions::read().all {
        let walks = function.of.as_deref() == Some("Iterator");
        let public = walks || function.public && function.of.is_none();
        // Without features, `rt` has no functions.
        if !public || function.module == "rt" {
            continue;
        }
        let path = join([&function.path, if walks { &function.name } else { "" }]);
        match (derive(&function), all.contains_key(&path)) {
            (Some(derived), false) => _ = all.insert(path, derived),
            (Some(_), true) => panic!("{path} can be derived: delete it from BY_HAND"),
            (None, false) => lacking.push(path),
            (None, true) => {}
        }
    }
    // A macro may declare a wrapper, and then its signature is not in the source text.
    let wrappers = wrappers("x86_64").into_keys().map(String::from);
    lacking.extend(wrappers.filter(|path| !all.contains_key(path)));
    lacking.sort();
    lacking.dedup();
    assert!(
        lacking.is_empty(),
        "these functions need an expression in BY_HAND of tests/architecture/expressions.rs, or \
         the bound of a parameter in its BOUNDS:\n{}",
        lacking.join("\n")
    );
    assert!(all.len() > 450, "{} public functions", all.len());
    all
}
