//! Results that look like errors but are not.

use trapgate::raw::{self, check};
use trapgate::{Errno, Sysno};

use super::path::{expect, in_child, paths};

/// An anonymous private mapping at a fixed address in the upper half of the 32-bit range, below the
/// 3 GiB that a 32-bit kernel gives to a program.
#[test]
fn an_address_above_two_gib_is_a_result() {
    const ADDRESS: usize = 0x9000_0000;
    #[cfg(target_arch = "x86")]
    let mmap = Sysno::MMAP2;
    #[cfg(target_arch = "x86_64")]
    let mmap = Sysno::MMAP;
    let protection = libc::PROT_READ as usize;
    let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE) as usize;
    for path in paths() {
        in_child(path.name, || {
            path.enter();
            let map = || path.call(mmap, &[ADDRESS, 4096, protection, flags, usize::MAX, 0]);
            let word = map();
            expect(word, ADDRESS);
            expect(usize::from(check(word) == Ok(ADDRESS)), 1);
            expect(usize::from(check(map()) == Err(Errno::EXIST)), 1);
        });
    }
}

#[test]
fn check_at_every_edge() {
    assert_eq!(check(0), Ok(0));
    assert_eq!(check(-4096_isize as usize), Ok(-4096_isize as usize));
    assert_eq!(check(isize::MIN as usize), Ok(isize::MIN as usize));
    for number in 1..=4095 {
        let error = check((number as usize).wrapping_neg()).unwrap_err();
        assert_eq!(error.raw(), number);
    }
}

#[test]
fn a_path_that_this_target_lacks_is_refused() {
    use trapgate::raw::Gate;
    for gate in [Gate::Syscall, Gate::Int80, Gate::Vsyscall] {
        let has = match gate {
            Gate::Syscall => cfg!(target_arch = "x86_64"),
            Gate::Int80 => cfg!(target_arch = "x86"),
            Gate::Vsyscall => cfg!(target_arch = "x86") && !cfg!(trapgate_int80),
            other => panic!("{other:?}"),
        };
        in_child("set_gate", || {
            let own = raw::gate();
            // SAFETY: nothing has moved or unmapped the vDSO.
            let answer = unsafe { raw::set_gate(gate) };
            expect(
                usize::from(answer == if has { Ok(()) } else { Err(Errno::INVAL) }),
                1,
            );
            expect(usize::from(raw::gate() == if has { gate } else { own }), 1);
        });
    }
}
