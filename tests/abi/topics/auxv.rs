//! The auxiliary vector, and the images that its entries lead to.

use trapgate::auxv::Type;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            Type [PHDR PHENT PHNUM PAGESZ BASE FLAGS ENTRY NOTELF UID EUID GID EGID PLATFORM HWCAP
                CLKTCK SECURE BASE_PLATFORM RANDOM HWCAP2 RSEQ_FEATURE_SIZE RSEQ_ALIGN HWCAP3
                HWCAP4 EXECFD EXECFN SYSINFO SYSINFO_EHDR MINSIGSTKSZ]:
                "AT_*" but "AT_NULL" "AT_IGNORE" "AT_VECTOR_SIZE_ARCH" in "auxvec";
        },
        unknown: if cfg!(target_arch = "x86_64") {
            &[(
                "AT_SYSINFO",
                32,
                "arch/x86/include/uapi/asm/auxvec.h, i686 alone",
            )]
        } else {
            &[]
        },
        own: &["PHNUM_MAX", "ST_SIZE", "VERDEF_SIZE", "VERSYM_VERSION"],
        headers: &["asm/auxvec.h", "linux/auxvec.h"],
        ..Topic::default()
    }
}
