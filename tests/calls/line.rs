//! A line of strace, compared with a call of a constant.

use trapgate::calls::Call;

/// The name of the call.
pub(crate) fn name(line: &str) -> &str {
    line.split('(').next().unwrap()
}

/// An argument that is a number; its comments do not count.
pub(crate) fn argument(line: &str, index: u32) -> Option<u32> {
    let (_, arguments) = line.split_once('(')?;
    let (mut depth, mut quoted, mut before) = (0, false, ' ');
    let mut parts = arguments.split(|c: char| {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            '[' | '{' | '(' if !quoted => depth += 1,
            ']' | '}' | ')' if !quoted => depth -= 1,
            _ => {}
        }
        before = c;
        (c == ',' && depth == 0 && !quoted) || depth < 0
    });
    let part = parts.nth(index.try_into().ok()?)?.trim();
    let number = part.split(' ').next()?;
    match number.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    }
}

/// Whether a line is this call.
pub(crate) fn is(line: &str, call: &Call) -> bool {
    let verb = call.verb.is_none_or(|verb| {
        argument(line, verb.argument).is_some_and(|word| word & verb.mask == verb.value)
    });
    call.sysno.name() == Some(name(line)) && verb
}

#[test]
fn arguments_of_lines() {
    let line = "f(50, [{a=1, b=\"),\\\"\"}, 2], 0x14 /* A(1, 2) */, 7) = 0x3 (x)";
    let arguments = [0, 1, 2, 3, 4].map(|index| argument(line, index));
    assert_eq!(arguments, [Some(50), None, Some(0x14), Some(7), None]);
    assert_eq!(argument("f() = 0", 0), None);
}
