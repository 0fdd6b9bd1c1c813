//! Images captured from real kernels (see `images/README.md`).

use trapgate::vdso::image::Image;

use super::build::WIDE;

/// An image, and the functions that it exports.
pub(crate) struct Captured {
    pub(crate) name: &'static str,
    pub(crate) bytes: &'static [u8],
    functions: &'static [(&'static str, &'static str, usize, usize)],
}

macro_rules! captured {
    ($name:literal, $($function:ident $version:literal $offset:literal $size:literal)*) => {
        Captured {
            name: $name,
            bytes: include_bytes!(concat!("images/", $name)),
            functions: &[$((stringify!($function), $version, $offset, $size)),*],
        }
    };
}

/// Images that kernels map into 64-bit processes.
const WIDE_ONES: &[Captured] = &[
    captured! { "kernel-6.18-x86_64.so",
        clock_gettime "LINUX_2.6" 0xaf0 902
        __vdso_gettimeofday "LINUX_2.6" 0x810 683
        clock_getres "LINUX_2.6" 0xe80 127
        __vdso_clock_getres "LINUX_2.6" 0xe80 127
        gettimeofday "LINUX_2.6" 0x810 683
        __vdso_time "LINUX_2.6" 0xac0 40
        __vdso_getrandom "LINUX_2.6" 0xf40 913
        time "LINUX_2.6" 0xac0 40
        __vdso_clock_gettime "LINUX_2.6" 0xaf0 902
        __vdso_getcpu "LINUX_2.6" 0xf00 44
        getcpu "LINUX_2.6" 0xf00 44
        getrandom "LINUX_2.6" 0xf40 913
    },
    captured! { "debian-6.1-x86_64.so",
        clock_gettime "LINUX_2.6" 0x960 608
        __vdso_gettimeofday "LINUX_2.6" 0x780 428
        clock_getres "LINUX_2.6" 0xbc0 95
        __vdso_clock_getres "LINUX_2.6" 0xbc0 95
        gettimeofday "LINUX_2.6" 0x780 428
        __vdso_time "LINUX_2.6" 0x930 42
        __vdso_sgx_enter_enclave "LINUX_2.6" 0xc50 157
        time "LINUX_2.6" 0x930 42
        __vdso_clock_gettime "LINUX_2.6" 0x960 608
        __vdso_getcpu "LINUX_2.6" 0xc20 38
        getcpu "LINUX_2.6" 0xc20 38
    },
];

/// Images that 64-bit kernels and a 32-bit kernel map into 32-bit processes.
const NARROW_ONES: &[Captured] = &[
    captured! { "kernel-6.18-i686.so",
        __kernel_vsyscall "LINUX_2.5" 0x5e0 13
        __vdso_gettimeofday "LINUX_2.6" 0x700 1297
        __vdso_clock_getres "LINUX_2.6" 0x1830 150
        __vdso_clock_gettime64 "LINUX_2.6" 0x1220 1537
        __kernel_sigreturn "LINUX_2.5" 0x600 9
        __vdso_time "LINUX_2.6" 0xc20 66
        __kernel_rt_sigreturn "LINUX_2.5" 0x610 8
        __vdso_clock_gettime "LINUX_2.6" 0xc70 1454
        __vdso_getcpu "LINUX_2.6" 0x18d0 53
    },
    captured! { "debian-6.1-i686.so",
        __kernel_vsyscall "LINUX_2.5" 0x550 14
        __vdso_gettimeofday "LINUX_2.6" 0x780 824
        __vdso_clock_getres "LINUX_2.6" 0x1400 126
        __vdso_clock_gettime64 "LINUX_2.6" 0xf70 1168
        __kernel_sigreturn "LINUX_2.5" 0x570 9
        __vdso_time "LINUX_2.6" 0xac0 61
        __kernel_rt_sigreturn "LINUX_2.5" 0x580 8
        __vdso_clock_gettime "LINUX_2.6" 0xb00 1124
    },
    captured! { "debian-6.1-pae-i686.so",
        __kernel_vsyscall "LINUX_2.5" 0x550 13
        __vdso_gettimeofday "LINUX_2.6" 0x7c0 845
        __vdso_clock_getres "LINUX_2.6" 0x1470 134
        __vdso_clock_gettime64 "LINUX_2.6" 0xfc0 1187
        __kernel_sigreturn "LINUX_2.5" 0x564 9
        __vdso_time "LINUX_2.6" 0xb10 60
        __kernel_rt_sigreturn "LINUX_2.5" 0x570 8
        __vdso_clock_gettime "LINUX_2.6" 0xb50 1135
    },
];

/// Returns the images of this target's class.
pub(crate) fn ours() -> &'static [Captured] {
    if WIDE { WIDE_ONES } else { NARROW_ONES }
}

/// Returns the images of the other class.
fn foreign() -> &'static [Captured] {
    if WIDE { NARROW_ONES } else { WIDE_ONES }
}

#[test]
fn every_function_of_a_captured_image() {
    for captured in ours() {
        let image = Image::parse(captured.bytes).expect(captured.name);
        let found: Vec<_> = (image.symbols())
            .map(|symbol| {
                let version = symbol.version.unwrap().to_str().unwrap();
                let name = symbol.name.to_str().unwrap();
                (name, version, symbol.offset, symbol.size)
            })
            .collect();
        assert_eq!(found, captured.functions, "{}", captured.name);
        for &(name, version, offset, _) in captured.functions {
            let symbol = image.symbol(name, version).unwrap();
            assert_eq!(symbol.offset, offset, "{}", captured.name);
            let other = if version == "LINUX_2.5" {
                "LINUX_2.6"
            } else {
                "LINUX_2.5"
            };
            assert_eq!(image.symbol(name, other), None, "{}", captured.name);
        }
        assert_eq!(image.symbol("LINUX_2.6", "LINUX_2.6"), None);
    }
}

#[test]
fn an_image_of_the_other_class_is_none() {
    for captured in foreign() {
        assert!(Image::parse(captured.bytes).is_none(), "{}", captured.name);
    }
}
