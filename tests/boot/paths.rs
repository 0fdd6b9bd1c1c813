//! The cost of each path, measured by process 1.

#[cfg(target_arch = "x86")]
use super::machine::OF_32_BIT;
use super::machine::{AMD, Machine, OF_64_BIT};

/// The functions that Linux 6.1 has in the vDSO of this target. The other two of i686 are newer.
const THERE: &[&str] = if cfg!(target_arch = "x86_64") {
    &[
        "clock_gettime fine",
        "clock_gettime coarse",
        "clock_getres",
        "gettimeofday",
        "time",
        "getcpu",
    ]
} else {
    &[
        "clock_gettime fine",
        "clock_gettime coarse",
        "gettimeofday",
        "time",
    ]
};

/// Checks that each row has numbers, or the reason why the kernel does not offer it.
fn measures(machine: &Machine) {
    let Some(console) = machine.boot("paths", "--csv --rounds 20") else {
        return;
    };
    let header = |line: &&str| *line != "path,call,min_ns,median_ns,cycles,times,status";
    let mut rows = 0;
    for line in console.lines().skip_while(header).skip(1) {
        let columns: Vec<&str> = line.split(',').collect();
        let &[path, call, _, median, _, _, status] = &columns[..] else {
            continue;
        };
        rows += 1;
        let there = match path {
            "vdso" => machine.vdso && THERE.contains(&call),
            "vsyscall" => machine.vdso,
            _ => true,
        };
        let right = match median.parse::<f64>() {
            Ok(median) => there && status == "ok" && median > 0.0,
            Err(_) if machine.vdso => !there && status.starts_with("the vDSO has no __vdso_"),
            Err(_) => !there && status.starts_with("the kernel gave no "),
        };
        assert!(right, "{line}\n{}", console.tail());
    }
    // One row for the function call, six for the vDSO, and three for each other path.
    let paths = if cfg!(trapgate_int80) { 1 } else { 2 };
    assert_eq!(rows, 1 + 6 + 3 * paths, "{}", console.tail());
}

macro_rules! measures {
    ($($name:ident: $flavour:ident, vdso: $vdso:literal;)*) => { $(
        #[test]
        fn $name() {
            measures(&Machine {
                test: concat!("paths::", stringify!($name)),
                flavour: $flavour,
                processor: AMD,
                vdso: $vdso,
            });
        }
    )* };
}

measures! {
    measures_on_64_bit: OF_64_BIT, vdso: true;
    measures_on_64_bit_without_vdso: OF_64_BIT, vdso: false;
}

#[cfg(target_arch = "x86")]
measures! {
    measures_on_32_bit: OF_32_BIT, vdso: true;
    measures_on_32_bit_without_vdso: OF_32_BIT, vdso: false;
}
