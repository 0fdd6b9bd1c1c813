//! Every struct that the kernel reads or writes: size and offset of each field, here, in `linux-raw-sys` and in `libc`.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::offset_of;

use linux_raw_sys::{general, system};
use trapgate::fs::{Dev, OpenHow, Statx, StatxTimestamp};
use trapgate::io::Winsize;
use trapgate::time::Timespec;

use super::behaviour as found;
use super::source;

#[cfg(target_arch = "x86_64")]
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "../../src/arch/x86_64/layout.rs"]
pub(crate) mod layout;
#[cfg(target_arch = "x86")]
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "../../src/arch/i686/layout.rs"]
pub(crate) mod layout;

/// The size under `""`, and the offset of each field, by the kernel's names.
pub(crate) type Layout = BTreeMap<String, usize>;

pub(crate) struct Struct {
    /// The name in `src/`.
    name: &'static str,
    /// The kernel's name.
    pub(crate) kernel: &'static str,
    /// What stands before the name of a field in the kernel.
    prefix: &'static str,
    pub(crate) ours: Layout,
    oracles: Vec<Layout>,
}

/// A struct's layout as the compiler sees it.
macro_rules! layout {
    ($type:ty, $prefix:literal: $($field:ident)*) => {
        Layout::from([
            (String::new(), size_of::<$type>()),
            $((concat!($prefix, stringify!($field)).to_string(), offset_of!($type, $field))),*
        ])
    };
}

/// Every struct of `src/` that the kernel sees.
pub(crate) fn structs() -> Vec<Struct> {
    let mut structs = vec![
        Struct {
            name: "IoSlice",
            kernel: "struct iovec",
            prefix: "iov_",
            ours: found::io_slice(),
            oracles: vec![
                layout!(general::iovec, "": iov_base iov_len),
                layout!(libc::iovec, "": iov_base iov_len),
            ],
        },
        Struct {
            name: "IoSliceMut",
            kernel: "struct iovec",
            prefix: "iov_",
            ours: found::io_slice_mut(),
            oracles: vec![
                layout!(general::iovec, "": iov_base iov_len),
                layout!(libc::iovec, "": iov_base iov_len),
            ],
        },
        Struct {
            name: "OpenHow",
            kernel: "struct open_how",
            prefix: "",
            ours: layout!(OpenHow, "": flags mode resolve),
            oracles: vec![
                layout!(general::open_how, "": flags mode resolve),
                layout!(libc::open_how, "": flags mode resolve),
            ],
        },
        Struct {
            name: "PollFd",
            kernel: "struct pollfd",
            prefix: "",
            ours: found::poll_fd(),
            oracles: vec![
                layout!(general::pollfd, "": fd events revents),
                layout!(libc::pollfd, "": fd events revents),
            ],
        },
        Struct {
            name: "Rusage",
            kernel: "struct rusage",
            prefix: "ru_",
            ours: found::rusage(),
            oracles: vec![
                layout!(general::rusage, "": ru_utime ru_stime ru_maxrss ru_minflt ru_majflt
                    ru_inblock ru_oublock ru_nvcsw ru_nivcsw),
                // C libraries add room at the end.
                {
                    let mut libc = layout!(libc::rusage, "": ru_utime ru_stime ru_maxrss ru_minflt
                        ru_majflt ru_inblock ru_oublock ru_nvcsw ru_nivcsw);
                    libc.remove("");
                    libc
                },
            ],
        },
        Struct {
            name: "Statx",
            kernel: "struct statx",
            prefix: "stx_",
            ours: {
                let mut ours = layout!(Statx, "stx_": mask blksize attributes nlink uid gid mode ino
                    size blocks attributes_mask atime btime ctime mtime rdev dev mnt_id
                    dio_mem_align dio_offset_align subvol atomic_write_unit_min
                    atomic_write_unit_max atomic_write_segments_max dio_read_offset_align
                    atomic_write_unit_max_opt);
                for name in ["stx_dev", "stx_rdev"] {
                    let at = ours.remove(name).unwrap();
                    ours.insert(format!("{name}_major"), at + offset_of!(Dev, major));
                    ours.insert(format!("{name}_minor"), at + offset_of!(Dev, minor));
                }
                ours
            },
            oracles: vec![
                layout!(general::statx, "": stx_mask stx_blksize stx_attributes stx_nlink stx_uid
                    stx_gid stx_mode stx_ino stx_size stx_blocks stx_attributes_mask stx_atime
                    stx_btime stx_ctime stx_mtime stx_rdev_major stx_rdev_minor stx_dev_major
                    stx_dev_minor stx_mnt_id stx_dio_mem_align stx_dio_offset_align stx_subvol
                    stx_atomic_write_unit_min stx_atomic_write_unit_max
                    stx_atomic_write_segments_max stx_dio_read_offset_align
                    stx_atomic_write_unit_max_opt),
                layout!(libc::statx, "": stx_mask stx_blksize stx_attributes stx_nlink stx_uid
                    stx_gid stx_mode stx_ino stx_size stx_blocks stx_attributes_mask stx_atime
                    stx_btime stx_ctime stx_mtime stx_rdev_major stx_rdev_minor stx_dev_major
                    stx_dev_minor stx_mnt_id stx_dio_mem_align stx_dio_offset_align stx_subvol
                    stx_atomic_write_unit_min stx_atomic_write_unit_max
                    stx_atomic_write_segments_max stx_dio_read_offset_align),
            ],
        },
        Struct {
            name: "StatxTimestamp",
            kernel: "struct statx_timestamp",
            prefix: "tv_",
            ours: layout!(StatxTimestamp, "tv_": sec nsec),
            oracles: vec![
                layout!(general::statx_timestamp, "": tv_sec tv_nsec),
                layout!(libc::statx_timestamp, "": tv_sec tv_nsec),
            ],
        },
        Struct {
            name: "Timespec",
            kernel: "struct __kernel_timespec",
            prefix: "",
            ours: layout!(Timespec, "": tv_sec tv_nsec),
            // `libc` has the 32-bit one on i686.
            oracles: vec![layout!(general::__kernel_timespec, "": tv_sec tv_nsec)],
        },
        Struct {
            name: "Utsname",
            kernel: "struct new_utsname",
            prefix: "",
            ours: found::utsname(),
            oracles: vec![
                layout!(system::new_utsname, "": sysname nodename release version machine
                    domainname),
                layout!(libc::utsname, "": sysname nodename release version machine domainname),
            ],
        },
        Struct {
            name: "Winsize",
            kernel: "struct winsize",
            prefix: "ws_",
            ours: layout!(Winsize, "ws_": row col xpixel ypixel),
            oracles: vec![
                layout!(general::winsize, "": ws_row ws_col ws_xpixel ws_ypixel),
                layout!(libc::winsize, "": ws_row ws_col ws_xpixel ws_ypixel),
            ],
        },
    ];
    structs.extend(stat());
    structs
}

/// What `fstat` and `newfstatat` write.
#[cfg(target_arch = "x86_64")]
fn stat() -> Vec<Struct> {
    vec![Struct {
        name: "Stat",
        kernel: "struct stat",
        prefix: "st_",
        ours: layout!(layout::Stat, "st_": dev ino nlink mode uid gid rdev size blksize blocks atime
            atime_nsec mtime mtime_nsec ctime ctime_nsec),
        oracles: vec![
            layout!(general::stat, "": st_dev st_ino st_nlink st_mode st_uid st_gid st_rdev st_size
                st_blksize st_blocks st_atime st_atime_nsec st_mtime st_mtime_nsec st_ctime
                st_ctime_nsec),
            layout!(libc::stat, "": st_dev st_ino st_nlink st_mode st_uid st_gid st_rdev st_size
                st_blksize st_blocks st_atime st_atime_nsec st_mtime st_mtime_nsec st_ctime
                st_ctime_nsec),
        ],
    }]
}

/// i686 has a `Stat` that the kernel never sees. Its `Statx` is in `behaviour`.
#[cfg(target_arch = "x86")]
fn stat() -> Vec<Struct> {
    Vec::new()
}

/// Structs of two words or halves that are not the kernel's own, or that only make others up.
const INNER: &[&str] = &[
    "Dev",     // `Statx` has it twice
    "Time",    // i686's `Statx`: see `behaviour`
    "Timeval", // made from the words of `Rusage`
];

#[test]
fn every_layout_is_the_kernels() {
    for this in structs() {
        let mut known = BTreeSet::new();
        for oracle in &this.oracles {
            for (field, offset) in oracle {
                assert_eq!(
                    this.ours.get(field),
                    Some(offset),
                    "{}, {field}",
                    this.kernel
                );
                known.insert(field);
            }
        }
        let ours: BTreeSet<&String> = this.ours.keys().collect();
        assert_eq!(known, ours, "{}", this.kernel);
    }
}

#[test]
fn every_struct_is_listed() {
    let (structs, mut declared) = (structs(), source::read().structs);
    for inner in INNER {
        declared.remove(*inner);
    }
    for (name, fields) in declared {
        let mut here = structs.iter().filter(|this| this.name == name);
        let this = here.next().unwrap_or_else(|| panic!("{name}?"));
        for field in fields {
            let field = format!("{}{field}", this.prefix);
            let parts = [field.clone(), format!("{field}_major")];
            assert!(
                parts.iter().any(|field| this.ours.contains_key(field)),
                "{name}: {field}?"
            );
        }
    }
}
