//! The golden file as text: finds the lines of a function on a target, and changes them when
//! blessing.
//!
//! A block `[fs::fchown]` holds for both targets, and its lines have the name of the x86_64 call.
//! If more than that name differs between the targets, each has its own block: `[fs::fstat i686]`.

use super::agree::{Origin, SAME, Verdict, compare, golden};
use super::normal::name;
use crate::support::strace::release;
use crate::support::sysno::TARGETS;

/// A function, and the call that it makes on each of the `TARGETS`.
#[derive(Clone, Copy)]
pub(crate) struct Function<'a> {
    pub(crate) path: &'a str,
    pub(crate) calls: [Option<&'a str>; 2],
}

impl<'a> Function<'a> {
    /// Returns the name of the call in a block for both targets.
    fn shared(&self) -> &'a str {
        let [x86_64, i686] = self.calls;
        x86_64.or(i686).expect("a function makes a call")
    }

    /// Returns the key of the block for one target.
    fn own(&self, target: usize) -> String {
        format!("{} {}", self.path, TARGETS[target])
    }

    /// Returns the lines of one target with the call's name that a block for both targets has.
    fn in_common(&self, lines: &[String], target: usize) -> Vec<String> {
        renamed(
            lines,
            self.calls[target].expect("a target with lines makes a call"),
            self.shared(),
        )
    }

    fn has(&self, key: &str) -> bool {
        key == self.path || (0..2).any(|target| key == self.own(target))
    }
}

/// The paragraphs of the file: an introduction, then one for each block.
pub(crate) struct Golden(Vec<String>);

impl Golden {
    pub(crate) fn read(text: &str) -> Self {
        let text = text.strip_suffix('\n').unwrap_or(text);
        Golden(text.split("\n\n").map(String::from).collect())
    }

    /// Returns the text, with the changes made by blessing.
    pub(crate) fn text(&self) -> String {
        self.0.join("\n\n") + "\n"
    }

    /// Returns the release of `program` with which the file was written.
    pub(crate) fn written_with(&self, program: &str) -> Option<(u32, u32)> {
        let (_, releases) = self.0[0].split_once("# Written with ")?;
        release(releases.split_once(&format!("{program} "))?.1)
    }

    /// Replaces the release of `program` with which the file was written.
    pub(crate) fn write_with(&mut self, program: &str, (major, minor): (u32, u32)) {
        let (old_major, old_minor) = self.written_with(program).expect("a release to replace");
        let old = format!("{program} {old_major}.{old_minor}");
        self.0[0] = self.0[0].replace(&old, &format!("{program} {major}.{minor}"));
    }

    /// Returns the index of the paragraph that holds for a function on a target.
    fn place(&self, function: &Function, target: usize) -> Option<usize> {
        function.calls[target]?;
        let find = |key: &str| {
            self.0
                .iter()
                .position(|block| self::key(block) == Some(key))
        };
        find(&function.own(target)).or_else(|| find(function.path))
    }

    /// Returns the lines of a function on a target, with the name of its call there.
    pub(crate) fn lines(&self, function: &Function, target: usize) -> Option<Vec<String>> {
        let call = function.calls[target]?;
        let block = &self.0[self.place(function, target)?];
        let shared = key(block) == Some(function.path);
        let from = if shared { function.shared() } else { call };
        Some(renamed(&lines(block), from, call)).filter(|lines| !lines.is_empty())
    }

    /// Returns the blocks that hold for no function on any target: their indices and keys.
    fn unread(&self, functions: &[Function]) -> Vec<(usize, &str)> {
        let places = |target| functions.iter().filter_map(move |f| self.place(f, target));
        let read: Vec<usize> = places(0).chain(places(1)).collect();
        let blocks = self.0.iter().enumerate();
        let keys = blocks.filter_map(|(at, block)| Some((at, key(block)?)));
        keys.filter(|(at, _)| !read.contains(at)).collect()
    }

    /// Returns the keys of these blocks.
    pub(crate) fn unread_keys(&self, functions: &[Function]) -> Vec<&str> {
        let unread = self.unread(functions).into_iter();
        unread.map(|(_, key)| key).collect()
    }

    /// Removes the unread blocks of a chosen function, and returns whether there were any.
    pub(crate) fn remove_unread(
        &mut self,
        functions: &[Function],
        chosen: impl Fn(&str) -> bool,
    ) -> bool {
        let mut unread = self.unread(functions);
        unread.retain(|(_, key)| chosen(key.split(' ').next().unwrap()));
        let places: Vec<usize> = unread.into_iter().map(|(at, _)| at).collect();
        for at in places.iter().rev() {
            self.0.remove(*at);
        }
        !places.is_empty()
    }

    /// Records what a function was seen to do on a target; the lines of the other target are kept.
    /// Lines that agree with the present ones are not rewritten, and no other block changes.
    pub(crate) fn bless(
        &mut self,
        function: &Function,
        target: usize,
        found: &[String],
        origin: Origin,
    ) {
        let known = self.lines(function, target).unwrap_or_default();
        let here = golden(found, &known, origin);
        let other = 1 - target;
        let blocks = match self.lines(function, other) {
            Some(there) => {
                let pair = if target == 0 {
                    [here, there]
                } else {
                    [there, here]
                };
                let [x86_64, i686] = [0, 1].map(|target| function.in_common(&pair[target], target));
                if same(&x86_64, &i686) {
                    vec![(function.path.into(), x86_64)]
                } else {
                    let [x86_64, i686] = pair;
                    vec![(function.own(1), i686), (function.own(0), x86_64)]
                }
            }
            None if function.calls[other].is_none() => vec![(function.own(target), here)],
            None => vec![(function.path.into(), function.in_common(&here, target))],
        };
        self.replace(function, &blocks);
    }

    /// Replaces a function's blocks, or inserts them in order if there are none.
    fn replace(&mut self, function: &Function, blocks: &[(String, Vec<String>)]) {
        let its = |block: &String| key(block).is_some_and(|key| function.has(key));
        let present = self.0.iter().filter(|block| its(block));
        let present = present.map(|block| (key(block).unwrap().to_string(), lines(block)));
        if present.eq(blocks.iter().cloned()) {
            return;
        }
        let behind = |block: &String| key(block).is_some_and(|key| key > function.path);
        let at = self.0.iter().position(its);
        let at = at.or_else(|| self.0.iter().position(behind));
        let at = at.unwrap_or(self.0.len());
        self.0.retain(|block| !its(block));
        let blocks = blocks.iter();
        let blocks = blocks.map(|(key, lines)| format!("[{key}]\n{}", lines.join("\n")));
        self.0.splice(at..at, blocks);
    }
}

/// Returns the text in brackets above the lines of a block.
fn key(block: &str) -> Option<&str> {
    let mut lines = block.lines();
    lines.find_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
}

fn lines(block: &str) -> Vec<String> {
    let lines = block.lines().filter(|line| !line.starts_with(['#', '[']));
    lines.map(String::from).collect()
}

/// Replaces the call's name in lines.
fn renamed(lines: &[String], from: &str, to: &str) -> Vec<String> {
    let rename = |line: &String| match line.strip_prefix(from) {
        Some(rest) if name(line) == from => format!("{to}{rest}"),
        _ => line.clone(),
    };
    lines.iter().map(rename).collect()
}

/// Returns whether the lines of both targets require the same.
fn same(one: &[String], other: &[String]) -> bool {
    let same = |one, other| compare(one, other, SAME) == Verdict::Same;
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| same(one, other) && same(other, one))
}

/// A function whose call has another name on i686.
const F: Function = Function {
    path: "a::f",
    calls: [Some("f"), Some("f64")],
};

/// Returns the blocks of `a::f` after blessing what was seen on a target, and asserts that all
/// other blocks are unchanged, byte for byte.
fn blessed(before: &str, target: usize, found: &[&str], function: &Function) -> String {
    let found: Vec<String> = found.iter().map(|line| line.to_string()).collect();
    let mut blocks = String::new();
    let front = "# Written with Linux 6.18 and strace 6.1.\n\n[a::e]\n# by hand\ne(1)  = 0\n\n\n[a::e i686]";
    for end in [
        "\n",
        "\n\n[a::f2]\nf2(0x1) = ?\n# by hand\n\n\n[a::g]\ng() = 0\n",
    ] {
        let text = [front, before, end].concat();
        let mut golden = Golden::read(&text);
        golden.bless(function, target, &found, SAME);
        let text = golden.text();
        let rest = text
            .strip_prefix(front)
            .and_then(|text| text.strip_suffix(end));
        blocks = rest
            .unwrap_or_else(|| panic!("another block changed: {text}"))
            .to_string();
    }
    blocks
}

#[test]
fn blessing_one_function() {
    let new = "\n\n[a::f]\nf(1) = 0";
    let split = "\n\n[a::f i686]\nf64(2) = 0\n\n[a::f x86_64]\nf(1) = 0";
    let decided = "\n\n[a::f]\nf(1) = ?\nf(3) = 0";
    let split_decided =
        "\n\n[a::f i686]\nf64(1) = ?\nf64(4) = 0\n\n[a::f x86_64]\nf(1) = ?\nf(3) = 0";
    let half_decided = "\n\n[a::f i686]\nf64(1) = 5\n\n[a::f x86_64]\nf(1) = ?";
    let long = "\n\n[a::f]\nf(18446744073709551615, 0x1 /* A */) = 0";
    let of_old = "\n\n[a::f x86_64]\nf(1) = 0\n\n[a::f]\nf(2) = 0\n\n[a::f i686]\nf64(2) = 0";
    for (before, target, found, after) in [
        // The block of a new function holds for both targets.
        ("", 0, &["f(1) = 0"][..], new),
        ("", 1, &["f64(1) = 0"], new),
        ("", 1, &["f64(1) = -1 ENOTTY (No)"], "\n\n[a::f]\nf(1) = ?"),
        // The other target makes the same call, with its own name and as its own strace prints it.
        (new, 0, &["f(1) = 0"], new),
        (new, 1, &["f64(1) = 0"], new),
        (long, 1, &["f64(-1, 0x1 /* B */) = 0"], long),
        // A target that differs splits the block, and one that no longer differs merges it again.
        (new, 1, &["f64(2) = 0"], split),
        (split, 0, &["f(1) = 0"], split),
        (split, 1, &["f64(2) = 0"], split),
        (split, 1, &["f64(1) = 0"], new),
        (split, 0, &["f(2) = 0"], "\n\n[a::f]\nf(2) = 0"),
        (of_old, 1, &["f64(1) = 0"], new),
        ("\n\n[a::f]", 1, &["f64(1) = 0"], new),
        // A different number of calls splits the block as well.
        (
            split,
            1,
            &["f64(1) = 0", "f64(1) = 0"],
            "\n\n[a::f i686]\nf64(1) = 0\nf64(1) = 0\n\n[a::f x86_64]\nf(1) = 0",
        ),
        // A `?` is kept if the call is.
        (decided, 1, &["f64(1) = 7", "f64(3) = 0"], decided),
        (decided, 1, &["f64(1) = 7", "f64(4) = 0"], split_decided),
        (split_decided, 1, &["f64(1) = 8", "f64(3) = 0"], decided),
        (
            decided,
            0,
            &["f(2) = 7", "f(3) = 0"],
            "\n\n[a::f i686]\nf64(1) = ?\nf64(3) = 0\n\n[a::f x86_64]\nf(2) = 7\nf(3) = 0",
        ),
        // Lines that require a result on one target only are not the same.
        (half_decided, 1, &["f64(1) = 5"], half_decided),
        (half_decided, 0, &["f(1) = 5"], half_decided),
        // A machine that refuses a call does not change its line.
        (new, 0, &["f(1) = -1 EPERM (No)"], new),
        // A line of another call is not mistaken for one of this call.
        (
            "\n\n[a::f]\nff(1) = 0",
            0,
            &["f(1) = 0"],
            "\n\n[a::f i686]\nff(1) = 0\n\n[a::f x86_64]\nf(1) = 0",
        ),
    ] {
        assert_eq!(
            blessed(before, target, found, &F),
            after,
            "{before}, {found:?}"
        );
    }
}

#[test]
fn a_call_of_one_target() {
    let here = Function {
        path: "a::f",
        calls: [None, Some("f64")],
    };
    let own = "\n\n[a::f i686]\nf64(1) = 0";
    assert_eq!(blessed("", 1, &["f64(1) = 0"], &here), own);
    assert_eq!(
        blessed(own, 1, &["f64(2) = 0"], &here),
        own.replace('1', "2")
    );
}

#[test]
fn reading_changes_nothing() {
    for text in [
        "# None.\n",
        "# A\n\n\n[a::f]\n\n# B\nf() = 0\n\n[a::f\n",
        "#\n\n[a::f]\nf(1)  = 0\n\n",
    ] {
        assert_eq!(Golden::read(text).text(), text);
    }
}

#[test]
fn blocks_that_no_function_has() {
    let text = "#\n\n[a::e]\ne() = 0\n\n[a::f]\nf() = 0\n\n[a::f i686]\nf64() = 0\n\n\
                [a::f x86_64]\nf() = 0\n\n[a::f x86]\nf() = 0\n\n[a::f i686]\nf64() = 0\n";
    let mut golden = Golden::read(text);
    let unread = ["a::e", "a::f", "a::f x86", "a::f i686"];
    assert_eq!(golden.unread_keys(&[F]), unread);
    assert!(!golden.remove_unread(&[F], |path| path == "a::g"));
    assert!(golden.remove_unread(&[F], |path| path == "a::f"));
    let rest = "#\n\n[a::e]\ne() = 0\n\n[a::f i686]\nf64() = 0\n\n[a::f x86_64]\nf() = 0\n";
    assert_eq!(golden.text(), rest);
}

#[test]
fn releases() {
    let text = "# As strace prints it.\n# Written with Linux 6.18 and strace 6.1.\n";
    let mut golden = Golden::read(text);
    assert_eq!(golden.written_with("Linux"), Some((6, 18)));
    assert_eq!(golden.written_with("strace"), Some((6, 1)));
    assert_eq!(golden.written_with("nothing"), None);
    golden.write_with("Linux", (7, 0));
    assert_eq!(golden.text(), text.replace("6.18", "7.0"));
}
