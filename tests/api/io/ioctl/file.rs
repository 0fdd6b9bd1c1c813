use trapgate::fd::AsFd as _;
use trapgate::io::{self, FdFlags, OpenFlags, PipeFlags, SeekFrom};
use trapgate::{Errno, fs};

use crate::api::io::cachestat::file_on_a_disk;
use crate::api::scratch::{Dir, FAR, closed, memory};

#[test]
fn bytes_that_wait() {
    let (read, write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::ioctl_fionread(&read), Ok(0));
    assert_eq!(io::write(&write, &[0; 4097]), Ok(4097));
    assert_eq!(io::ioctl_fionread(&read), Ok(4097));
    assert_eq!(io::ioctl_fionread(&write), Ok(4097));
    let file = memory();
    assert_eq!(fs::ftruncate(&file, FAR), Ok(()));
    assert_eq!(
        io::ioctl_fionread(&file),
        Ok(7),
        "only the lower half of the length"
    );
    assert_eq!(io::lseek(&file, SeekFrom::Start(FAR + 3)), Ok(FAR + 3));
    assert_eq!(io::ioctl_fionread(&file), Ok(-3));
}

#[test]
fn one_call_instead_of_two() {
    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    let flags = || io::fcntl_getfl(&read).unwrap() & (OpenFlags::NONBLOCK | OpenFlags::ASYNC);
    assert_eq!(io::ioctl_fionbio(&read, true), Ok(()));
    assert_eq!(flags(), OpenFlags::NONBLOCK);
    assert_eq!(io::ioctl_fioasync(&read, true), Ok(()));
    assert_eq!(flags(), OpenFlags::NONBLOCK | OpenFlags::ASYNC);
    assert_eq!(io::ioctl_fionbio(&read, false), Ok(()));
    assert_eq!(flags(), OpenFlags::ASYNC);
    assert_eq!(io::ioctl_fioasync(&read, false), Ok(()));
    assert_eq!(flags(), OpenFlags::empty());
    assert_eq!(io::ioctl_fionclex(&read), Ok(()));
    assert_eq!(io::fcntl_getfd(&read), Ok(FdFlags::empty()));
    assert_eq!(io::ioctl_fioclex(&read), Ok(()));
    assert_eq!(io::fcntl_getfd(&read), Ok(FdFlags::CLOEXEC));
}

#[test]
fn the_quotas_size() {
    let Some((_dir, file)) = file_on_a_disk("the_quotas_size") else {
        return;
    };
    assert_eq!(io::write(&file, &[1; 10_000]), Ok(10_000));
    // SAFETY: the call accesses no memory.
    assert_eq!(unsafe { libc::fsync(file.as_raw_fd()) }, 0);
    let blocks = fs::fstat(&file).unwrap().blocks;
    assert_eq!(io::ioctl_fioqsize(&file), Ok(blocks as u64 * 512));
    assert!(blocks >= 20);
}

#[test]
fn file_errors() {
    let fd = closed();
    assert_eq!(io::ioctl_fionread(fd), Err(Errno::BADF));
    assert_eq!(io::ioctl_fionbio(fd, true), Err(Errno::BADF));
    assert_eq!(io::ioctl_fioasync(fd, true), Err(Errno::BADF));
    assert_eq!(io::ioctl_fioclex(fd), Err(Errno::BADF));
    assert_eq!(io::ioctl_fionclex(fd), Err(Errno::BADF));
    assert_eq!(io::ioctl_fioqsize(fd), Err(Errno::BADF));
    let file = memory();
    assert_eq!(io::ioctl_fioasync(&file, true), Err(Errno::NOTTY));
    let (read, _write) = io::pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::ioctl_fioqsize(read.as_fd()), Err(Errno::NOTTY));
    assert_eq!(io::ioctl_fionread(Dir::new().fd()), Err(Errno::NOTTY));
}
