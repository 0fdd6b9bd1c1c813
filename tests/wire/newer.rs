//! Calls that are newer than strace 6.1, the oldest release that the tests accept. A strace that
//! does not know a call prints its number and six registers.

use crate::support::sysno::rows;

/// The number of arguments of each call. The registers after the arguments have arbitrary values.
const ARGUMENTS: &[(&str, usize)] = &[
    ("cachestat", 4),
    ("fchmodat2", 4),
    ("file_getattr", 5),
    ("file_setattr", 5),
    ("futex_requeue", 4),
    ("futex_wait", 6),
    ("futex_wake", 4),
    ("getxattrat", 6),
    ("listmount", 4),
    ("listns", 4),
    ("listxattrat", 5),
    ("lsm_get_self_attr", 4),
    ("lsm_list_modules", 3),
    ("lsm_set_self_attr", 4),
    ("map_shadow_stack", 3),
    ("mseal", 3),
    ("open_tree_attr", 5),
    ("removexattrat", 4),
    ("rseq_slice_yield", 0),
    ("setxattrat", 6),
    ("statmount", 4),
];

fn count(name: &str) -> Option<usize> {
    let row = ARGUMENTS.iter().find(|row| row.0 == name);
    row.map(|row| row.1)
}

/// Rewrites the line of a call that strace knows only by its number: with the call's name, and only
/// the registers that are arguments.
pub(crate) fn named(line: &str) -> Option<String> {
    let (number, rest) = line.split_once('(')?;
    let number = u32::from_str_radix(number.strip_prefix("syscall_0x")?, 16).ok()?;
    let name = trapgate::Sysno::from_raw(number).name()?;
    let (registers, result) = rest.split_once(") = ")?;
    let count = count(name).unwrap_or_else(|| {
        panic!("{name}: strace does not decode it; add its arguments to tests/wire/newer.rs")
    });
    let own: Vec<String> = registers.split(", ").take(count).map(register).collect();
    Some(format!("{name}({}) = {result}", own.join(", ")))
}

/// Replaces an address that changes from run to run: `IMAGE` is in the program, `MAPPED` is where
/// the kernel chose. Addresses on the stack are left to the caller.
fn register(text: &str) -> String {
    let digits = text.strip_prefix("0x");
    match digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()) {
        Some(0x40_0001..0x50_0000) => "IMAGE".into(),
        Some(0x7e00_0000_0000..0x7ff0_0000_0000) | Some(0xf000_0000..0xff00_0000) => {
            "MAPPED".into()
        }
        _ => text.into(),
    }
}

#[test]
fn every_newer_call_has_its_arguments() {
    let newer = |since: &str| {
        let mut parts = since
            .split('.')
            .map(|part| part.parse::<u32>().unwrap_or(0));
        (parts.next(), parts.next()) > (Some(6), Some(1))
    };
    let rows = rows().into_values();
    let newer = rows.filter(|row| newer(row.since) && row.status == "current");
    let names: Vec<&str> = newer.map(|row| row.name).collect();
    let counted: Vec<&str> = ARGUMENTS.iter().map(|row| row.0).collect();
    assert_eq!(counted, names, "ARGUMENTS differs from src/sysno.tbl");
}

#[test]
fn registers_of_newer_calls() {
    let number = trapgate::Sysno::from_name("fchmodat2").unwrap().raw();
    let line = |registers: &str| format!("syscall_0x{number:x}({registers}) = -1 EBADF (Bad)");
    let named = |registers: &str| named(&line(registers)).unwrap();
    let golden = "fchmodat2(0xffffffff, IMAGE, 0x1a4, 0x100) = -1 EBADF (Bad)";
    assert_eq!(named("0xffffffff, 0x41b100, 0x1a4, 0x100, 0x7, 0"), golden);
}
