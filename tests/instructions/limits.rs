//! What the counts must keep to.

use super::programs::{CALLS, MODELS, VDSO, is_compiler, steps};
use crate::support::program::target;

/// Calls that cannot fail, or whose word is for the caller to test: no branch.
fn is_untested(operation: &str) -> bool {
    operation == "getpid" || operation.starts_with("syscall")
}

/// On x86_64 a wrapper is what is written by hand, to the byte: no spill, no move, and no branch but the test for an
/// error. Another compiler than the table's may put the same instructions in another order.
#[test]
fn the_same_as_by_hand() {
    if !target().starts_with("x86_64") {
        return;
    }
    for model in MODELS {
        for operation in CALLS {
            let ours = steps(model, "ours", operation).unwrap();
            let hand = steps(model, "hand", operation).unwrap();
            assert_eq!(ours.user, hand.user, "{model} {operation}");
            if is_compiler() {
                assert_eq!(ours.code, hand.code, "{model} {operation}");
            }
            let test = usize::from(!is_untested(operation));
            assert_eq!(ours.branches, test, "{model} {operation}");
            assert_eq!(ours.vdso, 0, "{model} {operation}");
        }
    }
}

/// On i686 a call through the gate takes no more than rustix's; the thunk of five and six arguments may take two more.
#[test]
fn no_more_than_rustix() {
    if target().starts_with("x86_64") {
        return;
    }
    for model in MODELS {
        let mut compared = 0;
        for operation in CALLS {
            let Some(rustix) = steps(model, "rustix", operation) else {
                continue;
            };
            let thunk = ["pread", "mmap", "mmap_anonymous"].contains(&operation);
            let limit = rustix.user + if thunk { 2 } else { 0 };
            let ours = steps(model, "ours", operation).unwrap();
            assert!(ours.user <= limit, "{model} {operation}: {}", ours.user);
            compared += 1;
        }
        assert_eq!(compared, 10);
    }
}

/// A clock takes three instructions more than a call of the pointer and the test of its result, at most.
#[test]
fn three_more_than_the_pointer() {
    for model in MODELS {
        for operation in VDSO {
            // A vDSO may lack it.
            let Some(hand) = steps(model, "hand", operation) else {
                continue;
            };
            let ours = steps(model, "ours", operation).unwrap();
            // The clock is kept for the system call behind: saved, moved and restored.
            let clock = usize::from(operation == "clock_gettime_any") * 3;
            // An older compiler pushes the arguments on i686, and moves esp for that; and it saves more registers.
            let older = target().starts_with("i686") && !is_compiler();
            let limit = hand.user + 3 + clock + usize::from(older) * 3;
            assert!(ours.user <= limit, "{model} {operation}: {}", ours.user);
            assert_eq!(ours.branches, 1, "{model} {operation}");
            assert!(ours.vdso > 0, "{model} {operation}: not by the vDSO");
        }
    }
}
