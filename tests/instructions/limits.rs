//! The limits that the counts must keep.

use super::programs::{CALLS, MODELS, VDSO, is_compiler, steps};
use crate::support::program::target;

/// Returns whether an operation cannot fail, or leaves its result to the caller to test. Such an
/// operation has no branch.
fn is_untested(operation: &str) -> bool {
    operation == "getpid" || operation.starts_with("syscall")
}

/// On x86_64, a wrapper has the same bytes as handwritten code: no spill, no move, and no branch
/// except the test for an error. Compilers other than the table's may order the same instructions
/// differently.
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

/// On i686, a call through the gate takes no more instructions than rustix's. With five or six
/// arguments, the thunk may take two more.
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

/// Reading a clock takes at most three instructions more than calling the vDSO's function by its
/// pointer and testing the result.
#[test]
fn three_more_than_the_pointer() {
    for model in MODELS {
        for operation in VDSO {
            // A vDSO may lack the function.
            let Some(hand) = steps(model, "hand", operation) else {
                continue;
            };
            let ours = steps(model, "ours", operation).unwrap();
            // The clock must be kept for the system call that may follow: it is saved, moved and
            // restored.
            let clock = usize::from(operation == "clock_gettime_any") * 3;
            // On i686, an older compiler pushes the arguments, adjusts esp for that, and saves more
            // registers.
            let older = target().starts_with("i686") && !is_compiler();
            let limit = hand.user + 3 + clock + usize::from(older) * 3;
            assert!(ours.user <= limit, "{model} {operation}: {}", ours.user);
            assert_eq!(ours.branches, 1, "{model} {operation}");
            assert!(ours.vdso > 0, "{model} {operation}: the vDSO was not used");
        }
    }
}
