use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, FdFlags, fcntl_getfd, fcntl_getfl};
use trapgate::mm::{
    UffdFeatures, UffdMsgs, UffdioIoctls, UffdioRegisterMode, UserfaultfdFlags, ioctl_uffdio_api,
    ioctl_userfaultfd_ioc_new, userfaultfd,
};

use super::{FLAGS, PAGE, Pages, open, register};
use crate::api::scratch;
use crate::support::skip::skip;

#[test]
fn userfaultfd_opens_what_was_asked_for() {
    let name = "userfaultfd_opens_what_was_asked_for";
    let Some(_known) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let uffd = userfaultfd(FLAGS).unwrap();
    assert_eq!(fcntl_getfd(&uffd), Ok(FdFlags::CLOEXEC));
    assert!(fcntl_getfl(&uffd).unwrap().contains(OpenFlags::NONBLOCK));

    let uffd = userfaultfd(UserfaultfdFlags::USER_MODE_ONLY).unwrap();
    assert_eq!(fcntl_getfd(&uffd), Ok(FdFlags::empty()));
    assert!(!fcntl_getfl(&uffd).unwrap().contains(OpenFlags::NONBLOCK));
    // Faults of the kernel's accesses are for the privileged, or for everybody: either is an
    // answer.
    match userfaultfd(UserfaultfdFlags::CLOEXEC) {
        Ok(uffd) => assert_eq!(fcntl_getfd(&uffd), Ok(FdFlags::CLOEXEC)),
        Err(error) => assert_eq!(error, Errno::PERM),
    }
}

#[test]
fn userfaultfd_knows_no_other_flags() {
    let Some(_known) = open("userfaultfd_knows_no_other_flags", UffdFeatures::empty()) else {
        return;
    };
    for bit in [1, 5, 10, 31] {
        let unknown = UserfaultfdFlags::from_bits_retain(1 << bit);
        let refused = userfaultfd(FLAGS | unknown).map(|_| ());
        assert_eq!(refused, Err(Errno::INVAL), "{bit}");
    }
}

#[test]
fn ioctl_userfaultfd_ioc_new_opens_by_the_device() {
    let flags = OpenFlags::RDWR | OpenFlags::CLOEXEC;
    let device = fs::openat(fs::CWD, c"/dev/userfaultfd", flags, Mode::empty());
    let device = match device {
        Ok(device) => device,
        Err(error) => {
            let name = "ioctl_userfaultfd_ioc_new_opens_by_the_device";
            return skip(name, format_args!("/dev/userfaultfd: {error:?}"));
        }
    };
    // SAFETY: the device itself, and files that have no such request.
    unsafe {
        let uffd = ioctl_userfaultfd_ioc_new(&device, FLAGS).unwrap();
        assert_eq!(fcntl_getfd(&uffd), Ok(FdFlags::CLOEXEC));
        assert!(fcntl_getfl(&uffd).unwrap().contains(OpenFlags::NONBLOCK));
        assert!(ioctl_uffdio_api(&uffd, UffdFeatures::empty()).is_ok());

        let uffd = ioctl_userfaultfd_ioc_new(&device, UserfaultfdFlags::empty()).unwrap();
        assert_eq!(fcntl_getfd(&uffd), Ok(FdFlags::empty()));
        assert!(ioctl_uffdio_api(&uffd, UffdFeatures::empty()).is_ok());

        let new = |fd, flags| ioctl_userfaultfd_ioc_new(fd, flags).map(|_| ());
        let unknown = UserfaultfdFlags::from_bits_retain(1 << 5);
        assert_eq!(
            ioctl_userfaultfd_ioc_new(&device, unknown).map(|_| ()),
            Err(Errno::INVAL)
        );
        assert_eq!(new(scratch::memory(), FLAGS), Err(Errno::NOTTY));
        let closed = scratch::closed();
        assert_eq!(
            ioctl_userfaultfd_ioc_new(closed, FLAGS).map(|_| ()),
            Err(Errno::BADF)
        );
    }
}

#[test]
fn ioctl_uffdio_api_tells_and_turns_on() {
    let name = "ioctl_uffdio_api_tells_and_turns_on";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    // Once is all.
    let again = ioctl_uffdio_api(&uffd, UffdFeatures::empty());
    assert_eq!(again, Err(Errno::INVAL));

    let uffd = userfaultfd(FLAGS).unwrap();
    // Neither is anything turned on by a failure.
    for bit in [40, 63] {
        let unknown = UffdFeatures::from_bits_retain(1 << bit);
        assert_eq!(ioctl_uffdio_api(&uffd, unknown), Err(Errno::INVAL));
    }
    let told = ioctl_uffdio_api(&uffd, UffdFeatures::SIGBUS).unwrap();
    assert_eq!(told.api, 0xaa);
    let old = UffdFeatures::EVENT_FORK | UffdFeatures::EVENT_UNMAP | UffdFeatures::SIGBUS;
    assert!(told.features.contains(old), "{told:?}");
    let base = UffdioIoctls::API | UffdioIoctls::REGISTER | UffdioIoctls::UNREGISTER;
    assert_eq!(told.ioctls, base);
}

#[test]
fn nothing_works_before_ioctl_uffdio_api() {
    let name = "nothing_works_before_ioctl_uffdio_api";
    let Some(_known) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let uffd = userfaultfd(FLAGS).unwrap();
    let pages = Pages::new(1);
    let registered = register(&uffd, pages.whole(), UffdioRegisterMode::MISSING);
    assert_eq!(registered, Err(Errno::INVAL));
    assert_eq!(io::read(&uffd, &mut [0; UffdMsgs::SIZE]), Err(Errno::INVAL));
}

#[test]
fn a_read_takes_whole_messages() {
    let Some(uffd) = open("a_read_takes_whole_messages", UffdFeatures::empty()) else {
        return;
    };
    assert_eq!(io::read(&uffd, &mut [0; 31]), Err(Errno::INVAL));
    assert_eq!(io::read(&uffd, &mut [0; 32]), Err(Errno::AGAIN));
}

#[test]
fn the_kernel_itself_does_not_wait_for_user_mode_only() {
    let name = "the_kernel_itself_does_not_wait_for_user_mode_only";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(1);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (reader, writer) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::write(&writer, &[1; 8]), Ok(8));
    // SAFETY: never looked at as bytes: the address goes to the kernel, which cannot write there.
    let read = unsafe { libc::read(reader.as_raw_fd(), pages.at(0).cast(), PAGE) };
    let error = std::io::Error::last_os_error();
    assert_eq!((read, error.raw_os_error()), (-1, Some(libc::EFAULT)));
}
