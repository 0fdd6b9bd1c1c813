//! Page faults that a program serves.

use bitflags::Flags as _;
use trapgate::mm::{
    UffdFeatures, UffdPagefaultFlags, UffdioApi, UffdioContinue, UffdioContinueMode, UffdioCopy,
    UffdioCopyMode, UffdioIoctls, UffdioMove, UffdioMoveMode, UffdioPoison, UffdioPoisonMode,
    UffdioRange, UffdioRegisterMode, UffdioWriteprotectMode, UffdioZeropage, UffdioZeropageMode,
    UserfaultfdFlags,
};

use crate::abi::layouts::{Layout, layout};
use crate::abi::topic::{Topic, Type, structs, types};

pub(crate) fn topic() -> Topic {
    let mut types = types! {
        UffdFeatures: "UFFD_FEATURE_*";
        UffdPagefaultFlags: "UFFD_PAGEFAULT_FLAG_*";
        UffdioContinueMode: "UFFDIO_CONTINUE_MODE_*";
        UffdioCopyMode: "UFFDIO_COPY_MODE_*";
        UffdioMoveMode: "UFFDIO_MOVE_MODE_*";
        UffdioPoisonMode: "UFFDIO_POISON_MODE_*";
        UffdioRegisterMode: "UFFDIO_REGISTER_MODE_*";
        UffdioWriteprotectMode: "UFFDIO_WRITEPROTECT_MODE_*";
        UffdioZeropageMode: "UFFDIO_ZEROPAGE_MODE_*";
        UserfaultfdFlags: "UFFD_*" "O_*" but "*";
    };
    types.push(ioctls());
    Topic {
        types,
        structs: structs! {
            UffdioApi = "struct uffdio_api", "" [api features ioctls]: "general::uffdio_api";
            UffdioContinue = "struct uffdio_continue", "" [range mode mapped]:
                "general::uffdio_continue";
            UffdioCopy = "struct uffdio_copy", "" [dst src len mode copy]: "general::uffdio_copy";
            UffdioMove = "struct uffdio_move", "" (moving()):
                "general::uffdio_move but move"
                "include/uapi/linux/userfaultfd.h, 6.8: size=40 dst=0 src=8 len=16 mode=24 move=32";
            UffdioPoison = "struct uffdio_poison", "" [range mode updated]:
                "general::uffdio_poison";
            UffdioRange = "struct uffdio_range", "" [start len]: "general::uffdio_range";
            UffdioZeropage = "struct uffdio_zeropage", "" [range mode zeropage]:
                "general::uffdio_zeropage";
        },
        unknown: &[
            (
                "UFFDIO_CONTINUE_MODE_DONTWAKE",
                1,
                "include/uapi/linux/userfaultfd.h, 5.13",
            ),
            (
                "UFFDIO_CONTINUE_MODE_WP",
                2,
                "include/uapi/linux/userfaultfd.h, 6.4",
            ),
            (
                "UFFDIO_MOVE",
                0xc028_aa05,
                "include/uapi/linux/userfaultfd.h, 6.8",
            ),
            (
                "UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES",
                2,
                "include/uapi/linux/userfaultfd.h, 6.8",
            ),
            (
                "UFFDIO_MOVE_MODE_DONTWAKE",
                1,
                "include/uapi/linux/userfaultfd.h, 6.8",
            ),
            (
                "UFFDIO_POISON",
                0xc020_aa08,
                "include/uapi/linux/userfaultfd.h, 6.6",
            ),
            (
                "UFFDIO_POISON_MODE_DONTWAKE",
                1,
                "include/uapi/linux/userfaultfd.h, 6.6",
            ),
            (
                "UFFDIO_WRITEPROTECT_MODE_DONTWAKE",
                2,
                "include/uapi/linux/userfaultfd.h, 5.7",
            ),
            (
                "UFFDIO_WRITEPROTECT_MODE_WP",
                1,
                "include/uapi/linux/userfaultfd.h, 5.7",
            ),
            (
                "USERFAULTFD_IOC_NEW",
                0xaa00,
                "include/uapi/linux/userfaultfd.h, 6.1",
            ),
        ],
        headers: &["linux/userfaultfd.h"],
        since: &[
            ("struct uffdio_continue", [5, 13]),
            ("struct uffdio_move", [6, 8]),
            ("struct uffdio_poison", [6, 6]),
            ("struct uffdio_writeprotect", [5, 7]),
        ],
        ..Topic::default()
    }
}

/// The last field has the name of a keyword.
fn moving() -> Layout {
    let mut moving = layout!(UffdioMove, "": dst src len mode);
    moving.insert("move".into(), std::mem::offset_of!(UffdioMove, r#move));
    moving
}

/// The kernel's names are for the numbers of the bits.
fn ioctls() -> Type {
    let named = UffdioIoctls::FLAGS
        .iter()
        .filter(|flag| !flag.name().is_empty());
    let bits = named.map(|flag| (flag.name(), flag.value().bits().trailing_zeros().into()));
    Type {
        name: "UffdioIoctls",
        constants: bits.collect(),
        module: "general",
        patterns: &["_UFFDIO_*"],
        others: &[],
    }
}
