//! `cp`: each way of copying, files of every kind, and errors.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, MetadataExt as _, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};

use super::folder;
use crate::support::machine::{device, proc};
use crate::support::program::{example, run};
use crate::support::strace;
use crate::support::terminal::{shown, terminal};

/// The ways, and the name that `-v` prints for each on a file system without reflinks.
const WAYS: [(&str, &str); 3] = [
    ("--by=reflink", "copy_file_range"),
    ("--by=range", "copy_file_range"),
    ("--by=write", "read and write"),
];

fn command(folder: &Path) -> Command {
    let mut command = Command::new(example("cp", "release"));
    command.current_dir(folder);
    command
}

/// Copies without an error, and returns what `-v` prints.
#[track_caller]
fn cp(folder: &Path, words: &[&str]) -> String {
    let (out, err, status) = run(command(folder).arg("-v").args(words));
    assert_eq!((err.as_str(), status), ("", Some(0)));
    out
}

/// Returns bytes in which no two pages are equal.
fn content(len: usize) -> Vec<u8> {
    let words = (0..len.div_ceil(4) as u32).flat_map(u32::to_le_bytes);
    words.take(len).collect()
}

#[test]
fn every_way() {
    let folder = folder("cp-ways");
    for len in [0, 1, 4095, 4096, 65_537, 5_000_001] {
        let content = content(len);
        fs::write(folder.join("from"), &content).unwrap();
        for (way, name) in WAYS {
            let said = cp(&folder, &[way, "from", "to"]);
            assert!(
                fs::read(folder.join("to")).unwrap() == content,
                "{way} {len}"
            );
            // A file system with reflinks uses the first way.
            let name = if len == 0 { "read and write" } else { name };
            let expected = [
                format!("from: {len} bytes by {name}\n"),
                format!("from: {len} bytes by reflink\n"),
            ];
            assert!(expected.contains(&said), "{way}: {said}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn holes_stay() {
    let folder = folder("cp-holes");
    let from = File::create(folder.join("from")).unwrap();
    // A hole at the start, data, a hole, data past 4 GiB, and a hole at the end.
    from.write_all_at(b"near", 1 << 20).unwrap();
    from.write_all_at(b"far", (4 << 30) + 7).unwrap();
    from.set_len(5 << 30).unwrap();
    let blocks = from.metadata().unwrap().blocks();
    for (way, _) in WAYS {
        cp(&folder, &[way, "from", "to"]);
        let to = File::open(folder.join("to")).unwrap();
        let facts = to.metadata().unwrap();
        assert_eq!(facts.len(), 5 << 30);
        assert!(
            facts.blocks() <= blocks + 64,
            "{way}: {} not {blocks}",
            facts.blocks()
        );
        let mut bytes = [1; 5];
        to.read_exact_at(&mut bytes, 1 << 20).unwrap();
        assert_eq!(&bytes, b"near\0");
        to.read_exact_at(&mut bytes, (4 << 30) + 6).unwrap();
        assert_eq!(&bytes, b"\0far\0");
    }
    // A file that is only a hole.
    File::create(folder.join("empty"))
        .unwrap()
        .set_len(1 << 33)
        .unwrap();
    cp(&folder, &["--by=write", "empty", "to"]);
    let facts = fs::metadata(folder.join("to")).unwrap();
    assert_eq!((facts.len(), facts.blocks() <= 64), (1 << 33, true));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_without_a_length() {
    let test = "cp::files_without_a_length";
    if !(proc(test) && device(test, "/dev/stdin")) {
        return;
    }
    let folder = folder("cp-streams");
    let said = cp(&folder, &["/proc/version", "version"]);
    let version = fs::read("/proc/version").unwrap();
    assert_eq!(fs::read(folder.join("version")).unwrap(), version);
    assert_eq!(
        said,
        format!("/proc/version: {} bytes by read and write\n", version.len())
    );
    // Copies from a pipe, and to a device.
    let mut child = command(&folder)
        .args(["/dev/stdin", "piped"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(&content(200_000))
        .unwrap();
    assert!(child.wait().unwrap().success());
    assert!(fs::read(folder.join("piped")).unwrap() == content(200_000));
    cp(&folder, &["piped", "/dev/null"]);
}

#[test]
fn several_into_a_directory() {
    let folder = folder("cp-several");
    for name in ["one", "two"] {
        fs::write(folder.join(name), name).unwrap();
    }
    fs::create_dir(folder.join("into")).unwrap();
    cp(&folder, &["one", "./two", "into"]);
    for name in ["one", "two"] {
        assert_eq!(
            fs::read_to_string(folder.join("into").join(name)).unwrap(),
            name
        );
    }
    let (_, err, status) = run(command(&folder).args(["one", "two", "none"]));
    assert_eq!(
        (err.as_str(), status),
        ("cp: none: copy: no such file or directory\n", Some(1))
    );
    let (_, err, status) = run(command(&folder).args(["one", "two", "three"]));
    assert_eq!(
        (err.as_str(), status),
        ("cp: three: copy: no such file or directory\n", Some(1))
    );
}

#[test]
fn permissions_and_old_files() {
    let folder = folder("cp-permissions");
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().mode() & 0o7777;
    fs::write(folder.join("from"), "new").unwrap();
    fs::set_permissions(folder.join("from"), PermissionsExt::from_mode(0o4751)).unwrap();
    cp(&folder, &["from", "to"]);
    assert_eq!(mode("to") & 0o7700, 0o700);
    // An existing file keeps its permissions, and nothing of its content.
    fs::write(folder.join("old"), "something longer").unwrap();
    fs::set_permissions(folder.join("old"), PermissionsExt::from_mode(0o604)).unwrap();
    cp(&folder, &["-n", "from", "old"]);
    assert_eq!(
        fs::read_to_string(folder.join("old")).unwrap(),
        "something longer"
    );
    cp(&folder, &["from", "old"]);
    assert_eq!(
        (
            fs::read_to_string(folder.join("old")).unwrap().as_str(),
            mode("old")
        ),
        ("new", 0o604)
    );
    cp(&folder, &["-n", "from", "other"]);
    assert_eq!(fs::read_to_string(folder.join("other")).unwrap(), "new");
}

#[test]
fn errors_by_name() {
    if !device("cp::errors_by_name", "/dev/full") {
        return;
    }
    let folder = folder("cp-errors");
    fs::write(folder.join("file"), "kept").unwrap();
    fs::hard_link(folder.join("file"), folder.join("twin")).unwrap();
    fs::create_dir(folder.join("into")).unwrap();
    for (words, expected) in [
        (&["none", "to"][..], "cp: none: no such file or directory\n"),
        (&["into", "to"], "cp: into: is a directory\n"),
        (&["file", "file"], "cp: file: the copy is the file itself\n"),
        (&["file", "twin"], "cp: file: the copy is the file itself\n"),
        (
            &["file", "none/to"],
            "cp: file: copy: no such file or directory\n",
        ),
        (&["file", "file/to"], "cp: file: copy: not a directory\n"),
        (&["file", "/dev/full"], "cp: file: copy: no space left\n"),
        (
            &["none", "file", "into"],
            "cp: none: no such file or directory\n",
        ),
    ] {
        let (out, err, status) = run(command(&folder).args(words));
        assert_eq!(
            (out.as_str(), err.as_str(), status),
            ("", expected, Some(1)),
            "{words:?}"
        );
    }
    assert_eq!(fs::read_to_string(folder.join("file")).unwrap(), "kept");
    // The other files are copied even so.
    assert_eq!(
        fs::read_to_string(folder.join("into/file")).unwrap(),
        "kept"
    );
    for words in [
        &[][..],
        &["file"],
        &["--by=luck", "file", "to"],
        &["-q", "file", "to"],
    ] {
        let (_, err, status) = run(command(&folder).args(words));
        assert!(err.contains("usage: cp"), "{err}");
        assert_eq!(status, Some(2));
    }
}

/// The calls that `cp` makes if the better ways fail.
#[test]
fn each_way_gives_way_to_the_next() {
    if !strace::here("each_way_gives_way_to_the_next") {
        return;
    }
    let folder = folder("cp-injected");
    let content = content(300_000);
    fs::write(folder.join("from"), &content).unwrap();
    for (injected, expected) in [
        ("ioctl:error=EXDEV", "copy_file_range"),
        ("copy_file_range:error=ENOSYS", "read and write"),
        ("copy_file_range:error=EXDEV", "read and write"),
        // If the call fails after it has copied something, `cp` continues from there.
        ("copy_file_range:error=EINVAL:when=2+", "copy_file_range"),
        ("copy_file_range:retval=0", "read and write"),
        ("copy_file_range:error=EINTR:when=1", "copy_file_range"),
        ("pread64:error=EINTR:when=1", "copy_file_range"),
        ("lseek:error=EINVAL", "copy_file_range"),
        ("_llseek:error=EINVAL", "copy_file_range"),
    ] {
        let call = injected.split(':').next().unwrap();
        let by = if call == "ioctl" {
            "--by=reflink"
        } else {
            "--by=range"
        };
        let mut strace = strace::strace();
        strace.args(["-o", "/dev/null", "-e", &format!("trace=?{call}"), "-e"]);
        strace.arg(format!("inject=?{injected}"));
        strace
            .arg(example("cp", "release"))
            .args(["-v", by, "from", "to"]);
        let (out, err, status) = run(strace.current_dir(&folder));
        assert_eq!((err.as_str(), status), ("", Some(0)), "{injected}");
        assert_eq!(
            out,
            format!("from: 300000 bytes by {expected}\n"),
            "{injected}"
        );
        assert!(
            fs::read(folder.join("to")).unwrap() == content,
            "{injected}"
        );
    }
}

/// If the file system shares blocks, `cp` makes no other call.
#[test]
fn a_reflink_is_all() {
    if !strace::here("a_reflink_is_all") {
        return;
    }
    let folder = folder("cp-reflink");
    fs::write(folder.join("from"), content(300_000)).unwrap();
    let mut strace = strace::strace();
    strace.args(["-e", "trace=ioctl,copy_file_range,pwrite64"]);
    strace.args([
        "-e",
        "inject=ioctl:retval=0",
        example("cp", "release").to_str().unwrap(),
    ]);
    let (out, trace, status) = run(strace.args(["-v", "from", "to"]).current_dir(&folder));
    assert_eq!(
        (out.as_str(), status),
        ("from: 300000 bytes by reflink\n", Some(0))
    );
    assert!(trace.contains("FICLONE, "), "{trace}");
    assert!(
        !trace.contains("copy_file_range(") && !trace.contains("pwrite64("),
        "{trace}"
    );
}

#[test]
fn progress_on_a_terminal() {
    if !device("cp::progress_on_a_terminal", "/dev/ptmx") {
        return;
    }
    let folder = folder("cp-progress");
    // A pipe that delivers its bytes slowly, over more than a tenth of a second.
    let fifo = folder.join("fifo");
    let name = CString::new(fifo.as_os_str().as_bytes()).unwrap();
    // SAFETY: the call reads a string.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
    let (ours, theirs) = terminal(80);
    let mut command = command(&folder);
    command
        .args(["fifo", "to"])
        .stdin(Stdio::null())
        .stderr(theirs);
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut pipe = File::options().write(true).open(fifo).unwrap();
    for _ in 0..4 {
        pipe.write_all(&[1; 2048]).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    drop(pipe);
    let shown = shown(ours);
    assert!(child.wait().unwrap().success());
    assert!(shown.contains(" KiB"), "{shown:?}");
    // Nothing of the progress stays on the screen.
    assert!(shown.ends_with("\r\x1b[K"), "{shown:?}");
}
