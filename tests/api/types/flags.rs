//! A flag type against one that `bitflags!` makes of the same flags: same methods, operators and
//! traits, same answers.

use core::mem::MaybeUninit;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::AtomicU32;

use bitflags::Flags;
use trapgate::fs::{self, AtFlags, FileHandle, StatxFlags};
use trapgate::thread::FutexFlags;
use trapgate::{Errno, thread};

use crate::api::child::{self, NO_CALL};

/// Bits to try: none, all, each flag, what is left of it, some together, and bits that no flag has.
fn samples<F: Flags<Bits: TryFrom<u64>>>() -> Vec<F::Bits> {
    let mut samples = vec![F::Bits::try_from(0).ok().unwrap()];
    let all = !samples[0];
    let unnamed = !F::all_named().bits();
    let mut mixed = samples[0];
    for flag in F::FLAGS {
        let bits = flag.value().bits();
        mixed = mixed ^ bits;
        samples.extend([bits, !bits, mixed, mixed | unnamed]);
    }
    let numbers = (0..64).map(|n| F::Bits::try_from(0x5a << n));
    samples.extend(numbers.filter_map(Result::ok));
    samples.extend([all, unnamed]);
    samples
}

macro_rules! twins {
    ($module:ident, $path:ident::$name:ident: $bits:ty, $one:ident $other:ident [$($flag:ident)*]) => {
        mod $module {
            use bitflags::{Flags, parser};
            use trapgate::$path::$name as Ours;

            bitflags::bitflags! {
                #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
                pub struct $name: $bits {
                    $(const $flag = Ours::$flag.bits();)*
                    const _ = !0;
                }
            }

            use $name as Theirs;

            fn names<F: Flags>() -> Vec<(&'static str, F::Bits)> {
                F::FLAGS.iter().map(|flag| (flag.name(), flag.value().bits())).collect()
            }

            #[test]
            fn same_flags() {
                assert_eq!(names::<Ours>(), names::<Theirs>());
                for name in [$(stringify!($flag),)* "", "_", "NONE", concat!(stringify!($one), "_")] {
                    let theirs = Theirs::from_name(name).map(|flags| flags.bits());
                    assert_eq!(Ours::from_name(name).map(|flags| flags.bits()), theirs, "{name}");
                    let general = <Ours as Flags>::from_name(name).map(|flags| flags.bits());
                    assert_eq!(general, theirs, "{name}");
                }
                assert_eq!(Ours::all_named().bits(), Theirs::all_named().bits());
                assert_eq!(size_of::<Ours>(), size_of::<Theirs>());
            }

            #[test]
            fn same_in_constants() {
                macro_rules! constants {
                    ($type:ident) => {{
                        const ONE: $type = $type::$one.union($type::$other);
                        const ALL: [$type; 8] = [
                            ONE,
                            $type::from_bits_retain(!7),
                            $type::from_bits_truncate(6).intersection($type::$one),
                            ONE.difference($type::$one),
                            ONE.symmetric_difference($type::$one).complement(),
                            $type::empty(),
                            $type::all(),
                            match $type::from_bits(!0) {
                                Some(flags) => flags,
                                None => $type::$one,
                            },
                        ];
                        const KNOWN: [bool; 4] = [
                            ONE.contains($type::$one),
                            ONE.intersects($type::$other),
                            ONE.is_empty(),
                            $type::all().is_all(),
                        ];
                        const BITS: $bits = ONE.bits();
                        let one = matches!($type::from_bits_retain(BITS), ONE);
                        (ALL.map(|flags| flags.bits()), KNOWN, one)
                    }};
                }
                assert_eq!(constants!(Ours), constants!(Theirs));
            }

            #[test]
            fn same_of_each() {
                let state = super::RandomState::new();
                for bits in super::samples::<Theirs>() {
                    macro_rules! facts {
                        ($type:ident) => {{
                            let flags = $type::from_bits_retain(bits);
                            let forms = (
                                format!("{flags:?} {flags:#?} {flags:b} {flags:#o} {flags:08x} {flags:#X}"),
                                super::BuildHasher::hash_one(&state, flags),
                            );
                            let bits = (
                                flags.bits(),
                                (!flags).bits(),
                                flags.complement().bits(),
                                $type::from_bits(bits).map(|flags| flags.bits()),
                                $type::from_bits_truncate(bits).bits(),
                                flags.unknown_bits(),
                            );
                            let known = (flags.is_empty(), flags.is_all(), flags == $type::default());
                            let iter: Vec<_> = flags.iter().map(|flags| flags.bits()).collect();
                            let into: Vec<_> = flags.into_iter().map(|flags| flags.bits()).collect();
                            let mut left = flags.iter_names();
                            let names: Vec<_> = left.by_ref().map(|(name, flags)| (name, flags.bits())).collect();
                            let left = left.remaining().bits();
                            let again = flags.iter().collect::<$type>() == flags;
                            let mut more = $type::$one;
                            more.extend([flags, $type::$other]);
                            let mut text = String::new();
                            parser::to_writer(&flags, &mut text).unwrap();
                            let read = parser::from_str::<$type>(&text).unwrap() == flags;
                            (forms, bits, known, iter, into, names, left, again, more.bits(), text, read)
                        }};
                    }
                    assert_eq!(facts!(Ours), facts!(Theirs), "{bits:#x}");
                }
            }

            #[test]
            fn same_of_two() {
                let samples = super::samples::<Theirs>();
                for (a, b) in samples.iter().flat_map(|&a| samples.iter().map(move |&b| (a, b))) {
                    macro_rules! facts {
                        ($type:ident) => {{
                            let [one, other] = [a, b].map($type::from_bits_retain);
                            // Each change on a copy.
                            let changed = |change: fn(&mut $type, $type)| {
                                let mut flags = one;
                                change(&mut flags, other);
                                flags
                            };
                            let flags = [
                                one.union(other),
                                one | other,
                                changed($type::insert),
                                changed(|one, other| *one |= other),
                                changed(|one, other| one.set(other, true)),
                                one.intersection(other),
                                one & other,
                                changed(|one, other| *one &= other),
                                one.difference(other),
                                one - other,
                                changed($type::remove),
                                changed(|one, other| *one -= other),
                                changed(|one, other| one.set(other, false)),
                                one.symmetric_difference(other),
                                one ^ other,
                                changed($type::toggle),
                                changed(|one, other| *one ^= other),
                                [one, other].into_iter().collect(),
                            ];
                            let known = [one.contains(other), one.intersects(other), one == other];
                            (flags.map(|flags| flags.bits()), known)
                        }};
                    }
                    assert_eq!(facts!(Ours), facts!(Theirs), "{a:#x} {b:#x}");
                }
            }
        }
    };
}

// Each width. Flags that are numbers and share bits stand among those of `OpenFlags`.
twins! {
    packet, tty::PacketFlags: u8, STOP NOSTOP
    [FLUSHREAD FLUSHWRITE STOP START NOSTOP DOSTOP IOCTL]
}
twins! {
    poll, event::PollFlags: u16, IN RDHUP
    [IN PRI OUT ERR HUP NVAL RDNORM RDBAND WRNORM WRBAND MSG REMOVE RDHUP]
}
twins! {
    open, fs::OpenFlags: u32, RDWR SYNC
    [RDONLY WRONLY RDWR ACCMODE CREAT EXCL NOCTTY TRUNC APPEND NONBLOCK DSYNC ASYNC DIRECT LARGEFILE DIRECTORY NOFOLLOW
    NOATIME CLOEXEC SYNC PATH TMPFILE]
}
twins! {
    xflags, fs::XFlags: u64, IMMUTABLE HASATTR
    [REALTIME PREALLOC IMMUTABLE APPEND SYNC NOATIME NODUMP RTINHERIT PROJINHERIT NOSYMLINKS EXTSIZE EXTSZINHERIT NODEFRAG
    FILESTREAM DAX COWEXTSIZE VERITY HASATTR]
}

/// Functions that are safe only without some bits reject each of these without a call, and let the
/// others through.
#[test]
fn bits_that_safety_forbids_are_rejected() {
    let futex = &AtomicU32::new(1);
    let room = &mut [MaybeUninit::uninit(); FileHandle::ROOM];
    let done = child::without_calls(|| {
        let each = |allowed: u32, call: &mut dyn FnMut(u32) -> Option<Errno>| {
            (0..32).map(|n| 1 << n).all(|bit| {
                let error = if allowed & bit == 0 {
                    Errno::INVAL
                } else {
                    NO_CALL
                };
                call(bit) == Some(error) && call(bit | allowed) == Some(error)
            })
        };
        [
            each(128 | 256, &mut |bits| {
                let flags = FutexFlags::from_bits_retain(bits);
                thread::futex_wait(futex, flags, 0, None).err()
            }),
            each(128 | 256, &mut |bits| {
                let flags = FutexFlags::from_bits_retain(bits);
                thread::futex_wake(futex, flags, 1).err()
            }),
            each(0x1 | 0x2 | 0x200 | 0x400 | 0x1000, &mut |bits| {
                let flags = AtFlags::from_bits_retain(bits);
                fs::name_to_handle_at(fs::CWD, c"/", flags, room).err()
            }),
            each(0x7fff_ffff, &mut |bits| {
                let mask = StatxFlags::from_bits_retain(bits);
                fs::statx(fs::CWD, c"/", AtFlags::empty(), mask).err()
            }),
        ]
    });
    if let Err(error) = done {
        let test = "bits_that_safety_forbids_are_rejected";
        crate::support::skip::skip(test, format!("no seccomp filters: {error}"));
    }
}
