use std::ptr::{null_mut, without_provenance_mut};

use trapgate::Errno;
use trapgate::mm::{ShadowStackFlags, map_shadow_stack};

use super::pages::{PAGE, flag, unmap};
use crate::support::skip::skip;

#[test]
fn map_shadow_stack_with_and_without_token() {
    let token = ShadowStackFlags::SET_TOKEN;
    let stack = map_shadow_stack(null_mut(), 2 * PAGE, token);
    match stack {
        Ok(addr) => {
            assert!(flag(addr.cast(), "ss"));
            let (second, low) = (addr.cast(), without_provenance_mut(PAGE));
            assert_eq!(map_shadow_stack(second, PAGE, token), Err(Errno::EXIST));
            assert_eq!(map_shadow_stack(low, PAGE, token), Err(Errno::RANGE));
            assert_eq!(map_shadow_stack(null_mut(), 4, token), Err(Errno::NOSPC));
            assert_eq!(map_shadow_stack(null_mut(), 12, token), Err(Errno::INVAL));
            let unknown = ShadowStackFlags::from_bits_retain(1 << 20);
            assert_eq!(
                map_shadow_stack(null_mut(), PAGE, unknown),
                Err(Errno::INVAL)
            );
            let most = map_shadow_stack(null_mut(), usize::MAX, ShadowStackFlags::empty());
            assert_eq!(most, Err(Errno::OVERFLOW));
            unmap(addr.cast(), 2);
        }
        // The kernel was built without shadow stacks, or the processor has none.
        Err(error @ (Errno::NOSYS | Errno::OPNOTSUPP)) => {
            for len in [0, 4, usize::MAX] {
                assert_eq!(map_shadow_stack(null_mut(), len, token), Err(error));
            }
            skip("map_shadow_stack_with_and_without_token", error);
        }
        Err(error) => panic!("{error:?}"),
    }
}
