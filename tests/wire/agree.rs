//! Decides whether a line that this strace wrote and a line of the golden file describe the same
//! call.
//!
//! The calls must agree argument by argument; the results must agree only if the golden file states
//! one. Two releases of strace may write the same number in different bases, and an older release
//! may print an address where a newer one decodes what is at that address.

use std::cmp::Ordering;

use super::normal::bare;

/// How a line compares with the golden file's.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Same,
    /// The arguments agree, but this machine refuses the call.
    Refused,
    Differs,
}

/// Where the compared lines come from.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
    /// How this strace's release compares with that of the golden file.
    pub(crate) strace: Ordering,
    /// Whether this kernel is older than the one the golden file was written with.
    pub(crate) older_kernel: bool,
}

/// Errors that depend on the machine: its kernel, privileges, limits and security modules.
const REFUSED: &[&str] = &["EACCES", "ENOMEM", "ENOSYS", "EOPNOTSUPP", "EPERM"];

/// Errors with which an older kernel rejects a flag or a request that it does not know.
const UNKNOWN: &[&str] = &["EINVAL", "ENOTTY"];

/// Errors that follow from the arguments on every machine, if the golden file states them.
const CERTAIN: &[&str] = &["EBADF", "EFAULT", "EINVAL", "ENOENT"];

/// A line split into its parts.
struct Line<'a> {
    name: &'a str,
    arguments: Vec<&'a str>,
    result: &'a str,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let (arguments, result) = rest.rsplit_once(") = ")?;
        Some(Line {
            name,
            arguments: list(arguments),
            result,
        })
    }

    /// Returns the name of the error if the result is one.
    fn error(&self) -> Option<&'a str> {
        self.result.strip_prefix("-1 ")?.split(' ').next()
    }
}

/// Returns the lines for the golden file. A line that agrees with one of `before`, the lines now in
/// the file, is kept as it is there; the others have `?` for a result that depends on the machine.
pub(crate) fn golden(lines: &[String], before: &[String], origin: Origin) -> Vec<String> {
    let mut before = before.to_vec();
    let golden = |line: &String| {
        let agrees = |known: &String| compare(line, known, origin) != Verdict::Differs;
        if let Some(at) = before.iter().position(agrees) {
            return before.remove(at);
        }
        let error = Line::parse(line).and_then(|line| line.error());
        match line.rsplit_once(") = ") {
            Some((call, _)) if error.is_some_and(|error| !CERTAIN.contains(&error)) => {
                format!("{call}) = ?")
            }
            _ => line.clone(),
        }
    };
    lines.iter().map(golden).collect()
}

/// Compares a line from this machine with one of the golden file.
pub(crate) fn compare(found: &str, golden: &str, origin: Origin) -> Verdict {
    let (found, golden) = (bare(found), bare(golden));
    if found == golden {
        return Verdict::Same;
    }
    let (Some(found), Some(golden)) = (Line::parse(&found), Line::parse(&golden)) else {
        return Verdict::Differs;
    };
    let refused = found.error().is_some_and(|error| {
        let unknown = origin.older_kernel && UNKNOWN.contains(&error);
        (REFUSED.contains(&error) || unknown) && golden.error() != Some(error)
    });
    let decided = golden.result == "?";
    // If the kernel has not filled a structure, strace prints its address.
    let filled = decided && found.error().is_none();
    let same = Same {
        found_decodes: refused || filled || origin.strace.is_gt(),
        golden_decodes: refused || origin.strace.is_lt(),
        releases: refused || filled || origin.strace.is_ne(),
    };
    let arguments = found.arguments.iter().zip(&golden.arguments);
    // strace reads this argument as a `long`, which has 32 bits if strace itself is a 32-bit
    // program, as on a 32-bit kernel.
    let fcntl64 = golden.name == "fcntl64";
    let same_long = |found: &str, golden: &str| {
        let numbers = number(found).zip(number(golden));
        fcntl64 && numbers.is_some_and(|(one, other)| same_int(one, other))
    };
    let calls = found.name == golden.name
        && found.arguments.len() == golden.arguments.len()
        && arguments
            .into_iter()
            .all(|(found, golden)| same.argument(found, golden) || same_long(found, golden));
    match calls {
        true if decided => Verdict::Same,
        true if refused => Verdict::Refused,
        true if same.result(found.result, golden.result) => Verdict::Same,
        _ => Verdict::Differs,
    }
}

/// Which differences are allowed between lines of the same call.
#[derive(Clone, Copy)]
struct Same {
    /// The line shows what is in memory, and the golden file shows its address.
    found_decodes: bool,
    /// The golden file shows what is in memory, and the line shows its address.
    golden_decodes: bool,
    /// The lines are from different releases of strace: one may show more fields, or write a number
    /// in another base.
    releases: bool,
}

impl Same {
    /// Compares two arguments, fields or elements: what the caller passes, and what the kernel
    /// writes there.
    fn argument(self, found: &str, golden: &str) -> bool {
        let (found, golden) = (in_and_out(found), in_and_out(golden));
        let out = match (&found.1, &golden.1) {
            (Some(found), Some(golden)) => self.value(found, golden),
            (found, golden) => self.releases || found.is_none() && golden.is_none(),
        };
        out && self.value(&found.0, &golden.0)
    }

    fn value(self, found: &str, golden: &str) -> bool {
        if found == golden {
            return true;
        }
        if let (Some(one), Some(other)) = (number(found), number(golden)) {
            return one == other || is_hex(found) != is_hex(golden) && same_int(one, other);
        }
        if is_decoded(found) && is_address(golden) {
            return self.found_decodes;
        }
        if is_address(found) && is_decoded(golden) {
            return self.golden_decodes;
        }
        if let (Some(found), Some(golden)) = (inside(found, '{', '}'), inside(golden, '{', '}')) {
            let (found, golden) = (fields(found), fields(golden));
            let all = |fields: &[(&str, &str)], others: &[(&str, &str)]| {
                fields.iter().all(|(name, value)| {
                    let other = others.iter().find(|other| other.0 == *name);
                    other.map_or(self.releases, |other| self.argument(value, other.1))
                })
            };
            return all(&found, &golden) && all(&golden, &found);
        }
        if let (Some(found), Some(golden)) = (inside(found, '[', ']'), inside(golden, '[', ']')) {
            let (found, golden) = (list(found), list(golden));
            let mut pairs = found.iter().zip(&golden);
            return found.len() == golden.len()
                && pairs.all(|(one, other)| self.argument(one, other));
        }
        false
    }

    /// Compares two results: the number, the error's name, and what strace adds to them.
    fn result(self, found: &str, golden: &str) -> bool {
        let parts = |result: &'_ str| -> (String, String) {
            let (head, tail) = result.split_once(" (").unwrap_or((result, ""));
            (head.into(), tail.into())
        };
        let (found, golden) = (parts(found), parts(golden));
        let numbers = (number(&found.0), number(&golden.0));
        let head =
            found.0 == golden.0 || matches!(numbers, (Some(one), Some(other)) if one == other);
        head && (self.releases || found.1 == golden.1)
    }
}

/// Splits a text at its commas, except those inside brackets or quotes.
fn list(text: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start, mut quoted, mut escaped) =
        (Vec::new(), 0, 0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.retain(|part| !part.is_empty());
    found
}

/// Returns the fields of a struct; `...` stands for fields that strace leaves out.
fn fields(text: &str) -> Vec<(&str, &str)> {
    let named = |field| str::split_once(field, '=').unwrap_or((field, ""));
    let fields = list(text).into_iter().map(named);
    fields.filter(|field| field.0 != "...").collect()
}

/// Returns the text between two brackets that are the first and the last character.
fn inside(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// Splits an argument into what the caller passes and what the kernel writes there: `[1] => [2]`,
/// which newer releases print as `[1 => 2]`.
fn in_and_out(argument: &str) -> (String, Option<String>) {
    let array = inside(argument, '[', ']').and_then(|inside| inside.split_once(" => "));
    if let Some((before, after)) = array.filter(|(before, _)| !before.contains([',', '{', ']'])) {
        return (format!("[{before}]"), Some(format!("[{after}]")));
    }
    let at = argument.find(" => ").filter(|&at| {
        let open = argument[..at]
            .bytes()
            .filter(|byte| b"[{".contains(byte))
            .count();
        open == argument[..at]
            .bytes()
            .filter(|byte| b"]}".contains(byte))
            .count()
    });
    match at {
        Some(at) => (argument[..at].into(), Some(argument[at + 4..].into())),
        None => (argument.into(), None),
    }
}

/// Returns whether an argument is an address that may point to something.
fn is_address(argument: &str) -> bool {
    let named = ["IMAGE", "MAPPED", "STACK"].contains(&argument);
    named || is_hex(argument) && number(argument).is_some_and(|number| number >= 0x1000)
}

/// Returns whether an argument shows what strace found in memory, or a name that `normal.rs` puts
/// in its place.
fn is_decoded(argument: &str) -> bool {
    let named = argument.bytes().all(|byte| byte.is_ascii_uppercase()) && argument != "NULL";
    argument.starts_with(['{', '[', '"']) || named && !is_address(argument)
}

fn is_hex(argument: &str) -> bool {
    argument.starts_with("0x")
}

/// Returns whether two numbers are the same int. An int fills half of a 64-bit register, and the
/// other half may extend its sign.
fn same_int(one: i64, other: i64) -> bool {
    one as u32 == other as u32
        && [one, other]
            .iter()
            .all(|&word| i32::try_from(word).is_ok() || u32::try_from(word).is_ok())
}

/// Returns the value of an argument: decimal, hexadecimal, octal, or flags joined by `|`.
fn number(argument: &str) -> Option<i64> {
    if argument == "NULL" {
        return Some(0);
    }
    let part = |text: &str| match (text.strip_prefix("0x"), text.strip_prefix('0')) {
        (Some(digits), _) => u64::from_str_radix(digits, 16).ok(),
        (None, Some(digits)) if !digits.is_empty() => u64::from_str_radix(digits, 8).ok(),
        _ => text.parse::<i128>().ok().map(|number| number as u64),
    };
    let mut parts = argument
        .split('|')
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek()?;
    let bits = parts.try_fold(0, |bits, text| Some(bits | part(text)?))?;
    Some(bits as i64)
}

/// The golden file's own releases.
pub(crate) const SAME: Origin = Origin {
    strace: Ordering::Equal,
    older_kernel: false,
};

const NEWER: Origin = Origin {
    strace: Ordering::Greater,
    ..SAME
};

const OLDER_KERNEL: Origin = Origin {
    older_kernel: true,
    ..SAME
};

/// Asserts how a line compares with a line of the golden file.
#[track_caller]
fn each(origin: Origin, expected: Verdict, pairs: &[(&str, &str)]) {
    for (found, golden) in pairs {
        let verdict = compare(found, golden, origin);
        assert_eq!(verdict, expected, "{found}, compared with {golden}");
    }
}

fn turned<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    pairs.iter().map(|&(one, other)| (other, one)).collect()
}

#[test]
fn comments_blanks_and_bases_do_not_count() {
    let pairs = [
        (
            "a(0 /* X */|0x1000 /* Y */, {b=1 /* Z */}) = 0",
            "a(0|0x1000, {b=1}) = 0",
        ),
        ("a([{b=1} /* Z */ ]) = 0", "a([{b=1}]) = 0"),
        ("a(0x1 /* X */) = 0", "a(0x1 /* Y */) = 0"),
        ("a(70, 0x46, NULL) = 4", "a(0x46, 70, 0) = 0x4"),
        ("a(-1, 0640, 0x100) = 0", "a(0xffffffff, 0x1a0, 256) = 0"),
        ("a([4 => 7], 3) = 3", "a([4] => [7], 3) = 3"),
        ("fcntl64(1, 0, -1) = 3", "fcntl64(1, 0, 4294967295) = 3"),
    ];
    each(SAME, Verdict::Same, &pairs);
    each(SAME, Verdict::Same, &turned(&pairs));
}

#[test]
fn newer_releases_of_strace_know_more() {
    let pairs = [
        ("a(\"a, \\\"b\", 1) = 0", "a(IMAGE, 1) = 0"),
        ("a({b={c=0x1000, d=0x2}, e=0}) = 0", "a(STACK) = 0"),
        ("a([0x5 /* B */]) = 0", "a(0x20000000) = 0"),
        ("a({b=1, c=2, ...}) = 0", "a({b=0x1}) = 0"),
        ("a(1) = 0x1 (more)", "a(1) = 1"),
    ];
    each(NEWER, Verdict::Same, &pairs);
    each(SAME, Verdict::Differs, &pairs);
    each(SAME, Verdict::Differs, &turned(&pairs));
}

#[test]
fn arguments_that_differ() {
    let pairs = [
        ("a(1) = 0", "a(2) = 0"),
        ("a(1) = 0", "b(1) = 0"),
        ("a(1) = 0", "a(1, 2) = 0"),
        ("a(\"b\") = 0", "a(\"c\") = 0"),
        ("a({b=1}) = 0", "a({b=2}) = 0"),
        ("a({b=1}) = 0", "a({b=1 => 2}, 3) = 0"),
        ("a([1, 2]) = 0", "a([1]) = 0"),
        ("a([5 => 7]) = 0", "a([4] => [7]) = 0"),
        ("a([4 => 8]) = 0", "a([4] => [7]) = 0"),
        ("a({b=2}) = 0", "a(NULL) = 0"),
        ("a(NULL) = 0", "a(\"b\") = 0"),
        // An older release decodes the argument, so a newer one that prints an address has found
        // the address invalid.
        ("a(0x20000000) = 0", "a({b=1}) = 0"),
        ("a(0x20000000) = 0", "a(0x20000100) = 0"),
        // Only half of an offset.
        ("a(7) = 0", "a(4294967303) = 0"),
        ("a(4294967295) = 0", "a(-1) = 0"),
        ("fcntl64({b=4294967295}) = 0", "fcntl64({b=-1}) = 0"),
        ("a(0x100000007) = 0", "a(7) = 0"),
    ];
    each(SAME, Verdict::Differs, &pairs);
    each(NEWER, Verdict::Differs, &pairs);
}

#[test]
fn results_that_the_machine_decides() {
    let decided = [
        ("a(1) = 0", "a(1) = ?"),
        ("a(1) = -1 EINVAL (Invalid)", "a(1) = ?"),
        ("a([1]) = 0", "a(0x2000) = ?"),
    ];
    each(SAME, Verdict::Same, &decided);
    let refused = [
        ("a(1) = -1 ENOSYS (No)", "a(1) = 0"),
        ("a(1) = -1 EPERM (No)", "a(1) = -1 EBADF (Bad)"),
        ("a(STACK) = -1 EPERM (No)", "a({b=1}) = 0"),
    ];
    each(SAME, Verdict::Refused, &refused);
    let unknown = [("a(1) = -1 EINVAL (Invalid)", "a(1) = 0")];
    each(OLDER_KERNEL, Verdict::Refused, &unknown);
    each(SAME, Verdict::Differs, &unknown);
    let others = [
        ("a(0x2000) = -1 EINVAL (Invalid)", "a([1]) = ?"),
        ("a(2) = -1 EINVAL (Invalid)", "a(1) = ?"),
        ("a(2) = -1 ENOSYS (No)", "a(1) = 0"),
        ("a(2) = -1 EINVAL (Invalid)", "a(1) = 0"),
        ("a(1) = 0", "a(1) = -1 EBADF (Bad)"),
        ("a(1) = 3", "a(1) = 4"),
    ];
    each(SAME, Verdict::Differs, &others);
    each(OLDER_KERNEL, Verdict::Differs, &others[1..]);
}

#[test]
fn what_the_file_has() {
    let lines = |lines: &[&str]| Vec::from_iter(lines.iter().map(|line| line.to_string()));
    let before = lines(&["a(1) = ?", "a(1) = 0", "a(4) = 0", "a(6) = 0", "a(7) = 1"]);
    let found = lines(&[
        "a(2) = -1 EBADF (Bad)",
        "a(3) = -1 ENOTTY (No)",
        "a(1) = 0",
        "a(1) = 0",
        "a(4 /* B */) = 0",
        "a(6) = -1 EPERM (No)",
        "a(7) = 2",
        "a(5) = ?",
    ]);
    let expected = lines(&[
        "a(2) = -1 EBADF (Bad)",
        "a(3) = ?",
        "a(1) = ?",
        "a(1) = 0",
        "a(4) = 0",
        "a(6) = 0",
        "a(7) = 2",
        "a(5) = ?",
    ]);
    assert_eq!(golden(&found, &before, SAME), expected);
}
