//! The freestanding suite as process 1.

use super::machine::{AMD, Machine, OF_64_BIT};
#[cfg(target_arch = "x86")]
use super::machine::{INTEL, OF_32_BIT};

/// The gate that the program is to take.
fn gate(vdso: bool) -> &'static str {
    match vdso {
        _ if cfg!(target_arch = "x86_64") => "gate Syscall",
        true if cfg!(not(trapgate_int80)) => "gate Vsyscall",
        _ => "gate Int80",
    }
}

/// Every check is `ok`, but for those whose call is newer than the kernel.
fn passes(machine: &Machine) {
    let Some(console) = machine.boot("selftest", "") else {
        return;
    };
    console.says(gate(machine.vdso));
    let count = |word| {
        console
            .lines()
            .filter(|line| line.starts_with(word))
            .count()
    };
    let (passed, skipped) = (count("ok "), count("SKIP "));
    assert!(passed > 0, "{}", console.tail());
    console.says(&format!("{passed} passed, 0 failed, {skipped} skipped"));
    for line in console.lines().filter(|line| line.starts_with("SKIP ")) {
        assert!(
            line.ends_with("(NOSYS)"),
            "process 1 may do anything: {line}"
        );
    }
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
