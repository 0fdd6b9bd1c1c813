//! What the files of `topics/` are made of.
//!
//! A topic names its types with the kernel's names for their constants, and its structs with the
//! kernel's names for them. The values are the oracles': nobody writes them down, except for what
//! no oracle has.

use bitflags::Flags;

use super::layouts::Layout;
use super::source;

/// What one file of `topics/` says. Most say only some of it.
#[derive(Default)]
pub(crate) struct Topic {
    /// The types that have constants: see [`types!`].
    pub(crate) types: Vec<Type>,
    /// The structs that the kernel reads or writes: see [`structs!`].
    pub(crate) structs: Vec<Struct>,
    /// Constants that no oracle has: the kernel's name, the value, the home in the kernel and the
    /// first release with it.
    pub(crate) unknown: &'static [(&'static str, u64, &'static str)],
    /// Constants that C libraries have with another value than the kernel.
    pub(crate) not_libc: &'static [&'static str],
    /// Integers of `src/` that have a name like the kernel's and are not the kernel's.
    pub(crate) own: &'static [&'static str],
    /// Integers of `src/` that have a shorter name there and no alias: the name, and the kernel's.
    pub(crate) renamed: &'static [(&'static str, &'static str)],
    /// Structs in C's layout that are not the kernel's own: parts of others, and what only stays
    /// here.
    pub(crate) inner: &'static [&'static str],
    /// The kernel's headers that declare all this, for `headers`. One that a release lacks is left
    /// out.
    pub(crate) headers: &'static [&'static str],
    /// The release that added a field, or with `struct …` all of a struct, where that is newer than
    /// Linux 5.6.
    pub(crate) since: &'static [(&'static str, [u32; 2])],
}

pub(crate) struct Type {
    /// The name in `src/`.
    pub(crate) name: &'static str,
    /// The constants, as compiled.
    pub(crate) constants: Vec<(&'static str, u64)>,
    /// The module of `linux-raw-sys`.
    pub(crate) module: &'static str,
    /// The kernel's names, with `*` for this crate's, or the whole of one that is made otherwise.
    pub(crate) patterns: &'static [&'static str],
    /// What matches a pattern and is nothing of this type: a name, or its beginning and `*`.
    pub(crate) others: &'static [&'static str],
}

impl Type {
    /// The C names that a constant would have by the patterns.
    pub(crate) fn candidates(&self, constant: &str) -> Vec<String> {
        // A digit cannot begin a name in Rust.
        let constant = match constant.strip_prefix('_') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
            _ => constant,
        };
        let patterns = self.patterns.iter().filter(|pattern| pattern.contains('*'));
        patterns
            .map(|pattern| pattern.replace('*', constant))
            .collect()
    }

    /// The C names of a constant, as `src/` states them, as far as the patterns are theirs.
    pub(crate) fn names(&self, constant: &str) -> impl Iterator<Item = &'static String> {
        let constant = &source::read().types[self.name][constant];
        constant
            .c
            .iter()
            .filter(|name| matches(self.patterns, name))
    }

    /// Whether a name of the kernel's is one that this type should have.
    pub(crate) fn claims(&self, name: &str) -> bool {
        matches(self.patterns, name) && !matches(self.others, name)
    }
}

/// Whether one of the patterns is that of a name.
pub(crate) fn matches(patterns: &[&str], name: &str) -> bool {
    patterns
        .iter()
        .any(|pattern| match pattern.split_once('*') {
            Some((front, back)) => name.starts_with(front) && name.ends_with(back),
            None => *pattern == name,
        })
}

/// The constants of a flag type.
pub(crate) fn bits<F>() -> Vec<(&'static str, u64)>
where
    F: Flags<Bits: Into<u64>>,
{
    let named = F::FLAGS.iter().filter(|flag| !flag.name().is_empty());
    named
        .map(|flag| (flag.name(), flag.value().bits().into()))
        .collect()
}

/// The types of a topic. A flag type needs its name and the kernel's pattern, a type of numbers its
/// constants too:
///
/// ```text
/// ResolveFlags: "RESOLVE_*";
/// // Matches of the pattern that do not belong to the type; "*" if it has only some, by design.
/// OpenFlags: "O_*" but "O_NDELAY";
/// Dumpable [DISABLE USER ROOT]: "SUID_DUMP_*";
/// FsType [MINIX MINIX_30]: "*_SUPER_MAGIC" "MINIX_SUPER_MAGIC2";      a name that no pattern makes
/// Type [PHDR PHENT]: "AT_*" in "auxvec";        a module of `linux-raw-sys` that is not `general`
/// ```
macro_rules! types {
    ($($type:ident $([$($constant:ident)*])?:
       $($pattern:literal)+ $(but $($other:literal)+)? $(in $module:literal)?;)*) => {
        vec![$($crate::abi::topic::Type {
            name: stringify!($type),
            constants: types!(@constants $type $([$($constant)*])?),
            module: types!(@module $($module)?),
            patterns: &[$($pattern),*],
            others: &[$($($other),*)?],
        }),*]
    };
    (@constants $type:ident) => { $crate::abi::topic::bits::<$type>() };
    (@constants $type:ident [$($constant:ident)*]) => {
        vec![$((
            stringify!($constant),
            $crate::support::oracle::normal($type::$constant.raw() as i128),
        )),*]
    };
    (@module) => { "general" };
    (@module $module:literal) => { $module };
}

pub(crate) use types;

pub(crate) struct Struct {
    /// The name in `src/`.
    pub(crate) name: &'static str,
    /// The kernel's name.
    pub(crate) kernel: &'static str,
    /// What stands before the name of a field in the kernel.
    pub(crate) prefix: &'static str,
    pub(crate) ours: Layout,
    /// The same struct elsewhere.
    pub(crate) oracles: Vec<&'static str>,
}

/// The structs of a topic: the name here, the kernel's, what its fields' names begin with there,
/// the fields by their names here, and the same struct in the oracles.
///
/// ```text
/// Winsize = "struct winsize", "ws_" [row col xpixel ypixel]: "general::winsize" "libc::winsize";
/// Rusage = "struct rusage", "ru_" (behaviour::rusage()): "general::rusage" "libc::rusage but size";
/// Newer = "struct newer", "" [flags fd]: "include/uapi/linux/newer.h, 7.0: size=16 flags=0 fd=8";
/// ```
///
/// Parentheses hold a [`Layout`] that is made by hand, for private fields or what is one field here
/// and two there. `but` names the fields that an oracle lacks, by the kernel's names, and `size`. A
/// struct that neither oracle has is written down.
macro_rules! structs {
    ($($type:ident = $kernel:literal, $prefix:literal $ours:tt: $($oracle:literal)+;)*) => {
        vec![$($crate::abi::topic::Struct {
            name: stringify!($type),
            kernel: $kernel,
            prefix: $prefix,
            ours: structs!(@ours $type $prefix $ours),
            oracles: vec![$($oracle),*],
        }),*]
    };
    (@ours $type:ident $prefix:literal [$($field:ident)*]) => {
        $crate::abi::layouts::layout!($type, $prefix: $($field)*)
    };
    (@ours $type:ident $prefix:literal ($ours:expr)) => { $ours };
}

pub(crate) use structs;
