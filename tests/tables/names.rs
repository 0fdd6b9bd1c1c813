//! The names and numbers of every row of the tables, and how they are printed, as well as values
//! without a row.

use trapgate::{Errno, Sysno};

use crate::support::sysno::{TARGET, rows};

#[test]
fn every_call_by_name_and_number() {
    let rows = rows();
    let numbers = rows.values().filter_map(|row| row.number(TARGET));
    let table = numbers.map(Sysno::from_raw);
    let mut table: Vec<Sysno> = table.collect();
    table.sort();
    assert!(Sysno::all().eq(table.iter().copied()));
    assert!(Sysno::all().rev().eq(table.iter().rev().copied()));
    for call in Sysno::all() {
        let name = call.name().unwrap();
        assert_eq!(Sysno::from_name(name), Some(call));
        assert_eq!(Sysno::from_raw(call.raw()), call);
        assert_eq!(rows[name].number(TARGET), Some(call.raw()));
        assert_eq!(
            (call.to_string(), format!("{call:?}")),
            (name.to_string(), name.to_string())
        );
    }
    for number in [
        500,
        4095,
        65_536 + Sysno::READ.raw(),
        i32::MAX as u32,
        u32::MAX - 1,
        u32::MAX,
    ] {
        let call = Sysno::from_raw(number);
        assert_eq!((call.name(), call.raw()), (None, number));
        assert_eq!(
            (call.to_string(), format!("{call:?}")),
            (number.to_string(), format!("Sysno({number})"))
        );
    }
    for name in [
        "",
        "-",
        "rea",
        "readreadv",
        "READ",
        "read ",
        "zzz",
        "\u{e9}",
    ] {
        assert_eq!(Sysno::from_name(name), None, "{name}");
    }
    assert_eq!(format!("[{:>8}]", Sysno::READ), "[    read]");
}

#[test]
fn every_error_by_name_and_number() {
    for error in Errno::all() {
        let (name, message) = (error.name().unwrap(), error.message().unwrap());
        assert_eq!(Errno::from_raw(error.raw()), Some(error));
        assert_eq!(Errno::from_name(name), Some(error));
        assert_eq!(
            (error.to_string(), format!("{error:?}")),
            (message.to_string(), name.to_string())
        );
        assert!(
            message.len() <= 60 && !message.ends_with('.') && message != "-",
            "{message}"
        );
    }
    assert!(
        Errno::all()
            .rev()
            .map(Errno::raw)
            .is_sorted_by(|a, b| a > b)
    );
    for number in [41, 58, 134, 135, 136, 137, 138, 512, 4000, 4095] {
        let error = Errno::from_raw(number).unwrap();
        assert_eq!(
            (error.raw(), error.name(), error.message()),
            (number, None, None)
        );
        assert_eq!(error.to_string(), format!("error {number}"));
        assert_eq!(format!("{error:?}"), format!("Errno({number})"));
    }
    for number in [0, -1, -2, 4096, i32::MAX, i32::MIN] {
        assert_eq!(Errno::from_raw(number), None);
    }
    for name in ["", "E", "NOENT", "ENOEN", "ENOENTESRCH", "enoent"] {
        assert_eq!(Errno::from_name(name), None, "{name}");
    }
    let aliases = [
        (Errno::WOULDBLOCK, Errno::AGAIN),
        (Errno::DEADLOCK, Errno::DEADLK),
        (Errno::NOTSUP, Errno::OPNOTSUPP),
    ];
    assert!(aliases.iter().all(|(alias, first)| alias == first));
    assert_eq!(Errno::WOULDBLOCK.name(), Some("EAGAIN"));
    assert_eq!(Errno::_2BIG.name(), Some("E2BIG"));
}

#[test]
fn an_error_is_one_register() {
    assert_eq!(size_of::<Errno>(), size_of::<usize>());
    assert_eq!(size_of::<trapgate::Result<()>>(), size_of::<usize>());
    fn is_error<T: core::error::Error + Send + Sync + 'static>(_: T) {}
    is_error(Errno::PERM);
}

#[cfg(feature = "std")]
#[test]
fn an_error_for_std() {
    let error = std::io::Error::from(Errno::NOENT);
    assert_eq!(
        (error.raw_os_error(), error.kind()),
        (Some(2), std::io::ErrorKind::NotFound)
    );
}

/// Searching the documentation finds `ENOENT` and `SYS_openat`, because the build script writes
/// them as aliases.
#[test]
fn every_constant_has_its_c_names() {
    let errors = include_str!(concat!(env!("OUT_DIR"), "/errno.rs"));
    let calls = include_str!(concat!(env!("OUT_DIR"), "/sysno.rs"));
    let lines: Vec<&str> = errors.lines().chain(calls.lines()).collect();
    let (mut errnos, mut sysnos) = (0, 0);
    for pair in lines.windows(2) {
        let Some((constant, value)) = pair[1]
            .strip_prefix("pub const ")
            .and_then(|rest| rest.split_once(": "))
        else {
            continue;
        };
        let aliases = pair[0].strip_prefix("#[doc(alias").unwrap_or_default();
        let aliases: Vec<&str> = aliases.split('"').skip(1).step_by(2).collect();
        let number = match aliases[..] {
            [name] => {
                assert_eq!(
                    name.strip_prefix('E'),
                    Some(constant.trim_start_matches('_'))
                );
                errnos += 1;
                Errno::from_name(name).unwrap().raw() as u32
            }
            [name, other] => {
                let call = constant.to_lowercase();
                assert_eq!(
                    (name, other),
                    (&*format!("SYS_{call}"), &*format!("__NR_{call}"))
                );
                sysnos += 1;
                Sysno::from_name(&call).unwrap().raw()
            }
            _ => panic!("{constant}: {}", pair[0]),
        };
        assert!(
            value.ends_with(&format!("({number});")),
            "{constant}: {value}"
        );
    }
    assert_eq!(
        (errnos, sysnos),
        (Errno::all().count() + 3, Sysno::all().count())
    );
}
