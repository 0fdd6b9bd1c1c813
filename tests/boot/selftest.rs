//! The freestanding selftest as process 1.

use super::machine::{AMD, Machine, OF_64_BIT};
#[cfg(target_arch = "x86")]
use super::machine::{INTEL, OF_32_BIT};

/// Returns the gate that the program must use.
fn gate(vdso: bool) -> &'static str {
    match vdso {
        _ if cfg!(target_arch = "x86_64") => "gate Syscall",
        true if cfg!(not(trapgate_int80)) => "gate Vsyscall",
        _ => "gate Int80",
    }
}

/// Returns what a 32-bit kernel lacks. Linux 6.1 has everything else.
fn missing(flavour: &str) -> &'static [&'static str] {
    match flavour {
        OF_64_BIT => &[],
        _ => &["SKIP pkeys: pkey_alloc: no such system call (ENOSYS)"],
    }
}

/// Checks that every check is `ok`, except those whose call the kernel lacks. Process 1 has every
/// privilege, so no other check may skip.
fn passes(machine: &Machine) {
    let Some(console) = machine.boot("selftest", "") else {
        return;
    };
    console.says(gate(machine.vdso));
    let begin_with = |word| console.lines().filter(move |line| line.starts_with(word));
    let (passed, skipped) = (begin_with("ok ").count(), missing(machine.flavour));
    assert!(passed > 0, "{}", console.tail());
    assert_eq!(Vec::from_iter(begin_with("SKIP ")), skipped);
    let skipped = skipped.len();
    console.says(&format!("{passed} passed, 0 failed, {skipped} skipped"));
}

macro_rules! passes {
    ($($name:ident: $flavour:ident, $processor:ident, vdso: $vdso:literal;)*) => { $(
        #[test]
        fn $name() {
            passes(&Machine {
                test: concat!("selftest::", stringify!($name)),
                flavour: $flavour,
                processor: $processor,
                vdso: $vdso,
            });
        }
    )* };
}

passes! {
    passes_on_64_bit: OF_64_BIT, AMD, vdso: true;
    passes_on_64_bit_without_vdso: OF_64_BIT, AMD, vdso: false;
}

#[cfg(target_arch = "x86")]
passes! {
    passes_on_64_bit_of_intel: OF_64_BIT, INTEL, vdso: true;
    passes_on_32_bit: OF_32_BIT, AMD, vdso: true;
    passes_on_32_bit_without_vdso: OF_32_BIT, AMD, vdso: false;
}
