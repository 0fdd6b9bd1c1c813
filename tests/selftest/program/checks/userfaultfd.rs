//! `userfaultfd(2)`.

use trapgate::Errno;
use trapgate::mm::{
    UffdFeatures, UffdioCopy, UffdioCopyMode, UffdioRange, UffdioRegisterMode, UffdioZeropage,
    UffdioZeropageMode, UserfaultfdFlags, ioctl_uffdio_api, ioctl_uffdio_copy,
    ioctl_uffdio_register, ioctl_uffdio_unregister, ioctl_uffdio_zeropage, userfaultfd,
};
use trapgate::rt::Start;

use crate::checks::pages::{PAGE, Pages};
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// The program fills untouched pages with bytes and with zeros; each can be filled only once.
pub(crate) fn fill(_: Start) -> Outcome {
    let flags = UserfaultfdFlags::CLOEXEC | UserfaultfdFlags::USER_MODE_ONLY;
    let fd = match userfaultfd(flags) {
        Err(Errno::INVAL) => return Err(Problem::Skip("before Linux 5.11")),
        done => done.of("userfaultfd")?,
    };
    let pages = Pages::new()?;
    let range = |page, count| UffdioRange::new(pages.at(page), count * PAGE);
    let api = ioctl_uffdio_api(&fd, UffdFeatures::empty()).of("ioctl")?;
    same("version", api.api, 0xaa)?;
    let source = [7; PAGE];
    let mut copy = UffdioCopy::new(
        range(1, 1).start,
        source.as_ptr(),
        PAGE,
        UffdioCopyMode::empty(),
    );
    let mut zeros = UffdioZeropage::new(range(2, 1), UffdioZeropageMode::empty());
    // SAFETY: pages that this check has mapped. It accesses pages that are filled, and the first
    // when none is registered any more.
    unsafe {
        ioctl_uffdio_register(&fd, range(0, 3), UffdioRegisterMode::MISSING).of("ioctl")?;
        ioctl_uffdio_copy(&fd, &mut copy).of("ioctl")?;
        same("copied", copy.done(), PAGE as u64)?;
        ioctl_uffdio_copy(&fd, &mut copy).fails("ioctl", Errno::EXIST)?;
        let error = -i64::from(Errno::EXIST.raw());
        holds("the error in the result", copy.copy == error)?;
        ioctl_uffdio_zeropage(&fd, &mut zeros).of("ioctl")?;
        same("zeroed", zeros.done(), PAGE as u64)?;
        ioctl_uffdio_unregister(&fd, range(0, 3)).of("ioctl")?;
        let values = [0, 1, 2].map(|page| pages.at(page).cast::<u8>().read());
        holds("the bytes", values == [0, 7, 0])
    }
}
