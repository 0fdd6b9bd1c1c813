use trapgate::fd::{AsFd as _, OwnedFd};
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{self, ProcmapQuery, ProcmapQueryFlags};
use trapgate::{Errno, io};

use crate::api::io::ioctl::reserve::Reserve;
use crate::api::scratch::closed;
use crate::support::machine::proc;
use crate::support::skip::skip;

const ANY: ProcmapQueryFlags = ProcmapQueryFlags::empty();

fn maps() -> OwnedFd {
    let flags = OpenFlags::CLOEXEC;
    fs::openat(fs::CWD, c"/proc/self/maps", flags, Mode::empty()).unwrap()
}

/// Whether the kernel is too old. If so, prints a skip of `test`.
fn too_old(test: &str) -> bool {
    let asked = mm::ioctl_procmap_query(maps(), &mut ProcmapQuery::new(0, ANY), &mut [], &mut []);
    let old = asked == Err(Errno::NOTTY);
    if old {
        skip(test, "before Linux 6.11");
    }
    old
}

/// Parses a line of the file's text: start, end, permissions, offset, device, inode number, name.
fn line(addr: u64) -> [String; 7] {
    let text = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut lines = text.lines().map(|line| {
        let (range, rest) = line.split_once(' ').unwrap();
        let (start, end) = range.split_once('-').unwrap();
        let mut rest = rest.splitn(5, ' ').map(|word| word.trim().to_string());
        let mut next = || rest.next().unwrap_or_default();
        [
            start.into(),
            end.into(),
            next(),
            next(),
            next(),
            next(),
            next(),
        ]
    });
    let number = |text: &str| u64::from_str_radix(text, 16).unwrap();
    lines
        .find(|line| (number(&line[0])..number(&line[1])).contains(&addr))
        .unwrap()
}

#[test]
fn the_same_as_the_text() {
    if !proc("the_same_as_the_text") {
        return;
    }
    if too_old("the_same_as_the_text") {
        return;
    }
    let code = the_same_as_the_text as fn() as usize as u64;
    let (mut name, mut build_id) = ([0xff; 4096], [0xff; 20]);
    let mut query = ProcmapQuery::new(code, ANY);
    let names = mm::ioctl_procmap_query(maps(), &mut query, &mut name, &mut build_id).unwrap();
    let [start, end, permissions, offset, dev, inode, path] = line(code);
    assert_eq!(
        [start, end],
        [query.vma_start, query.vma_end].map(|addr| format!("{addr:08x}"))
    );
    assert_eq!(
        (offset, inode),
        (format!("{:08x}", query.vma_offset), query.inode.to_string())
    );
    assert_eq!(
        dev,
        format!("{:02x}:{:02x}", query.dev.major, query.dev.minor)
    );
    assert_eq!(names.name.to_str().unwrap(), path);
    let executable = ProcmapQueryFlags::VMA_READABLE | ProcmapQueryFlags::VMA_EXECUTABLE;
    assert_eq!(
        (permissions.as_str(), query.vma_flags),
        ("r-xp", executable)
    );
    assert_eq!(query.vma_page_size, 4096);
    assert!([0, 16, 20].contains(&names.build_id.len()));

    // The stack has no file, and without buffers no name is returned.
    let local = 0_u8;
    let addr = &raw const local as u64;
    let mut query = ProcmapQuery::new(addr, ProcmapQueryFlags::VMA_WRITABLE);
    let names = mm::ioctl_procmap_query(maps(), &mut query, &mut [], &mut []).unwrap();
    assert!((query.vma_start..query.vma_end).contains(&addr));
    assert_eq!((query.inode, query.dev.minor), (0, 0));
    assert_eq!((names.name, names.build_id), (c"", &[][..]));
}

/// A buffer gets all or nothing, and bytes after it are not written.
#[test]
fn buffers_too_small() {
    if too_old("buffers_too_small") {
        return;
    }
    let code = buffers_too_small as fn() as usize as u64;
    let ask = |name: usize, build_id: usize| {
        let (mut names, mut ids) = ([0xa5; 4200], [0xa5; 64]);
        let mut query = ProcmapQuery::new(code, ANY);
        let (maps, id) = (maps(), &mut ids[..build_id]);
        let found = mm::ioctl_procmap_query(maps, &mut query, &mut names[..name], id);
        let found = found.map(|names| (names.name.to_bytes().to_vec(), names.build_id.to_vec()));
        let behind = [&names[name..], &ids[build_id..]].concat();
        assert!(behind.iter().all(|&byte| byte == 0xa5), "{name} {build_id}");
        found
    };
    let (path, id) = ask(4096, 20).unwrap();
    assert!(path.starts_with(b"/"));
    let (longest, most) = (path.len() + 1, id.len());
    for name in [longest, longest + 1, 4095, 4097, 4200] {
        assert_eq!(ask(name, 0), Ok((path.clone(), vec![])), "{name}");
    }
    for name in [1, 2, longest - 1] {
        assert_eq!(ask(name, 0), Err(Errno::NAMETOOLONG), "{name}");
        assert_eq!(ask(name, most), Err(Errno::NAMETOOLONG), "{name}");
    }
    assert_eq!(ask(0, 0), Ok((vec![], vec![])));
    // The linker may not have written a build id.
    if most > 0 {
        for build_id in [most, most + 1, 64] {
            assert_eq!(ask(0, build_id), Ok((vec![], id.clone())), "{build_id}");
        }
        for build_id in [1, most - 1] {
            assert_eq!(ask(0, build_id), Err(Errno::NAMETOOLONG), "{build_id}");
            assert_eq!(ask(4096, build_id), Err(Errno::NAMETOOLONG), "{build_id}");
        }
    }
    // A buffer whose length does not fit in the request.
    if let Some(mut reserve) = Reserve::new("buffers_too_small") {
        let mut query = ProcmapQuery::new(code, ANY);
        // Truncated to 32 bits, this length would be 1.
        let name = &mut reserve.zeros()[2 * 4096 - 1..];
        let found = mm::ioctl_procmap_query(maps(), &mut query, name, &mut []);
        assert_eq!(found.unwrap().name.to_bytes(), path);
    }
}

#[test]
fn the_next_mapping() {
    if !proc("the_next_mapping") {
        return;
    }
    if too_old("the_next_mapping") {
        return;
    }
    // Nothing is ever mapped at 0.
    let mut query = ProcmapQuery::new(0, ANY);
    let asked = mm::ioctl_procmap_query(maps(), &mut query, &mut [], &mut []);
    assert_eq!(asked, Err(Errno::NOENT));
    query.query_flags =
        ProcmapQueryFlags::COVERING_OR_NEXT_VMA | ProcmapQueryFlags::FILE_BACKED_VMA;
    let mut name = [0; 4096];
    let names = mm::ioctl_procmap_query(maps(), &mut query, &mut name, &mut []).unwrap();
    assert!(names.name.to_bytes().starts_with(b"/") && query.inode != 0);
    // All of them, from one to the next.
    let mut count = 0;
    query.query_flags = ProcmapQueryFlags::COVERING_OR_NEXT_VMA;
    query.query_addr = 0;
    while mm::ioctl_procmap_query(maps(), &mut query, &mut [], &mut []).is_ok() {
        assert!(query.vma_start >= query.query_addr && query.vma_end > query.vma_start);
        query.query_addr = query.vma_end;
        count += 1;
    }
    assert!(count > 5, "{count}");
}

#[test]
fn procmap_errors() {
    if !proc("procmap_errors") {
        return;
    }
    let (read, _write) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    for (fd, error) in [(read.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        let mut query = ProcmapQuery::new(u64::MAX, ANY);
        let (mut name, mut build_id) = ([0; 9], [0; 9]);
        let asked = mm::ioctl_procmap_query(fd, &mut query, &mut name, &mut build_id);
        assert_eq!(asked, Err(error));
    }
    if too_old("procmap_errors") {
        return;
    }
    let code = procmap_errors as fn() as usize as u64;
    let ask = |flags, len| {
        let mut name = vec![0; len];
        let mut query = ProcmapQuery::new(code, flags);
        mm::ioctl_procmap_query(maps(), &mut query, &mut name, &mut []).map(|_| ())
    };
    assert_eq!(ask(ANY, 1), Err(Errno::NAMETOOLONG));
    assert_eq!(
        ask(ProcmapQueryFlags::from_bits_retain(1 << 50), 4096),
        Err(Errno::INVAL)
    );
    assert_eq!(
        ask(ProcmapQueryFlags::VMA_WRITABLE, 4096),
        Err(Errno::NOENT)
    );
    assert_eq!(ask(ANY, 4096), Ok(()));
}
